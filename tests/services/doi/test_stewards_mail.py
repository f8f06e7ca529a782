# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Mail to the custodians' contacts: when, to whom, once, and what it says."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from invenio_db import db

from deposits import dois_of, publish
from hoeder.doi import tasks
from hoeder.doi.ledger import overview
from hoeder.doi.ledger.models import Entry, Told
from hoeder.doi.stewards import mail

GHENT, HASSELT = "data.ugent@example.org", "data.uhasselt@example.org"
REFUSES = {"rules": [{"kind": "refuse", "source": "creators", "title": "needs a family name"}]}
REFUSES_ACCOUNT = {"rules": [{"kind": "status", "status": 401}]}


class Post:
    """What the task sends, and the time since it last did."""

    def __init__(self, app: Flask, ledger: Any) -> None:
        self.app, self.ledger = app, ledger

    def run(self) -> list[Any]:
        with self.app.extensions["mail"].record_messages() as outbox:
            tasks.send_mail()
        return list(outbox)

    def later(self, **time: float) -> None:
        """Make it longer ago."""
        earlier = Told.told_at - timedelta(**time)
        self.ledger.execute(sa.update(Told).values(told_at=earlier))


@pytest.fixture
def post(app: Flask, ledger: Any) -> Iterator[Post]:
    """Nothing was told yet. Mails are caught, none is sent."""
    ledger.execute(sa.delete(Told))
    assert app.config["MAIL_SUPPRESS_SEND"]
    yield Post(app, ledger)
    ledger.execute(sa.delete(Told))


def parked(ledger: Any, datacite: Any, draft: dict[str, Any], slug: str = "ugent-demo") -> str:
    version, _concept = dois_of(publish(draft, slug))
    datacite.faults(REFUSES)
    ledger.pump()
    datacite.clear_faults()
    return version


def overdue(ledger: Any, *dois: str) -> None:
    ago = overview.OVERDUE + timedelta(minutes=1)
    changed = {"wanted_at": sa.func.now() - ago}
    ledger.execute(sa.update(Entry).where(Entry.doi.in_(dois)).values(**changed))


def test_nothing_waits_nobody_is_written_to(
    post: Post, ledger: Any, complete_draft: dict[str, Any]
) -> None:
    publish(complete_draft)
    assert post.run() == [], "it waits for seconds only"
    ledger.pump()
    assert post.run() == []


