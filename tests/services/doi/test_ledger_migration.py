# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The recipes make the tables of the models, on a database with data, and take them away again."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from invenio_db import db

from hoeder.doi.ledger.models import TABLES

NAMES = {table.name for table in TABLES}

SCRIPT = """
import sys
from flask import current_app
from invenio_app.factory import create_api
from invenio_db import db
from invenio_db.utils import create_alembic_version_table
app = create_api()
with app.app_context():
    alembic = current_app.extensions["invenio-db"].alembic
    for step in sys.argv[1:]:
        if step == "create":
            with db.engine.begin() as connection:
                db.metadata.create_all(connection, checkfirst=True)
            create_alembic_version_table()
            alembic.stamp()
        elif step == "down":
            alembic.downgrade("hoeder@base")
        elif step == "up":
            alembic.upgrade()
"""


@pytest.fixture
def database(app: Flask) -> Iterator[Any]:
    """A database of its own on the instance's server."""
    name = f"migration_{uuid.uuid4().hex[:8]}"
    uri = db.engine.url.set(database=name)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f"create database {name}"))
    yield uri
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f"drop database {name} with (force)"))


def run(uri: Any, *steps: str) -> None:
    environment = {
        **os.environ,
        "INVENIO_SQLALCHEMY_DATABASE_URI": uri.render_as_string(hide_password=False),
    }
    command = [sys.executable, "-c", SCRIPT, *steps]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]


def test_up_and_down_on_a_database_with_data(database: Any) -> None:
    run(database, "create")
    engine = sa.create_engine(database, poolclass=sa.pool.NullPool)
    insert = sa.text(
        "insert into pidstore_pid (pid_type, pid_value, status, created, updated) "
        "values ('doi', '10.5072/kept', 'R', now(), now())"
    )
    entry = sa.text(
        "insert into hoeder_doi_ledger (doi, kind, object_uuid, parent_uuid, wanted_state, "
        "wanted_url, wanted_version, wanted_at, observed_version, status, failures, "
        "next_attempt_at) values ('10.5072/kept', 'version', gen_random_uuid(), "
        "gen_random_uuid(), 'findable', 'https://example.org', 1, now(), 0, 'pending', 0, now())"
    )
    with engine.begin() as connection:
        connection.execute(insert)
        connection.execute(entry)
    run(database, "down")
    assert not NAMES & set(sa.inspect(engine).get_table_names())
    run(database, "up")
    assert set(sa.inspect(engine).get_table_names()) >= NAMES
    with engine.connect() as connection:
        kept = connection.execute(sa.text("select count(*) from pidstore_pid")).scalar_one()
        assert kept == 1
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, db.metadata)
    assert [difference for difference in differences if "hoeder" in repr(difference)] == []
