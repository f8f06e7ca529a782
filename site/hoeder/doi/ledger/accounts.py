# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Accounts that DataCite no longer accepts: stopped, asked once an hour, opened again."""

import hashlib
import hmac
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app
from invenio_db import db
from sqlalchemy.dialects.postgresql import insert

from hoeder.custodians.model import DataCiteAccount
from hoeder.doi.client import AccountClient
from hoeder.doi.ledger.gate import execute, transaction
from hoeder.doi.ledger.models import Account
from hoeder.doi.ledger.states import Answer, Problem, Reaction, Step

TRIES = timedelta(hours=1)
FORBIDDEN_IN_A_ROW = 3


def settings(repository: str) -> tuple[str, str]:
    """Return address and password for an account; empty when there is none."""
    config = current_app.config
    return config["HOEDER_DATACITE_URL"], config["HOEDER_DATACITE_PASSWORDS"].get(repository, "")


def client_of(account: DataCiteAccount) -> AccountClient:
    """Return the client of an account.

    :raises DataCiteAccountError: when it has no password, or DataCite no address.
    """
    url, password = settings(account.repository)
    config = current_app.config
    timeout, deadline = config["HOEDER_DATACITE_TIMEOUT"], config["HOEDER_DATACITE_DEADLINE"]
    return AccountClient(account, password, url, timeout, deadline)


def after(repository: str | None, reaction: Reaction, answer: Answer) -> None:
    """Take account of an answer in the current transaction."""
    if repository is None:
        return
    if reaction.step is Step.STOP:
        stop(repository, reaction.problem or Problem.CREDENTIALS, answer)
    elif answer.status is None:
        return
    elif reaction.problem is Problem.FOREIGN:
        new = insert(Account).values(repository=repository, forbidden=1)
        count = execute(
            new.on_conflict_do_update(
                index_elements=["repository"], set_={"forbidden": Account.forbidden + 1}
            ).returning(Account.forbidden)
        ).scalar_one()
        if count >= FORBIDDEN_IN_A_ROW:
            stop(repository, Problem.CREDENTIALS, answer)
    elif 200 <= answer.status < 300:
        execute(
            sa.update(Account)
            .where(
                Account.repository == repository,
                sa.or_(Account.stopped_at.isnot(None), Account.forbidden > 0),
            )
            .values(**OPEN)
        )


OPEN: dict[str, Any] = {
    "stopped_at": None,
    "next_try_at": None,
    "problem": None,
    "problem_status": None,
    "problem_text": None,
    "forbidden": 0,
}


def stop(repository: str, problem: str, answer: Answer) -> None:
    """Send nothing more in its name, and tell whoever reads the log."""
    now = sa.func.clock_timestamp()
    values = {
        "next_try_at": now + TRIES,
        "problem": str(problem),
        "problem_status": answer.status,
        "problem_text": answer.text or None,
        "password_mark": password_mark(repository),
    }
    new = insert(Account).values(repository=repository, stopped_at=now, **values)
    kept = {**values, "stopped_at": sa.func.coalesce(Account.stopped_at, now)}
    execute(new.on_conflict_do_update(index_elements=["repository"], set_=kept))
    current_app.logger.critical(
        "DataCite account %s is stopped (%s, %s): its DOIs wait. See the DOI ledger.",
        repository,
        problem,
        answer.status,
    )


def password_mark(repository: str) -> str:
    """Return what tells one password from another and does not tell the password."""
    url, password = settings(repository)
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{url} {password}".encode(), hashlib.sha256).hexdigest()


def mind_new_passwords() -> None:
    """Open an account whose password or address was changed since it was refused."""
    with transaction():
        stopped = db.session.execute(
            sa.select(Account.repository, Account.password_mark).where(
                Account.stopped_at.isnot(None)
            )
        ).all()
        for repository, refused in stopped:
            if refused != password_mark(repository):
                reopen(repository)


def reopen(repository: str) -> None:
    """Let an account's DOIs be sent again."""
    execute(sa.update(Account).where(Account.repository == repository).values(**OPEN))
