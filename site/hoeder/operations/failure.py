# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The error that ends a command with one sentence and an exit code other than 0."""


class Failure(Exception):
    """What happened, what it means, what to do: shown to a person as it stands, without traceback.

    :param message: one or a few plain sentences.
    :param exit_code: of ``sysexits.h``; 69 "unavailable", 75 "try again", 78 "configuration".
    """

    def __init__(self, message: str, exit_code: int = 69) -> None:
        super().__init__(message)
        self.exit_code = exit_code
