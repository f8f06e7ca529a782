# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The recipes make the table of the model, on a database with data, and take it away again."""

import importlib.util
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from invenio_db import db

from hoeder import quality
from hoeder.quality.records.models import TABLES

FOLDER = Path(quality.__file__).with_name("alembic")
NAMES = {table.name for table in TABLES}
ROW = """
INSERT INTO hoeder_quality_verdicts (record_uuid, parent_uuid, custodian, standard, version, agreed,
  computed, meets, points, possible, mqa_points, outcomes, dead, cause, tell)
VALUES (gen_random_uuid(), gen_random_uuid(), 'a', 's', '1.0', true, true, true, 1, 2, 3,
  '{"doi": "met"}', '[]', 'published', false)
"""


def recipe(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"recipe_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_up_and_down_with_data(app: Flask) -> None:
    steps = [recipe(path) for path in sorted(FOLDER.glob("*.py"))]
    assert [one.down_revision for one in steps] == [None, *(one.revision for one in steps[:-1])]
    assert steps[0].branch_labels == ("hoeder_quality",)
    schema = f"migrated_{uuid4().hex[:8]}"
    with db.engine.connect() as link:
        link.execute(sa.text(f"CREATE SCHEMA {schema}"))
        link.execute(sa.text(f"SET search_path = {schema}"))
        link.execute(sa.text("CREATE TABLE kept AS SELECT 1 AS one"))
        context = MigrationContext.configure(
            link,
            opts={
                "compare_type": True,
                "target_metadata": db.metadata,
                "include_object": lambda one, name, kind, reflected, other: (
                    kind != "table" or name in NAMES
                ),
            },
        )
        with Operations.context(context):
            for step in steps:
                step.upgrade()
            link.execute(sa.text(ROW))
            assert compare_metadata(context, db.metadata) == []
            for step in reversed(steps):
                step.downgrade()
            assert sa.inspect(link).get_table_names(schema=schema) == ["kept"]
            for step in steps:
                step.upgrade()
        assert link.execute(sa.text("SELECT one FROM kept")).scalar_one() == 1
        link.rollback()


def test_the_branch_is_at_its_head(app: Flask) -> None:
    query = sa.text("SELECT version_num FROM alembic_version")
    assert "1795510001" in set(db.session.execute(query).scalars())
