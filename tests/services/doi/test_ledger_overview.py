# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ledger on the command line and in the hands of pages: lists, one DOI, retry, CSV, words."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from deposits import create, dois_of, publish
from hoeder.doi.cli import doi as command
from hoeder.doi.ledger import overview
from hoeder.doi.ledger.models import Entry
from hoeder.doi.ledger.states import Problem
from hoeder.doi.ledger.words import SENTENCES, STATES


def test_every_problem_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Problem)
    assert all(str(sentence).endswith(".") for sentence in [*SENTENCES.values(), *STATES.values()])


def test_a_parked_doi_is_listed_with_what_to_do_and_retried(
    app: Flask, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    version, concept = dois_of(publish(complete_draft))
    body = {"kind": "status", "status": 422, "methods": ["PUT"]}
    datacite.faults({"rules": [body]})
    ledger.pump()
    runner = app.test_cli_runner()
    listed = runner.invoke(command, ["list", "--status", "parked"]).output
    assert version in listed and "does not accept the metadata" in listed
    one = runner.invoke(command, ["list", version]).output
    assert "publish: 422" in one and "DataCite (422)" in one
    datacite.clear_faults()
    assert "2 DOIs" in runner.invoke(command, ["retry", version, concept]).output
    ledger.pump()
    assert "publish: 201" in runner.invoke(command, ["list", version]).output
    assert all(datacite.get(doi) for doi in (version, concept))


def test_what_is_not_there_is_said(app: Flask, ledger: Any) -> None:
    runner = app.test_cli_runner()
    for arguments in (["list", "10.5072/nothing"], ["retry", "10.5072/nothing"]):
        assert runner.invoke(command, arguments).exit_code == 1
    assert runner.invoke(command, ["retry"]).exit_code == 2
    assert runner.invoke(command, ["reconcile", "--account", "NOBODY"]).exit_code == 2


def test_a_stopped_account_shows_on_its_dois(
    app: Flask, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    version, _ = dois_of(publish(complete_draft))
    datacite.faults({"rules": [{"kind": "status", "status": 401}]})
    ledger.pump()
    (line,) = overview.lines(doi=version)
    assert (line.status, line.problem, line.http_status) == ("stopped", "credentials", 401)
    assert overview.counts()["stopped"] >= 2
    datacite.clear_faults()
    app.test_cli_runner().invoke(command, ["retry", "--stopped"])
    ledger.pump()
    assert datacite.get(version)


def test_overdue_since_it_began_to_wait(ledger: Any, complete_draft: dict[str, Any]) -> None:
    from deposits import edit

    record = publish(complete_draft)
    version, _ = dois_of(record)
    ago = datetime.now(UTC) - timedelta(hours=2)
    ledger.execute(sa.update(Entry).where(Entry.doi == version).values(wanted_at=ago))
    edit(record, title="Edited while it waits")
    assert [line.doi for line in overview.lines(overdue=True)] == [version]
    assert overview.state_for_people(version) == "delayed"


def test_csv(ledger: Any, complete_draft: dict[str, Any]) -> None:
    version, _ = dois_of(publish(complete_draft))
    text = "".join(overview.as_csv(overview.lines(doi=version)))
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["doi"], row["status"], row["custodian"]) == (version, "pending", "ugent-demo")


def test_the_true_state_in_each_moment(
    ledger: Any,
    researcher_client: Any,
    complete_draft: dict[str, Any],
) -> None:
    record = create(researcher_client, complete_draft, "ugent-demo")
    answer = researcher_client.post(f"/records/{record}/draft/pids/doi")
    assert overview.state_for_people(answer.json["pids"]["doi"]["identifier"]) == "reserved"
    version, _ = dois_of(publish(complete_draft))
    assert overview.state_for_people(version) == "registering"
    ledger.pump()
    assert overview.state_for_people(version) == "registered"
    assert overview.state_for_people("10.1234/elsewhere") == ""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert overview._cell(text) == f"'{text}"
