# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What can be known to fail before anything is started."""

import shutil
from collections.abc import Iterable, Mapping

import requests

from hoeder.custodians.model import Custodian, CustodiansError, load
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
    try:
        load(layout.root / "app_data" / "custodians.yaml")
    except CustodiansError as error:
        message = f"{error}\nNothing was started; mend the file and run ./hoeder up again."
        raise Failure(message, 78) from error


def datacite(url: str, custodians: Iterable[Custodian], passwords: Mapping[str, str]) -> list[str]:
    """Ask DataCite about each custodian's account, before a researcher meets a refusal.

    A DataCite that does not answer is no reason to keep a repository closed: the DOIs wait.

    :returns: one sentence for each account that could not be asked about.
    :raises Failure: when an account has no password, or DataCite refuses it.
    """
    silent = []
    for custodian in custodians:
        repository = custodian.datacite.repository
        password = passwords.get(repository)
        told = f"INVENIO_HOEDER_DATACITE_PASSWORDS=\"{{'{repository}': '…'}}\" ./hoeder up"
        if not password:
            raise Failure(
                f"There is no password for DataCite repository {repository} of {custodian.slug}, "
                f"so its DOIs could not be registered. Give it: {told}",
                78,
            )
        try:
            answer = requests.get(
                f"{url.rstrip('/')}/dois",
                params={"client-id": repository.lower(), "page[size]": "1"},
                auth=(repository, password),
                timeout=10,
            )
        except requests.RequestException as error:
            silent.append(
                f"DataCite did not answer at {url} ({type(error).__name__}); {repository} is not "
                "checked, and DOIs wait until it answers."
            )
            continue
        if answer.status_code in (401, 403):
            raise Failure(
                f"DataCite refuses the password of repository {repository} ({custodian.slug}), so "
                f"its DOIs could not be registered. Correct it: {told}",
                78,
            )
    return silent
