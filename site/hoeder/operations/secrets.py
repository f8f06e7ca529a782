# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Passwords and keys of one instance: made at the first start, readable by their owner only."""

import json
import os
import secrets as random
from pathlib import Path

from hoeder.operations.failure import Failure

#: Each is independent: rotating the session key must not break the passwords' salt.
KEYS = ("secret_key", "password_salt", "valkey", "datacite")
#: Typed by people, so shorter.
PEOPLE = ("researcher", "steward", "other_steward", "administrator")


def load(path: Path) -> dict[str, str]:
    """The instance's secrets by name; those that are missing are made and written first.

    The file is replaced in one step, so a start that dies here leaves the old or the new one.

    :raises Failure: when the file is not readable as such, or readable by others.
    """
    known: dict[str, str] = {}
    try:
        if path.exists():
            if path.stat().st_mode & 0o077:
                raise Failure(
                    f"{path} can be read by other accounts of this machine. Run: chmod 600 {path} "
                    "and, if others may have read it, ./hoeder reset for new secrets.",
                    78,
                )
            known = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise Failure(
            f"The secrets in {path} cannot be read ({error}). Restore the file from a backup; "
            "without it the passwords of existing accounts are lost.",
            78,
        ) from error
    missing = [name for name in (*KEYS, *PEOPLE) if not known.get(name)]
    if missing:
        known |= {name: random.token_urlsafe(32 if name in KEYS else 12) for name in missing}
        temporary = path.with_suffix(".new")
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(known, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    return known
