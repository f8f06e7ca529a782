# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The statement in the record service: reported on every save, demanded at publication.

Every way of publishing ends in ``RDMRecordService.publish`` and so in :meth:`publish` below: the
draft's publish action, the acceptance of a review (with or without a reviewer), a new version, an
edited record, the GitHub and GitLab integrations, and whatever code runs as the system identity.
The hook asks for no permission, so no identity is exempt.

The rule is not in the marshmallow schema: a schema validates what a request sends, this hook looks
at the very record that is about to become public.
"""

from collections.abc import Mapping
from typing import Any

from invenio_drafts_resources.services.records.components import ServiceComponent

from .completeness import asked_only
from .fields import FIELD_NAME
from .refusal import Error, errors_of, refuse_incomplete


class StatementComponent(ServiceComponent):
    """Belongs after ``CustomFieldsComponent``, which moves the custom fields about."""

    def create(
        self,
        identity: Any,
        data: Any = None,
        record: Any = None,
        errors: list[Error] | None = None,
        **kwargs: Any,
    ) -> None:
        """Report what is missing; the draft is saved all the same."""
        _report(record, errors)

    def update_draft(
        self,
        identity: Any,
        data: Any = None,
        record: Any = None,
        errors: list[Error] | None = None,
        **kwargs: Any,
    ) -> None:
        """Report what is missing; the draft is saved all the same."""
        _report(record, errors)

    def read_draft(
        self, identity: Any, draft: Any = None, errors: list[Error] | None = None, **kwargs: Any
    ) -> None:
        """Report what is missing, so that who opens a draft sees the same list as who saved it."""
        _report(draft, errors)

    def new_version(
        self, identity: Any, draft: Any = None, record: Any = None, **kwargs: Any
    ) -> None:
        """Take the statement over without its confirmation: that was about other files."""
        _set(draft, {key: value for key, value in _get(draft).items() if key != "confirmed"})

    def publish(self, identity: Any, draft: Any = None, record: Any = None, **kwargs: Any) -> None:
        """Refuse an incomplete statement, and publish no answer that nobody sees any more.

        :raises IncompleteStatementError: the unit of work rolls back, nothing is published.
        """
        refuse_incomplete(record)
        _set(record, asked_only(_get(record)))


def _report(draft: Any, errors: list[Error] | None) -> None:
    """Add what is missing, unless the schema complained about that field already."""
    if errors is None:
        return
    told = [str(error.get("field", "")) for error in errors]
    errors.extend(
        error for error in errors_of(draft) if not any(_same(error["field"], t) for t in told)
    )


def _same(path: str, other: str) -> bool:
    """Whether one path is the other, or lies below it."""
    return path == other or path.startswith(f"{other}.") or other.startswith(f"{path}.")


def _get(record: Any) -> Mapping[str, object]:
    statement = (record.get("custom_fields") or {}).get(FIELD_NAME)
    return statement if isinstance(statement, Mapping) else {}


def _set(record: Any, statement: Mapping[str, object]) -> None:
    """Replace the statement. The old one stays as it was: draft and record may share it."""
    custom_fields = {
        k: v for k, v in (record.get("custom_fields") or {}).items() if k != FIELD_NAME
    }
    record.custom_fields = custom_fields | ({FIELD_NAME: dict(statement)} if statement else {})
