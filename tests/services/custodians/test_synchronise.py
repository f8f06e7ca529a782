# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The communities follow the file, and nothing else of them is touched."""

from typing import Any

import pytest
from flask import Flask
from invenio_access.permissions import system_identity
from invenio_communities import current_communities
from invenio_communities.members.records.models import MemberModel

from hoeder.custodians.proxies import current_custodians
from hoeder.custodians.setup import ACCESS, synchronise

pytestmark = pytest.mark.usefixtures("app")


def community(slug: str) -> Any:
    return current_communities.service.record_cls.pid.resolve(slug)


def test_each_custodian_has_its_community(app: Flask) -> None:
    for custodian in current_custodians.all():
        found = community(custodian.slug)
        assert found.metadata["title"] == custodian.title.en
        assert found.metadata["website"] == custodian.ror
        assert found.metadata["type"] == {"id": "organization"}
        assert dict(found["access"]) == {**found["access"], **ACCESS}


def test_a_second_run_changes_nothing(app: Flask) -> None:
    before = {c.slug: community(c.slug).revision_id for c in current_custodians.all()}
    outcomes = synchronise()
    assert {outcome.community for outcome in outcomes} == {"unchanged"}
    assert {c.slug: community(c.slug).revision_id for c in current_custodians.all()} == before


def test_repairs_what_the_file_names_and_leaves_the_rest(app: Flask) -> None:
    found = community("uhasselt-demo")
    changed = {
        "slug": "uhasselt-demo",
        "access": {**found["access"], "review_policy": "open"},
        "metadata": {**found.metadata, "title": "Somebody's title", "page": "<p>Our page</p>"},
    }
    current_communities.service.update(system_identity, str(found.id), changed)
    outcome = {outcome.slug: outcome for outcome in synchronise()}["uhasselt-demo"]
    repaired = community("uhasselt-demo")
    assert outcome.community == "updated"
    assert repaired["access"]["review_policy"] == "closed"
    assert repaired.metadata["title"] == "Hasselt University (demonstration)"
    assert repaired.metadata["page"] == "<p>Our page</p>"


def test_a_membership_that_is_missing_is_added_and_a_changed_role_is_kept(app: Flask) -> None:
    found = str(community("ugent-demo").id)
    members, service = MemberModel.query.filter_by(community_id=found), current_communities.service
    user = members.filter_by(role="curator").one().user_id
    steward = {"members": [{"type": "user", "id": str(user)}]}
    service.members.update(system_identity, found, {**steward, "role": "manager"})
    synchronise()
    assert members.filter_by(user_id=user).one().role == "manager"
    service.members.delete(system_identity, found, steward)
    added = [email for outcome in synchronise() for email in outcome.added]
    assert added == ["steward@example.org"]
    assert members.filter_by(user_id=user).one().role == "curator"


def test_a_community_that_only_the_database_knows_is_found_again(app: Flask) -> None:
    service = current_communities.service
    found = community("ugent-demo")
    service.indexer.delete(found, refresh=True)
    synchronise()
    service.record_cls.index.refresh()
    hits = service.search(system_identity, params={"q": "slug:ugent-demo"}).to_dict()["hits"]
    assert [hit["id"] for hit in hits["hits"]] == [str(found.id)]
