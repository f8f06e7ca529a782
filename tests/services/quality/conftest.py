# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A draft that meets the standard, and standards other than the shipped one."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from invenio_access.permissions import system_identity
from invenio_rdm_records.proxies import current_rdm_records_service as service

from files import CLEAN, draft_with, screened
from hoeder.quality.conditions import parse
from hoeder.quality.records.ext import EXTENSION, CurrentStandards
from hoeder.quality.standard import Agreement, Level, Standard

ABSTRACT = (
    "Colours and weights of things that were found, counted by hand in a room without people. "
)


def described(draft: dict[str, Any]) -> dict[str, Any]:
    """A draft with what the standard binds; a DOI comes at publication."""
    draft = copy.deepcopy(draft)
    draft["metadata"] |= {
        "description": ABSTRACT * 2,
        "rights": [{"id": "cc-by-4.0"}],
        "subjects": [{"subject": "colours"}],
    }
    draft["custom_fields"] |= {
        "hoeder:areas": ["BE234"],
        "hoeder:frequency": "NEVER",
        "hoeder:high_value": ["c_e1da4e07"],
    }
    return draft


@pytest.fixture
def good(complete_draft: dict[str, Any]) -> dict[str, Any]:
    return described(complete_draft)


@pytest.fixture
def published(app: Flask, good: dict[str, Any]) -> str:
    """A record that meets the standard."""
    return publish_with_file(good)


def publish_with_file(data: dict[str, Any], slug: str = "ugent-demo") -> str:
    record = draft_with(data, {"table.csv": CLEAN}, slug)
    screened(record)
    service.publish(system_identity, record)
    return record


@pytest.fixture
def standards(app: Flask) -> Iterator[Callable[..., Standard]]:
    """Adds a version of the shipped standard, with a rule, to this process; takes it away again."""
    before: CurrentStandards = app.extensions[EXTENSION]

    def add(version: str, check: str, slugs: tuple[str, ...] = ("ugent-demo",)) -> Standard:
        first = before.applied("ugent-demo", date(2026, 11, 1)).standard
        rule = replace(
            first.rules[0], id="new-rule", level=Level.MUST, check=parse(check), when=None
        )
        made = replace(
            first,
            version=version,
            agreed=tuple(Agreement(slug, date(2026, 11, 1)) for slug in slugs),
            rules=(*first.rules, rule),
        )
        app.extensions[EXTENSION] = CurrentStandards([first, made])
        return made

    yield add
    app.extensions[EXTENSION] = before
