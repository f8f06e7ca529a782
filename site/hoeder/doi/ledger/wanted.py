# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What DataCite should know, written with every change of a published record.

Whoever changes a record, its parent or which version is the latest changes a row of Invenio's
tables in SQLAlchemy's session: services and their components, the system process, jobs, scripts.
The session tells of each such row, and once, before its transaction is committed, what is wanted is
written into the same transaction, from the rows as they then are. No list of service methods has
to be kept complete, and the order in which a service does things does not matter.

(Invenio's own signals would say the same, but InvenioRDM's records do not send them.)
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import current_app, has_app_context
from invenio_db import db
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_rdm_records.utils import ChainObject
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import NoResultFound
from sqlalchemy_utils.types import UUIDType

from hoeder.custodians.proxies import current_custodians
from hoeder.doi.ledger.models import DONE, PENDING, Entry
from hoeder.doi.ledger.states import Wanted
from hoeder.doi.provider import landing_page

EXTENSION = "hoeder-doi"
PROVIDER = "datacite"
RECORDS, PARENTS, LATEST = "hoeder-doi-records", "hoeder-doi-parents", "hoeder-doi-latest"
"""What the session remembers until its transaction ends."""


@dataclass(frozen=True, slots=True)
class Want:
    """What DataCite should know of one DOI; ``kind`` is version or concept."""

    doi: str
    kind: str
    object_uuid: UUID
    parent_uuid: UUID
    custodian: str | None
    repository: str | None
    wanted_state: str
    wanted_url: str


@dataclass(frozen=True, slots=True)
class Description:
    """What would be sent now; ``attributes`` only of what is findable."""

    state: str
    url: str
    attributes: dict[str, Any]

    @property
    def digest(self) -> str:
        """The same for the same request."""
        text = json.dumps([self.state, self.attributes], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def note(session: Any, context: Any = None) -> None:
    """Remember, at each flush, which records and parents changed (``after_flush``)."""
    if not _is_ours():
        return
    record_class = current_rdm_records_service.record_cls
    records, parents = record_class.model_cls, record_class.parent_record_cls.model_cls
    kinds = (
        (records, RECORDS, "id", ("json", "deletion_status")),
        (parents, PARENTS, "id", ("json",)),
        (record_class.versions_model_cls, LATEST, "parent_id", ("latest_id",)),
    )
    for row in (*session.new, *session.dirty, *session.deleted):
        for model, name, id_, telling in kinds:
            # SQLAlchemy calls a row dirty that was only touched, and gives it a new "updated".
            if isinstance(row, model) and (row not in session.dirty or _changed(row, telling)):
                session.info.setdefault(name, set()).add(getattr(row, id_))


def _changed(row: Any, names: tuple[str, ...]) -> bool:
    attributes = sa.inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in names)


def forget(session: Any) -> None:
    """Nothing changed after all (``after_rollback``)."""
    for name in (RECORDS, PARENTS, LATEST):
        session.info.pop(name, None)


def write_noted(session: Any) -> None:
    """Write what is wanted of all that changed (``before_commit``)."""
    if session.in_nested_transaction() or not _is_ours():
        return
    session.flush()
    records = session.info.pop(RECORDS, set())
    parents = session.info.pop(PARENTS, set())
    latest = session.info.pop(LATEST, set())
    if not (records or parents or latest):
        return
    families: dict[UUID, list[Any]] = {id_: [] for id_ in parents | latest}
    for id_ in records:
        record = _row(current_rdm_records_service.record_cls, id_)
        if record is None:
            _gone(id_)
        else:
            families.setdefault(record.model.parent_id, []).append(record)
    wants = [want for id_, found in families.items() for want in wants_of(id_, found)]
    write(wants)
    for id_ in families:
        if not _alone(id_, families[id_]):
            _look_again(id_, {want.doi for want in wants})


def _is_ours() -> bool:
    return has_app_context() and EXTENSION in current_app.extensions


def _row(cls: Any, id_: UUID) -> Any:
    """A record or parent, deleted or not; None when it is gone from the database.

    From the session's own rows, which it has at hand: this runs within somebody's publication.
    """
    with db.session.no_autoflush:
        model = db.session.get(cls.model_cls, id_)
    return None if model is None else cls(model.data, model=model)


def _versions(parent_uuid: UUID) -> Any:
    """The row that tells which version is the latest."""
    with db.session.no_autoflush:
        return db.session.get(
            current_rdm_records_service.record_cls.versions_model_cls, parent_uuid
        )


def _alone(parent_uuid: UUID, records: Sequence[Any]) -> bool:
    """Tell whether the only version there is, the first one, changed: nobody else to look at."""
    versions = _versions(parent_uuid)
    first = bool(records) and all(record.model.index == 1 for record in records)
    return first and versions is not None and versions.latest_index == 1


def _gone(object_uuid: UUID) -> None:
    """A record was removed from the database altogether."""
    hidden = {"wanted_state": Wanted.HIDDEN, **_again()}
    query = sa.update(Entry).where(Entry.object_uuid == object_uuid).values(**hidden)
    db.session.execute(query)


def _look_again(parent_uuid: UUID, written: set[str]) -> None:
    """Communities or versions changed: each version's metadata name them.

    A version that became restricted, or was taken down, is no longer named by the others.
    """
    ids = (
        sa.select(Entry.id)
        .where(Entry.parent_uuid == parent_uuid, Entry.doi.notin_(written))
        .order_by(Entry.id)
    )
    # Locked in one order, so that two changes at a time wait for each other and do not deadlock.
    locked = db.session.execute(ids.with_for_update()).scalars().all()
    if locked:
        db.session.execute(
            sa.update(Entry).where(Entry.id.in_(locked)).values(**_again()),
            execution_options={"synchronize_session": False},
        )


