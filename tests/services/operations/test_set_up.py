# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The set-up's steps mend what a died set-up left, and leave alone what is there."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from invenio_access.permissions import system_identity
from invenio_db import db
from invenio_pidstore.models import PersistentIdentifier
from invenio_search import current_search, current_search_client
from invenio_search.utils import build_alias_name
from invenio_vocabularies.proxies import current_service as vocabularies_service
from invenio_vocabularies.records.api import Vocabulary
from invenio_vocabularies.records.models import VocabularyMetadata
from sqlalchemy import delete, func, select

from hoeder.operations.setup import vocabularies
from hoeder.operations.setup.steps import indices, steps

NAME = "removalreasons"


def silent(*_: Any) -> None:
    """Progress that nobody sees."""


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(VocabularyMetadata)) or 0


@pytest.fixture
def one_entry(app: Flask) -> VocabularyMetadata:
    record = Vocabulary.pid.resolve((NAME, "spam"))
    return record.model


def test_every_step_may_be_run_again(app: Flask) -> None:
    before = count()
    for _, run in steps():
        run(silent)
    assert count() == before


def test_vocabularies_are_complete_and_like_the_services_own(app: Flask) -> None:
    """An entry made in bulk cannot be told from one the stock service makes."""
    bulk = Vocabulary.pid.resolve((NAME, "spam"))
    name = uuid4().hex
    item = vocabularies_service.create(
        system_identity, {"id": name, "type": NAME, "title": {"en": "Made"}}
    )
    stock = item._record
    try:
        assert set(bulk) - {"props", "tags", "icon"} == set(stock) - {"props", "tags", "icon"}
        assert bulk["$schema"] == stock["$schema"]
        assert bulk["type"] == stock["type"]
        assert set(bulk["pid"]) == set(stock["pid"])
        assert bulk["pid"]["status"] == stock["pid"]["status"]
        assert bulk["pid"]["obj_type"] == stock["pid"]["obj_type"]
        pid = PersistentIdentifier.get(bulk["pid"]["pid_type"], "spam")
        assert (pid.id, pid.object_uuid) == (bulk["pid"]["pk"], bulk.id)
    finally:
        vocabularies_service.delete(system_identity, (NAME, name))


def test_an_entry_that_is_missing_is_added_and_indexed(one_entry: VocabularyMetadata) -> None:
    key = one_entry.id
    db.session.execute(delete(PersistentIdentifier).where(PersistentIdentifier.object_uuid == key))
    db.session.execute(delete(VocabularyMetadata).where(VocabularyMetadata.id == key))
    db.session.commit()
    current_search_client.delete(Vocabulary.index._name, str(key), refresh=True)
    assert vocabularies.load(silent) == 1
    assert vocabularies_service.read(system_identity, (NAME, "spam")).data["id"] == "spam"


def test_an_entry_that_changed_follows_its_file(one_entry: VocabularyMetadata) -> None:
    right = one_entry.json["title"]["en"]
    one_entry.json = {**one_entry.json, "title": {"en": "Wrong"}}
    db.session.commit()
    assert vocabularies.load(silent) == 1
    db.session.expire_all()
    assert Vocabulary.pid.resolve((NAME, "spam"))["title"]["en"] == right
    found = vocabularies_service.search(system_identity, type=NAME, params={"q": "id:spam"})
    assert next(iter(found.hits))["title"]["en"] == right


def test_documents_that_the_index_lost_are_indexed_again(one_entry: VocabularyMetadata) -> None:
    current_search_client.delete(
        Vocabulary.index._name,
        str(one_entry.id),
        refresh=True,
        version=one_entry.version_id - 1,  # else the index remembers the deletion as the newer one
        version_type="external_gte",
    )
    vocabularies.load(silent)
    found = vocabularies_service.search(system_identity, type=NAME, params={"q": "id:spam"})
    assert found.total == 1


def test_an_index_that_is_missing_is_made(app: Flask) -> None:
    name = "job-logs" if "job-logs" in current_search.mappings else "domains-domain-v1.0.0"
    alias = build_alias_name(name)
    for index in current_search_client.indices.get_alias(name=alias):
        current_search_client.indices.delete(index=index)
    indices(silent)
    assert current_search_client.indices.exists(alias)
