# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The migration makes what the models say, and takes it away again."""

import importlib.util
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations

from hoeder import dissemination
from hoeder.dissemination.projection import models

FOLDER = Path(dissemination.__file__).with_name("alembic")


def migration(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"migration_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_models_and_migration_agree(engine: sa.Engine) -> None:
    steps = [migration(path) for path in sorted(FOLDER.glob("*.py"))]
    assert [one.down_revision for one in steps] == [None, *(one.revision for one in steps[:-1])]
    assert steps[0].branch_labels == ("hoeder_dissemination",)
    schema = f"migrated_{uuid4().hex[:8]}"
    with engine.connect() as link:
        link.execute(sa.text(f"CREATE SCHEMA {schema}"))
        link.execute(sa.text(f"SET search_path = {schema}"))
        names = {
            name for name in models.db.metadata.tables if name.startswith("hoeder_dissemination_")
        }
        context = MigrationContext.configure(
            link,
            opts={
                "compare_type": True,
                "target_metadata": models.db.metadata,
                "include_object": lambda one, name, kind, reflected, other: (
                    kind != "table" or name in names
                ),
            },
        )
        with Operations.context(context):
            for step in steps:
                step.upgrade()
            assert compare_metadata(context, models.db.metadata) == []
            for step in reversed(steps):
                step.downgrade()
        assert sa.inspect(link).get_table_names(schema=schema) == []
        link.rollback()
