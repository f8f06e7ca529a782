# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What can be known to fail before anything is started."""

import shutil

from hoeder.operations.failure import Failure
from hoeder.operations.layout import Layout

#: Bytes: what a first start writes (environment, jars, web assets, indices), with some air.
ROOM_FIRST, ROOM_LATER = 4_000_000_000, 1_000_000_000


def check(layout: Layout) -> None:
    """Look at the disk and at the custodians' file.

    :raises Failure: with the first thing that would make the start fail.
    """
    room(layout)
    custodians(layout)


def room(layout: Layout) -> None:
    """Enough free space for what a start writes."""
    needed = ROOM_LATER if layout.static.exists() else ROOM_FIRST
    free = shutil.disk_usage(layout.state).free
    if free < needed:
        raise Failure(
            f"The disk of {layout.state} has {free / 1e9:.1f} GB free, and a start needs "
            f"{needed / 1e9:.0f} GB. Free some space, or put the instance on another disk: "
            "HOEDER_STATE=/another/folder ./hoeder up. Nothing was changed.",
            75,
        )


def custodians(layout: Layout) -> None:
    """A custodians file that is right, before services start for it."""
    from hoeder.custodians.model import CustodiansError, load

    try:
        load(layout.root / "app_data" / "custodians.yaml")
    except CustodiansError as error:
        message = f"{error}\nNothing was started; mend the file and run ./hoeder up again."
        raise Failure(message, 78) from error
