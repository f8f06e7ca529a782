# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The embedded services: real servers from packages, one module each.

In: the instance's plan. Out, from each module:

``prepare(plan)``   makes or repairs the data folder and configuration; needs no running server
``program(plan)``   the supervised program: command, user, how to stop it
``answers(plan)``   returns when the server answers, raises ``NotReady`` when it does not yet
"""

from types import ModuleType

from hoeder.operations.services import opensearch, postgresql, valkey

SERVICES: dict[str, ModuleType] = {
    "postgresql": postgresql,
    "valkey": valkey,
    "opensearch": opensearch,
}
