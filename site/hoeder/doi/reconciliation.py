# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Records, ledger and DataCite compared; what is safe is repaired, the rest is listed.

Safe is what puts the wanted state back in the worker's hands: a published DOI that the ledger did
not know, one that DataCite lost, and one that has another state, URL or other metadata there. Never
touched is what no record claims: an orphan may be a DOI that was registered by hand.

DataCite lists DOIs from a search index, which lags. So what the list says is asked about again, DOI
by DOI, before anything is made of it. A repair that did not help is not repeated every night.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import sqlalchemy as sa
from flask import current_app
from invenio_db import db
from invenio_pidstore.models import PIDStatus
from invenio_rdm_records.proxies import current_rdm_records_service

from hoeder.custodians.model import DataCiteAccount
from hoeder.custodians.proxies import current_custodians
from hoeder.doi import comparison
from hoeder.doi.client import AccountClient, DataCiteAccountError, NoAnswer, Reply
from hoeder.doi.ledger import accounts, gate, wanted
from hoeder.doi.ledger.gate import clock, execute, transaction
from hoeder.doi.ledger.models import DONE, PENDING, Account, Entry, Finding
from hoeder.doi.ledger.states import Observed, Wanted, reached
from hoeder.doi.ledger.worker import mark

PAGE_SIZE = 200
TRIES = 6
PATIENCE = 900.0
"""Seconds to wait for a turn in the budget that the worker uses too."""
BATCH = 100


class Unfinished(Exception):
    """DataCite did not let itself be read to the end."""


@dataclass
class Report:
    """What was found in one account. ``kinds``: repaired and listed findings by kind."""

    repository: str
    checked: int = 0
    unfinished: str = ""
    repaired: Counter[str] = field(default_factory=Counter)
    listed: Counter[str] = field(default_factory=Counter)

    @property
    def needs_a_person(self) -> bool:
        """Whether something was found that is not repaired by itself."""
        return bool(self.unfinished or self.listed)

    def sentence(self) -> str:
        """The report in one line."""
        told = [f"{self.checked} DOIs at DataCite read"]
        for word, found in (("put right", self.repaired), ("listed", self.listed)):
            told += [f"{number} {kind} {word}" for kind, number in sorted(found.items())]
        if self.unfinished:
            told.append(f"not finished: {self.unfinished}")
        return f"{self.repository}: {'; '.join(told)}."


def reconcile(repository: str | None = None) -> list[Report]:
    """Compare everything, or one account; return a report for each."""
    by_repository: dict[str, list[DataCiteAccount]] = {}
    for custodian in current_custodians.all():
        account = custodian.datacite
        if repository in (None, account.repository):
            by_repository.setdefault(account.repository, []).append(account)
    taken = take_in()
    reports = []
    for name, found in by_repository.items():
        report = Report(name)
        if taken.get(name):
            report.repaired["unrecorded"] = taken[name]
        _Comparison(report, found[0]).run()
        reports.append(report)
    return reports


# Records and ledger
# ------------------


def take_in() -> Counter[str]:
    """Write into the ledger the published DOIs that it does not know, from before there was one."""
    taken: Counter[str] = Counter()
    cls = current_rdm_records_service.record_cls
    for model, make in (
        (cls.model_cls, _wants_of_version),
        (cls.parent_record_cls.model_cls, wanted.wants_of),
    ):
        unknown = sa.select(model.id).where(
            _of_doi(model, "provider") == wanted.PROVIDER,
            ~sa.exists().where(Entry.doi == _of_doi(model, "identifier")),
        )
        ids = list(db.session.execute(unknown).scalars())
        for start in range(0, len(ids), BATCH):
            with transaction():
                wants = [want for id_ in ids[start : start + BATCH] for want in make(id_)]
                wanted.write(wants)
            taken.update(want.repository or "" for want in wants)
    return taken


def _of_doi(model: Any, name: str) -> Any:
    return sa.func.jsonb_extract_path_text(model.json, "pids", "doi", name)


