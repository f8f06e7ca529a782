# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Roles and accounts that an instance starts with."""

import json
import os
from typing import Any

from flask import current_app
from flask_security.utils import hash_password
from invenio_access.models import ActionRoles
from invenio_accounts.models import User
from invenio_accounts.proxies import current_datastore
from invenio_administration.permissions import administration_access_action
from invenio_db import db
from invenio_users_resources.permissions import user_management_action
from invenio_users_resources.proxies import current_users_service
from invenio_users_resources.records.api import UserAggregate

#: Environment variable with the demo's people: ``[{"email", "password", "name", "roles"}]``.
PEOPLE = "HOEDER_PEOPLE"
ADMINISTRATION = "administration"


def create() -> None:
    """Create the administration role, and the people named in ``HOEDER_PEOPLE``.

    An account that exists is left as it is, its password included.
    """
    role = current_datastore.find_role(ADMINISTRATION)
    if role is None:
        role = current_datastore.create_role(
            name=ADMINISTRATION, description="Sees and does everything in the administration panel."
        )
        db.session.flush()
    # Without the second, /administration/users answers the administrator with 403.
    for action in (administration_access_action, user_management_action):
        if ActionRoles.query.filter_by(action=action.value, role_id=role.id).first() is None:
            db.session.add(ActionRoles.allow(action, role_id=role.id))
    people = json.loads(os.environ.get(PEOPLE, "[]"))
    for person in people:
        if current_datastore.get_user(person["email"]) is None:
            create_person(person)
    db.session.commit()
    for person in people:
        index_person(current_datastore.get_user(person["email"]))


def index_person(user: User) -> None:
    """Make an account known to pages that show names, at once.

    Stock leaves it to a task after the commit; where that is lost, a steward reads "Deleted user"
    beside a request.
    """
    current_users_service.indexer.index(
        UserAggregate.get_record(user.id), arguments={"refresh": "wait_for"}
    )


def create_person(person: dict[str, Any]) -> User:
    """One confirmed, active account from its ``email``, ``name``, ``password`` and ``roles``."""
    with current_app.test_request_context():
        user = current_datastore.create_user(
            email=person["email"],
            password=hash_password(person["password"]),
            active=True,
            confirmed_at=db.func.now(),
            user_profile={"full_name": person["name"], "affiliations": ""},
            preferences={"visibility": "public", "email_visibility": "restricted", "locale": "en"},
        )
    for role in person.get("roles", ()):
        current_datastore.add_role_to_user(user, current_datastore.find_role(role))
    current_datastore.commit()
    return user
