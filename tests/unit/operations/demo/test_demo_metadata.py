# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The drafts, judged by InvenioRDM's own metadata schema."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from idutils import is_orcid, is_ror
from invenio_config import InvenioConfigDefault
from invenio_i18n import InvenioI18N
from invenio_rdm_records import config
from invenio_rdm_records.services.schemas.metadata import MetadataSchema
from invenio_vocabularies import config as vocabularies

from hoeder.operations.demo import fair, files, metadata

TODAY = date(2026, 1, 2)


@pytest.fixture
def stock() -> Iterator[None]:
    """What the schema looks up: the stock configuration, no services."""
    app = Flask("schema")
    for module in (config, vocabularies):
        app.config.from_object(module)
    app.config["SECRET_KEY"] = "of a test"
    InvenioConfigDefault(app)
    InvenioI18N(app)
    with app.test_request_context():
        yield


@pytest.fixture(scope="module")
def draft() -> metadata.Json:
    return metadata.fair_draft(fair.read_survey(), "Example University", TODAY, {"status": "x"})


@pytest.mark.usefixtures("stock")
def test_schema_takes_every_field_of_the_survey(draft: metadata.Json) -> None:
    loaded = MetadataSchema().load(draft["metadata"])
    assert set(loaded) == set(draft["metadata"])
    assert loaded["creators"][0]["person_or_org"]["name"] == "Fair, Ray C."
    assert loaded["related_identifiers"][0]["identifier"] == metadata.ARTICLE_DOI


@pytest.mark.usefixtures("stock")
def test_schema_takes_the_draft_of_any_file() -> None:
    draft = files.file_draft("<b>&.csv", 12, "Example University", TODAY, {})
    loaded = MetadataSchema().load(draft["metadata"])
    assert set(loaded) == set(draft["metadata"])
    assert "<b>" not in draft["metadata"]["description"]


def test_nothing_that_an_outlet_carries_is_left_out(draft: metadata.Json) -> None:
    fields = set(MetadataSchema().fields) - {"identifiers", "copyright"}  # it has neither
    assert set(draft["metadata"]) == fields


def test_identifiers_are_real_and_the_author_gets_none(draft: metadata.Json) -> None:
    author, depositor = draft["metadata"]["creators"]
    assert author["person_or_org"]["family_name"] == "Fair"
    assert "identifiers" not in author["person_or_org"]
    assert is_orcid(depositor["person_or_org"]["identifiers"][0]["identifier"])
    assert is_ror(metadata.AFFILIATION) and is_ror(metadata.FUNDER)


def test_licence_is_what_statsmodels_says_not_public_domain(draft: metadata.Json) -> None:
    licence, explained = draft["metadata"]["rights"]
    assert licence == {"id": "bsd-3-clause"}
    assert "Included with permission of the author." in explained["description"]["en"]


def test_record_says_what_is_fictitious(draft: metadata.Json) -> None:
    assert "fictitious" in draft["metadata"]["description"]
    assert "fictitious" in draft["metadata"]["funding"][0]["award"]["title"]["en"]


def test_other_statement_and_preview_leave_the_draft_alone(draft: metadata.Json) -> None:
    changed = metadata.with_preview(metadata.with_statement(draft, {"status": "y"}), "codebook.md")
    assert changed["custom_fields"] == {"hoeder:anonymisation": {"status": "y"}}
    assert changed["files"] == {"enabled": True, "default_preview": "codebook.md"}
    assert draft["custom_fields"] == {"hoeder:anonymisation": {"status": "x"}}
    assert draft["files"] == {"enabled": True}