def _wants_of_version(id_: Any) -> list[wanted.Want]:
    record = current_rdm_records_service.record_cls.get_record(id_, with_deleted=True)
    return wanted.wants_of(record.model.parent_id, [record])


# Ledger and DataCite
# -------------------


class _Comparison:
    """One account, read from beginning to end."""

    def __init__(self, report: Report, account: DataCiteAccount) -> None:
        self.report, self.account = report, account
        self.seen: set[str] = set()
        self.findings: list[Finding] = []
        self.before = self._previous()
        self.started: datetime = clock()
        db.session.rollback()

    def _previous(self) -> set[tuple[str, str, str | None]]:
        """What was found last time."""
        query = sa.select(Finding.doi, Finding.kind, Finding.digest).where(
            Finding.repository == self.account.repository
        )
        return {(row.doi, row.kind, row.digest) for row in db.session.execute(query)}

    def run(self) -> None:
        """Compare; a stopped account, or an outage, ends it with nothing concluded."""
        try:
            client = self._client()
            for page in self._pages(client):
                self._page(client, page)
            self._missing(client)
        except (Unfinished, DataCiteAccountError) as error:
            db.session.rollback()
            self.report.unfinished = str(error)
        self._keep()

    def _client(self) -> AccountClient:
        stopped = db.session.get(Account, self.account.repository)
        if stopped is not None and stopped.stopped_at is not None:
            raise Unfinished("DataCite does not accept the account, see the DOI ledger")
        return accounts.client_of(self.account)

    def _ask(self, request: Any) -> Reply:
        """Ask, again when it may pass. :raises Unfinished: when it does not."""
        for tries in range(TRIES):
            try:
                reply = gate.exchange(request, PATIENCE)
            except gate.NotNow as error:
                raise Unfinished("DataCite is away, or busy") from error
            except NoAnswer as error:
                problem = str(error)
            else:
                if reply.status < 500 and reply.status != 429:
                    return reply
                problem = f"DataCite answers {reply.status}"
            time.sleep(gate.policy().backoff.delay(tries + 1, 1.0))
        raise Unfinished(problem)

    def _pages(self, client: AccountClient) -> Iterator[list[dict[str, Any]]]:
        cursor = "1"
        while cursor:
            reply = self._ask(lambda at=cursor: client.page(at, PAGE_SIZE))
            data = reply.json.get("data") if isinstance(reply.json, dict) else None
            if reply.status != 200 or not isinstance(data, list):
                raise Unfinished(f"DataCite answers {reply.status} to a list of DOIs")
            if data:
                yield data
            following = (reply.json.get("links") or {}).get("next") or ""
            found = parse_qs(urlsplit(following).query).get("page[cursor]", [""])[0]
            cursor = "" if not data or found == cursor else found

    def _page(self, client: AccountClient, page: list[dict[str, Any]]) -> None:
        found = {str(item["id"]).lower(): item.get("attributes") or {} for item in page}
        self.report.checked += len(found)
        self.seen |= set(found)
        query = sa.select(Entry).where(sa.func.lower(Entry.doi).in_(found))
        entries = list(db.session.execute(query).scalars())
        db.session.expunge_all()
        db.session.rollback()
        for doi in sorted(set(found) - {entry.doi.lower() for entry in entries}):
            self._orphan(doi, found[doi])
        for entry in entries:
            if entry.status == DONE:
                self._compare(client, entry, found[entry.doi.lower()])

    def _orphan(self, doi: str, attributes: dict[str, Any]) -> None:
        detail = f"{attributes.get('state')}, {attributes.get('url')}"
        self._list(doi, "orphan", detail, None)

    def _compare(self, client: AccountClient, entry: Entry, attributes: dict[str, Any]) -> None:
        description = wanted.describe(entry.kind, entry.object_uuid)
        db.session.rollback()
        if description is None:
            description = wanted.Description(Wanted.HIDDEN, "", {})
        if not _difference(description, attributes) and description.digest == entry.digest:
            return
        # The list lags: what counts is the DOI itself.
        reply = self._ask(lambda: client.look(entry.doi))
        if reply.status != 200:
            return
        kind, detail = _difference(description, reply.attributes) or ("", "")
        if kind:
            self._repair(entry, kind, detail, description.digest)
        elif description.digest != entry.digest:
            # DataCite has what would be sent now; only the note of what was sent is older.
            self._again(entry)

    def _missing(self, client: AccountClient) -> None:
        """What the ledger took for registered and DataCite did not list."""
        query = sa.select(Entry).where(
            Entry.repository == self.account.repository,
            Entry.status == DONE,
            Entry.observed_state.in_((Observed.FINDABLE, Observed.REGISTERED)),
            Entry.observed_at < self.started,
        )
        entries = [
            entry
            for entry in db.session.execute(query).scalars()
            if entry.doi.lower() not in self.seen
        ]
        db.session.expunge_all()
        db.session.rollback()
        for entry in entries:
            if self._ask(lambda doi=entry.doi: client.look(doi)).status == 404:
                self._repair(entry, "missing", "DataCite does not have it.", None)

    def _repair(self, entry: Entry, kind: str, detail: str, digest: str | None) -> None:
        if (entry.doi, kind, digest) in self.before and kind == "metadata":
            told = f"{detail} It was sent again after the last comparison, and still differs."
            self._list(entry.doi, kind, told, digest)
            return
        self._again(entry, missing=kind == "missing")
        self.report.repaired[kind] += 1
        self.findings.append(self._finding(entry.doi, kind, detail, digest, repaired=True))

    def _again(self, entry: Entry, missing: bool = False) -> None:
        """Put it back in the worker's hands, unless it is there already."""
        with transaction():
            values: dict[str, Any] = {
                "digest": None,
                "status": PENDING,
                "failures": 0,
                "next_attempt_at": sa.func.now(),
            }
            if missing:
                values["observed_state"] = Observed.ABSENT
                # Not registered any more, whoever did it: the identifier does not say so either.
                mark(entry.doi, PIDStatus.RESERVED, (PIDStatus.REGISTERED,))
            execute(
                sa.update(Entry).where(Entry.id == entry.id, Entry.status == DONE).values(**values)
            )

    def _list(self, doi: str, kind: str, detail: str, digest: str | None) -> None:
        self.report.listed[kind] += 1
        self.findings.append(self._finding(doi, kind, detail, digest, repaired=False))

    def _finding(
        self, doi: str, kind: str, detail: str, digest: str | None, repaired: bool
    ) -> Finding:
        return Finding(
            doi=doi,
            repository=self.account.repository,
            kind=kind,
            detail=detail,
            digest=digest,
            repaired=repaired,
        )

    def _keep(self) -> None:
        """The findings take the place of the last ones; an unfinished comparison adds to them."""
        with transaction():
            if not self.report.unfinished:
                repository = self.account.repository
                execute(sa.delete(Finding).where(Finding.repository == repository))
            db.session.add_all(self.findings)
        current_app.logger.info("%s", self.report.sentence())


def _difference(
    description: wanted.Description, attributes: dict[str, Any]
) -> tuple[str, str] | None:
    """What DataCite has otherwise: its kind, and a sentence."""
    state = attributes.get("state")
    if not reached(description.state, state):
        return "state", f"DataCite has it {state}, wanted is {description.state}."
    if description.state == Wanted.HIDDEN:
        return None
    if attributes.get("url") != description.url:
        return "url", f"DataCite has the address {attributes.get('url')}."
    names = comparison.differing(description.attributes, attributes)
    return ("metadata", f"These differ: {', '.join(names)}.") if names else None


def findings(repository: str) -> list[Finding]:
    """Return what the last comparison of an account found."""
    query = sa.select(Finding).where(Finding.repository == repository).order_by(Finding.doi)
    return list(db.session.execute(query).scalars())
