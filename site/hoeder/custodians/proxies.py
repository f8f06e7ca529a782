# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The custodians of the running application."""

from typing import TYPE_CHECKING, cast

from flask import current_app
from werkzeug.local import LocalProxy

if TYPE_CHECKING:
    from hoeder.custodians.ext import CurrentCustodians

EXTENSION = "hoeder-custodians"

current_custodians = cast(
    "CurrentCustodians", LocalProxy(lambda: current_app.extensions[EXTENSION])
)
