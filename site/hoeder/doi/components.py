# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""InvenioRDM's components for identifiers, without the task that registers them.

The ledger has it from the transaction. The task would only be queued after it, and a broker that
is down would turn a publication that succeeded into an error on the depositor's screen.
"""

from typing import Any

from invenio_rdm_records.services.components import ParentPIDsComponent, PIDsComponent
from invenio_rdm_records.services.pids.tasks import register_or_update_pid
from invenio_records_resources.services.uow import TaskOp


class _WithoutTask:
    """A unit of work that leaves out stock's registration task."""

    def __init__(self, uow: Any) -> None:
        self._wrapped = uow

    def register(self, operation: Any) -> None:
        if not (
            isinstance(operation, TaskOp)
            and getattr(operation, "_celery_task", None) is register_or_update_pid
        ):
            self._wrapped.register(operation)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wrapped, name)


class _Mixin:
    @property
    def uow(self) -> Any:
        """The unit of work, without the task."""
        return _WithoutTask(super().uow)  # type: ignore[misc]

    @uow.setter
    def uow(self, value: Any) -> None:
        super(_Mixin, type(self)).uow.fset(self, value)  # type: ignore[misc]


class LedgerPIDsComponent(_Mixin, PIDsComponent):  # type: ignore[misc]
    """Identifiers of a version."""


class LedgerParentPIDsComponent(_Mixin, ParentPIDsComponent):  # type: ignore[misc]
    """Identifiers of all versions together."""


OURS = {PIDsComponent: LedgerPIDsComponent, ParentPIDsComponent: LedgerParentPIDsComponent}


def with_ledger(components: list[Any]) -> list[Any]:
    """Return a list of components with ours in the place of stock's."""
    return [OURS.get(component, component) for component in components]
