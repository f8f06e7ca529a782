# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Vocabularies in bulk: one transaction and one bulk request for each vocabulary.

Stock queues some 8,000 tasks that need minutes, in which a deposit fails with an invalid resource
type. Here the entries of the same files, validated by the same service schema, are inserted as
rows and indexed as documents. What exists is left alone unless its entry changed.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import invenio_rdm_records.fixtures
import yaml
from flask import current_app
from invenio_access.permissions import system_identity
from invenio_db import db
from invenio_pidstore.errors import PIDDoesNotExistError
from invenio_pidstore.models import PersistentIdentifier, PIDStatus
from invenio_rdm_records.fixtures.tasks import create_vocabulary_record
from invenio_rdm_records.fixtures.vocabularies import GenericVocabularyEntry, VocabulariesFixture
from invenio_records_resources.proxies import current_service_registry
from invenio_search import current_search_client
from invenio_search.engine import search
from invenio_vocabularies.proxies import current_service
from invenio_vocabularies.records.api import Vocabulary
from invenio_vocabularies.records.models import (
    VocabularyMetadata,
    VocabularyScheme,
    VocabularyType,
)
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import NoResultFound

SCHEMA = "local://vocabularies/vocabulary-v1.0.0.json"
#: Of a stored entry, what the set-up itself added.
OWN_KEYS = ("$schema", "id", "pid", "type")

Progress = Callable[[str, int, int], None]


def load(progress: Progress) -> int:
    """Bring every vocabulary to what its file says.

    ``app_data/vocabularies.yaml`` comes first; a vocabulary named there replaces the stock one.

    :param progress: called with the vocabulary's name, how many are done, and how many there are.
    :returns: the number of entries inserted, updated or indexed.
    """
    entries = list(sources())
    changed = 0
    for done, (name, entry) in enumerate(entries):
        progress(name, done, len(entries))
        if isinstance(entry, GenericVocabularyEntry):
            changed += _load_generic(name, entry)
        else:
            changed += _load_by_service(entry)
    progress("", len(entries), len(entries))
    return changed


def sources() -> Iterator[tuple[str, Any]]:
    """Each vocabulary's name and entry, from the first place that names it."""
    stock = Path(invenio_rdm_records.fixtures.__file__).parent / "data"
    seen: set[str] = set()
    for folder in (Path(current_app.instance_path) / "app_data", stock):
        path = folder / "vocabularies.yaml"
        if path.exists():
            for name, entry in VocabulariesFixture(system_identity, path).read():
                if name not in seen:
                    seen.add(name)
                    yield name, entry


@dataclass(frozen=True)
class Stored:
    """An entry as it is in the database."""

    uuid: uuid.UUID
    json: Mapping[str, Any]
    version: int


def _load_generic(name: str, entry: Any) -> int:
    """Insert, update and index the entries of a generic vocabulary."""
    type_ = db.session.get(VocabularyType, name)
    if type_ is None:
        type_ = VocabularyType.create(id=name, pid_type=entry._entry["pid-type"])
        db.session.commit()
    stored = _stored(name)
    wanted = {data["id"]: data for data in _validated(entry)}
    new = [data for id_, data in wanted.items() if id_ not in stored]
    altered = [
        (stored[id_], data)
        for id_, data in wanted.items()
        if id_ in stored and data != _without_own_keys(stored[id_].json)
    ]
    _insert(type_, new)
    _update(altered)
    db.session.commit()
    if new or altered or _indexed(name) != len(_stored(name)):
        _index(name)
        current_app.extensions["invenio-cache"].cache.clear()
    return len(new) + len(altered)


def _validated(entry: Any) -> Iterator[dict[str, Any]]:
    """The file's entries as the service's own schema loads them."""
    schema = current_service.schema
    for data in _read(entry):
        loaded, _ = schema.load(
            {**data, "type": entry._id},
            context={"identity": system_identity},
            raise_errors=True,
        )
        loaded.pop("type", None)
        yield loaded


def _read(entry: Any) -> Iterable[dict[str, Any]]:
    """The entries of a vocabulary's file.

    YAML is read by libyaml: the pure Python reader needs 20 s for the languages alone.
    """
    path = entry._dir / entry._entry["data-file"]
    if path.suffix != ".yaml":
        return entry.iterate(set())  # type: ignore[no-any-return]
    with open(path, "rb") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader) or []