def test_one_mail_for_all_of_a_custodians_dois(
    post: Post, app: Flask, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    names = [parked(ledger, datacite, complete_draft) for _ in range(3)]
    (sent,) = post.run()
    assert sent.recipients == [GHENT]
    assert sent.subject == "Hoeder: 6 DOIs wait"
    assert "Dear Research data support," in sent.body
    assert "- 6 need a person: DataCite refused them." in sent.body
    assert "Field: Creators" in sent.body
    for name in names:
        page = f"{app.config['SITE_UI_URL']}/dois?doi={name.replace('/', '%2F')}"
        assert name in sent.body and page in sent.body
    assert "needs a family name" not in sent.body, "what DataCite says may be personal"
    assert complete_draft["metadata"]["title"] not in sent.body


def test_each_custodian_is_told_of_its_own(
    post: Post, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    ghents = parked(ledger, datacite, complete_draft)
    hasselts = parked(ledger, datacite, complete_draft, "uhasselt-demo")
    told = {sent.recipients[0]: sent.body for sent in post.run()}
    assert set(told) == {GHENT, HASSELT}
    assert ghents in told[GHENT] and ghents not in told[HASSELT]
    assert hasselts in told[HASSELT] and hasselts not in told[GHENT]


def test_not_again_until_something_is_new_or_a_day_has_passed(
    post: Post, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    first = parked(ledger, datacite, complete_draft)
    assert len(post.run()) == 1
    assert post.run() == []
    post.later(hours=2)
    assert post.run() == []
    second = parked(ledger, datacite, complete_draft)
    (sent,) = post.run()
    assert first in sent.body and second in sent.body
    post.later(hours=23)
    assert post.run() == []
    post.later(hours=1)
    assert len(post.run()) == 1


def test_at_most_one_an_hour(
    post: Post, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    parked(ledger, datacite, complete_draft)
    assert len(post.run()) == 1
    parked(ledger, datacite, complete_draft)
    assert post.run() == []
    post.later(minutes=61)
    assert len(post.run()) == 1


def test_what_was_mended_and_fails_anew_is_news(
    post: Post, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    version = parked(ledger, datacite, complete_draft)
    other = parked(ledger, datacite, complete_draft)
    post.run()
    post.later(hours=2)
    overview.retry(version)
    ledger.pump()
    assert post.run() == []
    ledger.execute(sa.update(Entry).where(Entry.doi == version).values(status="parked"))
    (sent,) = post.run()
    assert version in sent.body and other in sent.body


def test_a_retried_doi_that_is_still_old_is_no_news(
    post: Post, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    version = parked(ledger, datacite, complete_draft)
    overdue(ledger, version)
    post.run()
    post.later(hours=2)
    overview.retry(version)
    assert post.run() == []


def test_overdue_by_more_than_an_hour(
    post: Post, ledger: Any, complete_draft: dict[str, Any]
) -> None:
    version, concept = dois_of(publish(complete_draft))
    overdue(ledger, version)
    (sent,) = post.run()
    assert sent.subject == "Hoeder: 1 DOI waits"
    assert "- 1 has waited for more than an hour." in sent.body
    assert "Nothing was answered yet." in sent.body
    assert version in sent.body and concept not in sent.body


def test_a_stopped_account_is_one_thing(
    post: Post, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    publish(complete_draft)
    datacite.faults(REFUSES_ACCOUNT)
    ledger.pump()
    (sent,) = post.run()
    assert "DataCite does not accept the account HOEDER.UGENT." in sent.body
    post.later(hours=2)
    publish(complete_draft)
    assert post.run() == [], "the account is known to be stopped"


def test_twenty_are_named_and_the_rest_counted(
    post: Post, ledger: Any, complete_draft: dict[str, Any]
) -> None:
    names = [doi for _ in range(11) for doi in dois_of(publish(complete_draft))]
    overdue(ledger, *names)
    (sent,) = post.run()
    assert sum(name in sent.body for name in names) == 20
    assert "And 2 more." in sent.body
    assert sent.subject == "Hoeder: 22 DOIs wait"


def test_what_has_no_custodian_goes_to_the_operator(
    post: Post, app: Flask, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    version = parked(ledger, datacite, complete_draft)
    ledger.execute(sa.update(Entry).where(Entry.doi == version).values(custodian="gone"))
    told = {sent.recipients[0]: sent.body for sent in post.run()}
    operator = app.config["APP_RDM_ADMIN_EMAIL_RECIPIENT"]
    assert set(told) == {operator, GHENT}
    assert version in told[operator] and version not in told[GHENT]
    assert "Dear operator of Hoeder," in told[operator]
    assert post.run() == []


def test_a_mail_that_is_not_taken_is_sent_by_the_next_run(
    post: Post,
    app: Flask,
    ledger: Any,
    datacite: Any,
    complete_draft: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parked(ledger, datacite, complete_draft)
    parked(ledger, datacite, complete_draft, "uhasselt-demo")
    # No mail server listens there.
    monkeypatch.setattr(app.extensions["mail"], "suppress", False)
    monkeypatch.setattr(app.extensions["mail"], "port", 1)
    assert mail.send_due() == 0
    assert "is tried again" in caplog.text and GHENT not in caplog.text
    monkeypatch.undo()
    assert {sent.recipients[0] for sent in post.run()} == {GHENT, HASSELT}


def test_two_runs_at_a_time_send_one_mail(
    post: Post, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    parked(ledger, datacite, complete_draft)
    with db.engine.begin() as other:
        other.execute(sa.select(sa.func.pg_advisory_xact_lock(mail.LOCK)))
        assert post.run() == []
    assert len(post.run()) == 1
