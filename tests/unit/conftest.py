# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Unit tests know nothing of the instance that the suite may be running beside."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def _no_instance() -> Iterator[None]:
    """No ``INVENIO_…`` variable, which would send a test's application to real services."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("INVENIO_")]:
            patch.delenv(name)
        yield
