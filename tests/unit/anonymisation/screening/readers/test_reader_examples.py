# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The examples in the readers' docstrings are true."""

import doctest
import importlib

import pytest

READERS = "hoeder.anonymisation.screening.readers"


@pytest.mark.parametrize(
    "name", ["dialect", "image", "layout", "numerals", "structured", "textual", "workbook"]
)
def test_examples(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"{READERS}.{name}"))
    assert result.attempted and not result.failed
