# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""``invenio dissemination``, which ``hoeder dissemination`` runs in the instance's environment."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from hoeder.dissemination.records import whole

_renderings = click.option(
    "--renderings", is_flag=True, help="Kept renderings too: makes each again, which takes longer."
)


@click.group()
def dissemination() -> None:
    """What harvesters see: rebuild it from the records, or prove it equal to them."""


@dissemination.command()
@_renderings
@with_appcontext
def rebuild(renderings: bool) -> None:
    """Bring it in line with the records. Interrupted, it goes on there the next time."""
    with _bar("Rebuilding") as report:
        done = whole.rebuild(report, renderings)
    click.echo(
        f"{done.put} records put right, {done.withdrawn} withdrawn"
        + (f", {done.rendered} rendered anew." if renderings else ".")
    )


@dissemination.command()
@_renderings
@with_appcontext
def check(renderings: bool) -> None:
    """Compare it with the records; exit with 1 if anything differs."""
    with _bar("Comparing") as report:
        found = list(whole.check(report, renderings))
    for one in found:
        click.echo(f"{one.identifier} {one.what}.")
    if found:
        click.echo(
            f"{len(found)} differences: harvesters are told otherwise than the records say. Put "
            "them right with: hoeder dissemination rebuild"
        )
        sys.exit(1)
    click.echo("Equal to the records.")


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar at a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task(what)
        yield lambda done, total: progress.update(bar, completed=done, total=total)
