# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The extension: contradictions at start-up, and who answers for a record."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_principal import Identity
from invenio_access.permissions import system_identity
from invenio_communities.config import COMMUNITIES_ROLES
from invenio_communities.roles import RoleRegistry
from invenio_i18n import InvenioI18N
from marshmallow import ValidationError

from hoeder.custodians.components import (
    CustodianComponent,
    KeepCustodianComponent,
    LosesCustodianError,
)
from hoeder.custodians.ext import HoederCustodians
from hoeder.custodians.model import CustodiansError
from hoeder.custodians.permissions import CustodianStewards
from hoeder.custodians.proxies import current_custodians

SHIPPED = Path(__file__).parents[3] / "app_data" / "custodians.yaml"


@dataclass(frozen=True)
class Community:
    """What the extension looks at in a community."""

    slug: str
    parent: "Community | None" = None

    @property
    def id(self) -> str:
        return f"id-{self.slug}"


@dataclass
class Communities:
    """What the extension looks at in a record's communities."""

    entries: list[Community] = field(default_factory=list)
    default: Community | None = None

    def __iter__(self) -> Any:
        return iter(self.entries)


@dataclass
class Parent:
    """All versions of a record."""

    communities: Communities
    review: Any = None


@dataclass
class Draft:
    """A draft or record."""

    parent: Parent
    id: str = "x"


UGENT, UHASSELT, TOPIC = Community("ugent-demo"), Community("uhasselt-demo"), Community("topic")
FACULTY = Community("faculty", parent=UGENT)


def draft(*communities: Community, default: Community | None = None) -> Draft:
    return Draft(Parent(Communities(list(communities), default)))


def start(**config: Any) -> Flask:
    app = Flask("start")
    app.config.update(HOEDER_CUSTODIANS_FILE=str(SHIPPED), SECRET_KEY="x", **config)
    InvenioI18N(app)
    HoederCustodians(app)
    return app


@pytest.fixture
def app() -> Any:
    with (app := start()).app_context():
        yield app


def test_a_relative_path_starts_at_the_instance_folder(tmp_path: Path) -> None:
    app = Flask("relative", instance_path=str(tmp_path))
    with pytest.raises(CustodiansError, match=str(tmp_path / "app_data" / "custodians.yaml")):
        HoederCustodians(app)


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ({"HOEDER_DATACITE_PASSWORDS": {"HOEDER.UGNET": "x"}}, "password for HOEDER.UGNET"),
        ({"HOEDER_DATACITE_PASSWORDS": "secret"}, "must be a mapping"),
    ],
)
def test_contradictions_stop_the_application(config: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CustodiansError, match=sentence) as error:
        start(**config)
    assert "secret" not in str(error.value)


def test_an_account_without_a_password_is_told(caplog: pytest.LogCaptureFixture) -> None:
    start(HOEDER_DATACITE_PASSWORDS={"HOEDER.UGENT": "secret"})
    assert "no password for HOEDER.UHASSELT" in caplog.text
    assert "HOEDER.UGENT" not in caplog.text
    assert "secret" not in caplog.text


def test_a_site_that_datacite_would_refuse_stops_the_application(tmp_path: Path) -> None:
    file = tmp_path / "custodians.yaml"
    file.write_text(SHIPPED.read_text().replace('["*"]', "[data.example.org]"))
    app = Flask("site")
    app.config.update(HOEDER_CUSTODIANS_FILE=str(file), SITE_UI_URL="https://example.net")
    with pytest.raises(CustodiansError, match="point to https://example.net"):
        HoederCustodians(app)