def wants_of(parent_uuid: UUID, records: Sequence[Any] = ()) -> list[Want]:
    """Return what is wanted of some versions, and of the DOI of all: it shows what the latest does.

    Only DOIs that are registered here count, and none of what is not published yet.
    """
    cls = current_rdm_records_service.record_cls
    parent = _row(cls.parent_record_cls, parent_uuid)
    if parent is None or parent.model.is_deleted:
        return []
    subjects = [("version", record, record) for record in records if _managed(record)]
    if _managed(parent):
        versions = _versions(parent_uuid)
        latest_id = versions.latest_id if versions is not None else None
        latest = next((record for record in records if record.id == latest_id), None)
        if latest is None and latest_id is not None:
            latest = _row(cls, latest_id)
        subjects += [("concept", parent, latest)] if latest is not None else []
    if not subjects:
        return []
    custodian = current_custodians.for_record(parent)
    slug = custodian.slug if custodian else None
    return [
        _want(kind, subject, parent_uuid, slug, state_of(shown))
        for kind, subject, shown in subjects
    ]


def _want(kind: str, subject: Any, parent_uuid: UUID, custodian: str | None, state: str) -> Want:
    doi = _managed(subject) or ""
    account = current_custodians.account_of(doi)
    repository = account.repository if account else None
    url = landing_page(subject)
    return Want(doi, kind, subject.id, parent_uuid, custodian, repository, state, url)


def state_of(record: Any) -> str:
    """Return what a version's DOI should be: restricted and taken down metadata are hidden."""
    gone = record.model.is_deleted or record.deletion_status.is_deleted
    hidden = gone or record["access"]["record"] == "restricted"
    return Wanted.HIDDEN if hidden else Wanted.FINDABLE


def _managed(record: Any) -> str | None:
    """The DOI that is registered here, not one from elsewhere."""
    doi = (record.get("pids") or {}).get("doi") or {}
    return doi.get("identifier") if doi.get("provider") == PROVIDER else None


def _again() -> dict[str, Any]:
    return {
        "wanted_version": Entry.wanted_version + 1,
        # What waited already is overdue from when it began to wait.
        "wanted_at": sa.case((Entry.status == DONE, sa.func.now()), else_=Entry.wanted_at),
        "status": PENDING,
        "failures": 0,
        "next_attempt_at": sa.func.now(),
    }


def _upsert() -> tuple[Any, dict[str, Any]]:
    """The statement as text, and its parameters that are always the same.

    SQLAlchemy compiles an ``ON CONFLICT`` anew each time (it has no cache key), which costs more
    than to run it.
    """
    table = Entry.__table__
    new = insert(table).values(
        wanted_version=1,
        wanted_at=sa.func.now(),
        observed_version=0,
        status=PENDING,
        failures=0,
        next_attempt_at=sa.func.now(),
        **{name: sa.bindparam(name) for name in Want.__slots__},
    )
    taken_over = {name: new.excluded[name] for name in Want.__slots__}
    upsert = new.on_conflict_do_update(index_elements=["doi"], set_={**taken_over, **_again()})
    compiled = upsert.compile(dialect=postgresql.dialect(paramstyle="named"))
    fixed = {name: value for name, value in compiled.params.items() if name not in Want.__slots__}
    uuids = [sa.bindparam(name, type_=UUIDType()) for name in ("object_uuid", "parent_uuid")]
    # text() sees no parameter before a "::"; the types of the columns say the same as the casts.
    plain = re.sub(r"(?<=\w)::[A-Z]+( WITH TIME ZONE)?", "", compiled.string)
    return sa.text(plain).bindparams(*uuids), fixed


UPSERT, FIXED = _upsert()


def write(wants: list[Want]) -> None:
    """Write into the session's transaction; each time is a new version of what is wanted."""
    # In one order, so that two changes at a time wait for each other and do not deadlock.
    for want in sorted(wants, key=lambda want: want.doi):
        values = {name: getattr(want, name) for name in Want.__slots__}
        db.session.connection().execute(UPSERT, {**FIXED, **values})


def describe(kind: str, object_uuid: UUID) -> Description | None:
    """Return what should be sent for a DOI as its record stands now; None when there is none."""
    service = current_rdm_records_service
    cls = service.record_cls
    try:
        if kind == "version":
            subject = latest = cls.get_record(object_uuid, with_deleted=True)
        else:
            subject = cls.parent_record_cls.get_record(object_uuid, with_deleted=True)
            latest = cls.get_latest_by_parent(subject)
    except NoResultFound:
        return None
    if latest is None:
        return None
    state = state_of(latest)
    url = landing_page(subject)
    if state == Wanted.HIDDEN:
        return Description(state, url, {})
    config = service.config
    if kind == "version":
        metadata = config.pids_providers["doi"][PROVIDER].serializer.dump_obj(latest)
    else:
        chained = ChainObject(subject, latest, aliases={"_parent": subject, "_child": latest})
        metadata = config.parent_pids_providers["doi"][PROVIDER].serializer.dump_obj(chained)
    # Without what is lazy: the same text in JSON now and when it is sent.
    plain = json.loads(json.dumps({**metadata, "url": url}, default=str))
    return Description(state, url, plain)