def _without_own_keys(json: Mapping[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in json.items() if key not in OWN_KEYS}
    return {"id": json["id"], **own}


def _stored(name: str) -> dict[str, Stored]:
    rows = db.session.execute(
        select(VocabularyMetadata.id, VocabularyMetadata.json, VocabularyMetadata.version_id).where(
            VocabularyMetadata.json["type"]["id"].as_string() == name
        )
    )
    return {row.json["id"]: Stored(row.id, row.json, row.version_id) for row in rows}


def _insert(type_: VocabularyType, entries: list[dict[str, Any]]) -> None:
    """Rows of the entries and of their identifiers, as one service call each would write them."""
    if not entries:
        return
    now = datetime.now(UTC).replace(tzinfo=None)
    numbers = db.session.scalars(
        text(
            "SELECT nextval(pg_get_serial_sequence('pidstore_pid', 'id'))"
            " FROM generate_series(1, :n)"
        ),
        {"n": len(entries)},
    ).all()
    times = {"created": now, "updated": now}
    records, identifiers = [], []
    for number, data in zip(numbers, entries, strict=True):
        key = uuid.uuid4()
        pid = {
            "pk": number,
            "pid_type": type_.pid_type,
            "status": PIDStatus.REGISTERED.value,
            "obj_type": "rec",
        }
        json = {
            "$schema": SCHEMA,
            **data,
            "pid": pid,
            "type": {"id": type_.id, "pid_type": type_.pid_type},
        }
        records.append({"id": key, "json": json, "version_id": 1, **times})
        identifiers.append(
            {
                "id": number,
                "pid_type": type_.pid_type,
                "pid_value": data["id"],
                "status": PIDStatus.REGISTERED,
                "object_type": "rec",
                "object_uuid": key,
                **times,
            }
        )
    db.session.execute(insert(VocabularyMetadata), records)
    db.session.execute(insert(PersistentIdentifier), identifiers)


def _update(altered: Iterable[tuple[Stored, dict[str, Any]]]) -> None:
    for stored, data in altered:
        own = {key: stored.json[key] for key in OWN_KEYS if key in stored.json}
        db.session.execute(
            update(VocabularyMetadata)
            .where(VocabularyMetadata.id == stored.uuid)
            .values(
                json={**data, **own},
                version_id=stored.version + 1,
                updated=datetime.now(UTC).replace(tzinfo=None),
            )
        )


def _indexed(name: str) -> int:
    """How many documents of a vocabulary the index holds."""
    answer = current_search_client.count(
        index=Vocabulary.index._name, body={"query": {"term": {"type.id": name}}}
    )
    return int(answer["count"])


def _index(name: str) -> None:
    """Index a whole vocabulary and make it searchable."""
    models = db.session.scalars(
        select(VocabularyMetadata).where(VocabularyMetadata.json["type"]["id"].as_string() == name)
    ).all()
    records = (Vocabulary(model.data, model=model) for model in models)
    actions = (
        {
            "_op_type": "index",
            "_index": Vocabulary.index._name,
            "_id": str(record.id),
            "version": record.revision_id,
            "version_type": "external_gte",
            "_source": record.dumps(),
        }
        for record in records
    )
    search.helpers.bulk(current_search_client, actions, chunk_size=2000, request_timeout=60)
    current_search_client.indices.refresh(index=Vocabulary.index._name)


def _load_by_service(entry: Any) -> int:
    """Entries of the vocabularies with tables of their own: few, so the service creates each."""
    entry.pre_load(system_identity, ignore=_known_schemes(entry))
    service = current_service_registry.get(entry.service_str)
    created = 0
    for data in entry.iterate(set()):
        try:
            service.record_cls.pid.resolve(data["id"])
        except (PIDDoesNotExistError, NoResultFound):  # the two kinds of identifier fields
            create_vocabulary_record(entry.service_str, data)
            created += 1
    if created:
        service.record_cls.index.refresh()
    return created


def _known_schemes(entry: Any) -> set[str]:
    """What ``pre_load`` need not create: the type and the schemes that exist."""
    known = {f"{row.parent_id}.{row.id}" for row in VocabularyScheme.query.all()}
    if db.session.get(VocabularyType, entry._id) is not None:
        known.add(entry._id)
    return known