@pytest.mark.parametrize(
    ("record", "slug"),
    [
        (draft(), None),
        (draft(UGENT), "ugent-demo"),
        (draft(UGENT, TOPIC, default=UGENT), "ugent-demo"),
        (draft(UGENT, TOPIC, default=TOPIC), "ugent-demo"),
        (draft(UGENT, UHASSELT, default=UHASSELT), "uhasselt-demo"),
        (draft(UGENT, UHASSELT), None),
        (draft(UGENT, UHASSELT, TOPIC, default=TOPIC), None),
        (draft(TOPIC, default=TOPIC), None),
        (draft(FACULTY, UGENT, default=FACULTY), "ugent-demo"),
        (draft(FACULTY, UGENT, UHASSELT, default=FACULTY), "ugent-demo"),
        (draft(UGENT, default=UGENT).parent, "ugent-demo"),
    ],
)
def test_who_answers_for_a_record(app: Flask, record: Any, slug: str | None) -> None:
    custodian = current_custodians.for_record(record)
    assert (custodian.slug if custodian else None) == slug


@pytest.mark.parametrize(
    ("receiver", "slug"), [(UGENT, "ugent-demo"), (FACULTY, "ugent-demo"), (TOPIC, None)]
)
def test_the_community_asked_to_review_answers_for_a_draft(
    app: Flask, monkeypatch: pytest.MonkeyPatch, receiver: Community, slug: str | None
) -> None:
    found: Callable[[str], Community] = {receiver.id: receiver}.__getitem__
    monkeypatch.setattr("hoeder.custodians.ext.Community.get_record", found)
    record = draft()
    record.parent.review = type(
        "Review", (), {"get_object": lambda self: {"receiver": {"community": receiver.id}}}
    )()
    custodian = current_custodians.for_record(record)
    assert (custodian.slug if custodian else None) == slug


@pytest.mark.parametrize("act", ["publish", "submit_record"])
def test_without_a_custodian_nothing_is_published(app: Flask, act: str) -> None:
    component = CustodianComponent(service=None)
    name = "draft" if act == "publish" else "record"
    with pytest.raises(ValidationError) as error:
        getattr(component, act)(system_identity, **{name: draft(UGENT, UHASSELT)})
    (message,) = error.value.normalized_messages()["parent.communities"]
    assert "Ghent University (demonstration)" in str(message)
    getattr(component, act)(system_identity, **{name: draft(UGENT)})


def keep(record: Draft) -> KeepCustodianComponent:
    """The component, with a service that finds this record as it is stored."""
    records = type("Records", (), {"get_record": staticmethod(lambda id_: record)})
    return KeepCustodianComponent(type("Service", (), {"record_cls": records})())


def test_a_record_stays_in_its_custodians_community(app: Flask) -> None:
    record = draft(UGENT, TOPIC, default=UGENT)
    somebody = Identity(1)
    with pytest.raises(LosesCustodianError):
        keep(record).remove_community_from_record(
            somebody, record=record, community={"id": UGENT.id}
        )
    keep(record).remove_community_from_record(somebody, record=record, community={"id": TOPIC.id})
    keep(record).remove_community_from_record(
        system_identity, record=record, community={"id": UGENT.id}
    )


@pytest.mark.parametrize("default", [None, TOPIC, UHASSELT])
def test_a_record_is_not_handed_over_by_its_main_community(
    app: Flask, default: Community | None
) -> None:
    stored = draft(UGENT, UHASSELT, TOPIC, default=UGENT)
    changed = draft(UGENT, UHASSELT, TOPIC, default=default)
    with pytest.raises(ValidationError) as error:
        keep(stored).set_default(Identity(1), record=changed)
    assert "default" in error.value.normalized_messages()
    keep(stored).set_default(system_identity, record=changed)


def test_a_subcommunity_of_the_custodian_may_become_the_main_one(app: Flask) -> None:
    stored = draft(UGENT, FACULTY, default=UGENT)
    keep(stored).set_default(Identity(1), record=draft(UGENT, FACULTY, default=FACULTY))


def test_stewards_are_who_may_review_in_the_custodians_community(app: Flask) -> None:
    roles = RoleRegistry(COMMUNITIES_ROLES)
    app.extensions["invenio-communities"] = SimpleNamespace(roles_registry=roles)
    needs = CustodianStewards().needs(record=draft(UGENT))
    assert {(need.value, need.role) for need in needs} == {
        (UGENT.id, role) for role in ("curator", "manager", "owner")
    }
    assert CustodianStewards().needs(record=draft()) == []
    assert CustodianStewards().needs() == []
