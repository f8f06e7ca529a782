# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What a supervised program is."""

from collections.abc import Sequence
from dataclasses import dataclass, field


class NotReady(Exception):
    """The server does not answer yet; the text says what is missing."""


@dataclass(frozen=True)
class Program:
    """A program for the supervisor.

    :param order: programs start in rising and stop in falling order.
    :param stop_seconds: how long it may take to stop before it is killed.
    """

    name: str
    command: Sequence[str]
    order: int
    stop_signal: str = "TERM"
    stop_seconds: int = 15
    user: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
