# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Harvests and failures in the instance's own projection, and nothing else of them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from invenio_db import db

from hoeder.dissemination.projection.models import Harvest, Record, Rendering


@pytest.fixture(autouse=True)
def _clean_session(app: Flask) -> Iterator[None]:
    """No test sees another's open transaction, or harvest."""
    db.session.execute(sa.delete(Harvest))
    db.session.commit()
    yield
    db.session.rollback()
    db.session.execute(sa.delete(Harvest))
    db.session.commit()
    db.session.expire_all()


@pytest.fixture(autouse=True)
def _empty() -> None:
    """The instance's database is nobody's to empty."""


@pytest.fixture
def harvested() -> Callable[..., datetime]:
    """Write a harvest down, a complete one of two hours ago; return when it was."""

    def write(client: str, **given: Any) -> datetime:
        when = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
        values = {
            "client": client,
            "verb": "ListRecords",
            "prefix": "oai_dc",
            "set_spec": "",
            "since": "",
            "until": "",
            "started_at": when,
            "asked_at": when,
            "delivered": 1_200,
            "size": 1_200,
            "harvests": 2,
            "completed_at": when,
            "full_at": when,
            "errors": 0,
        }
        db.session.add(Harvest(**{**values, **given}))
        db.session.commit()
        return when

    return write


@pytest.fixture
def failed() -> Iterator[Callable[[str, str], str]]:
    """Put a record on the shelf that cannot be rendered; return its identifier."""
    made = []

    def write(prefix: str, reason: str) -> str:
        number, now = uuid4(), datetime.now(UTC).replace(microsecond=0)
        identifier = f"oai:tests.example.org:{str(number)[:8]}"
        made.append(number)
        db.session.add(
            Record(
                id=number,
                identifier=identifier,
                parent_id=uuid4(),
                version=1,
                stamp=now - timedelta(days=1),  # the worker follows what is new
                deleted=False,
                sets=[],
                digest="0" * 64,
                content_version=1,
            )
        )
        db.session.flush()
        db.session.add(
            Rendering(
                record_id=number, prefix=prefix, content_version=1, failed=reason, rendered_at=now
            )
        )
        db.session.commit()
        return identifier

    yield write
    db.session.rollback()
    db.session.execute(sa.delete(Rendering).where(Rendering.record_id.in_(made)))
    db.session.execute(sa.delete(Record).where(Record.id.in_(made)))
    db.session.commit()
