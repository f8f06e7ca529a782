# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The examples in the pure modules' docstrings are true."""

import doctest
import importlib

import pytest

DETECTORS = "hoeder.anonymisation.screening.detectors"

MODULES = (
    f"{DETECTORS}.be_eid",
    f"{DETECTORS}.be_national_number",
    f"{DETECTORS}.be_riziv",
    f"{DETECTORS}.be_vat",
    f"{DETECTORS}.birth_date",
    f"{DETECTORS}.coordinates",
    f"{DETECTORS}.detector",
    f"{DETECTORS}.email_address",
    f"{DETECTORS}.headers",
    f"{DETECTORS}.iban",
    f"{DETECTORS}.institution",
    f"{DETECTORS}.ip_address",
    f"{DETECTORS}.judge",
    f"{DETECTORS}.licence_plate",
    f"{DETECTORS}.mac_address",
    f"{DETECTORS}.masks",
    f"{DETECTORS}.names",
    f"{DETECTORS}.nl_bsn",
    f"{DETECTORS}.orcid",
    f"{DETECTORS}.phone",
    f"{DETECTORS}.postal_address",
    f"{DETECTORS}.registry",
    f"{DETECTORS}.texts",
    "hoeder.crosswalks.bibtex",
    "hoeder.crosswalks.cerif",
    "hoeder.crosswalks.cerif_parties",
    "hoeder.crosswalks.csl",
    "hoeder.crosswalks.datacite",
    "hoeder.crosswalks.datacite_people",
    "hoeder.crosswalks.datacite_terms",
    "hoeder.crosswalks.edtf",
    "hoeder.crosswalks.orcid",
    "hoeder.crosswalks.ris",
    "hoeder.crosswalks.text",
    "hoeder.custodians.ror",
    "hoeder.dissemination.bibliography.entries",
    "hoeder.dissemination.bibliography.filters",
    "hoeder.dissemination.bibliography.paging",
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
