# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The examples in the pure modules' docstrings are true."""

import doctest
import importlib

import pytest

MODULES = (
    "hoeder.crosswalks.datacite",
    "hoeder.crosswalks.datacite_people",
    "hoeder.crosswalks.datacite_terms",
    "hoeder.crosswalks.edtf",
    "hoeder.crosswalks.text",
    "hoeder.custodians.ror",
    "hoeder.dissemination.oai.answer",
    "hoeder.dissemination.oai.dates",
    "hoeder.dissemination.oai.document",
    "hoeder.operations.addresses",
    "hoeder.operations.testing",
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted, "there is no example"
    assert not result.failed
