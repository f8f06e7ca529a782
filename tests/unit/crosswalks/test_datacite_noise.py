# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Whatever is in a record's fields, the metadata are valid."""

import random
from collections.abc import Callable

import pytest
from lxml import etree

from hoeder.crosswalks.datacite import to_json
from noise import Json, noisy
from records import context


@pytest.mark.parametrize("seed", range(100))
def test_noise(accepted: Callable[[Json], etree._Element], seed: int) -> None:
    accepted(to_json(noisy(random.Random(seed)), context()))
