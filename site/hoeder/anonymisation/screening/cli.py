# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""``hoeder screen``: look through files before they are deposited; needs no running instance."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from hoeder.anonymisation.screening import report as told
from hoeder.anonymisation.screening.report import words as w
from hoeder.anonymisation.screening.report.page import identifier
from hoeder.anonymisation.screening.request import Request, Roles
from hoeder.anonymisation.screening.runner import Failure, Limits, run
from hoeder.anonymisation.screening.screen import screen_name

MOST = 30
"""Findings that the terminal shows of a file; the page and the JSON have all."""

NOTHING, FOUND, UNSCREENED = 0, 1, 2
"""Exit codes; the highest of all files counts."""

COLOURS = {"certain": "bold red", "likely": "yellow", "possible": "cyan"}


def names(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Names with commas between."""
    return tuple(name.strip() for name in value.split(",") if name.strip())


def fraction(
    context: click.Context, parameter: click.Parameter, value: float | None
) -> float | None:
    """A share above 0, at most 1."""
    if value is not None and not 0 < value <= 1:
        raise click.BadParameter("must be above 0 and at most 1")
    return value


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print the reports as JSON, one a line.")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report as a page to this file (one FILE only).",
)
@click.option("--quasi", default="", callback=names, help="Columns by which others know a person.")
@click.option("--sensitive", default="", callback=names, help="Columns nobody should learn.")
@click.option("--weight", help="Column with sampling weights.")
@click.option(
    "--sampling-fraction",
    type=float,
    callback=fraction,
    help="Share of the population in the table, above 0, at most 1.",
)
@click.option("--policy-k", type=click.IntRange(min=2), help="Smallest group allowed.")
@click.option("--lang", type=click.Choice(told.LANGUAGES), default="en", show_default=True)
@click.option("--minutes", type=click.FloatRange(min=0.01), default=60.0, show_default=True)
def screen(
    files: Sequence[Path],
    as_json: bool,
    html: Path | None,
    quasi: tuple[str, ...],
    sensitive: tuple[str, ...],
    weight: str | None,
    sampling_fraction: float | None,
    policy_k: int | None,
    lang: str,
    minutes: float,
) -> None:
    """Look through FILES for identifiers, and measure the disclosure risk of their tables.

    Exit code 0: nothing found by these checks; 1: something found; 2: a file could not be
    screened, or not all of it.
    """
    if html and len(files) > 1:
        raise click.UsageError("--html takes one FILE.")
    roles = Roles(quasi, sensitive, weight, sampling_fraction)
    if roles != Roles() and not quasi:
        raise click.UsageError("--sensitive, --weight and --sampling-fraction need --quasi.")
    request = Request(every=roles if quasi else None)
    console, say, worst = Console(stderr=as_json), told.language(lang), NOTHING
    for path in files:
        found, report = screen_name(path.name), _screened(path, request, minutes, say, as_json)
        if isinstance(report, Failure):
            worst = UNSCREENED
            _failed(path, report, say, console, as_json)
            continue
        code = FOUND if report["findings"] or found else NOTHING
        worst = max(worst, code if report["complete"] else UNSCREENED)
        if as_json:
            click.echo(json.dumps({"name": path.name, "named": found, **report}))
        else:
            _summary(path.name, report, found, say, console)
        if _unknown(report, quasi + sensitive):
            columns = ", ".join(_unknown(report, quasi + sensitive))
            console.print(say.say(w.UNKNOWN_COLUMNS, columns=columns), style="yellow", markup=False)
            worst = UNSCREENED
        if html:
            html.write_text(
                told.page(report, lang, policy_k, name=path.name, named=found), encoding="utf-8"
            )
            console.print(say.say(w.PAGE_WRITTEN, path=html), markup=False)
    raise SystemExit(worst)


def _screened(
    path: Path, request: Request, minutes: float, say: told.Language, quiet: bool
) -> dict[str, Any] | Failure:
    bar = Progress(
        TextColumn("{task.fields[name]}", markup=False),
        BarColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=quiet,
    )
    with bar:
        task = bar.add_task(say.say(w.STEPS["read"]), total=1.0, name=path.name)

        def progress(share: float, step: str) -> None:
            bar.update(task, completed=share, description=say.say(w.STEPS.get(step, step)))

        return run(path, path.name, request, Limits(seconds=60 * minutes), progress)


def _failed(path: Path, failure: Failure, say: told.Language, console: Console, raw: bool) -> None:
    if raw:
        click.echo(json.dumps({"name": path.name, "failed": failure.reason}))
        return
    title = say.say(w.NOT_SCREENED_TITLE, name=path.name)
    reason = say.say(w.FAILURES[failure.reason])
    console.print(f"[bold red]{escape(title)}[/] {escape(reason)}")
    console.print(say.say(w.NOT_SCREENED_ADVICE), markup=False)


def _summary(
    name: str,
    report: Mapping[str, Any],
    named: Sequence[Mapping[str, Any]],
    say: told.Language,
    console: Console,
) -> None:
    console.print(f"[bold]{escape(name)}[/]")
    styles = {"found": "bold red", "incomplete": "bold yellow", "none": "bold green"}
    for kind, sentence in told.outcomes(report, say, named):
        console.print(f"  {sentence}", style=styles.get(kind), markup=False)
    findings = [*named, *report["findings"]]
    if findings:
        console.print(_findings(findings[:MOST], say))
    if len(findings) > MOST:
        console.print("  " + say.count(*w.MORE, len(findings) - MOST), markup=False)
    reasons = Counter((each["reason"], each["place"]) for each in report["unread"])
    for (reason, place), _ in list(reasons.items())[:MOST]:
        where = f"{place}: " if place else ""
        console.print(f"  {where}{say.say(w.UNREAD.get(reason, reason))}", markup=False)
    for table in report["tables"]:
        if table["risk_error"]:
            where = table["place"] or say.say(w.TABLE)
            console.print(f"  {where}: {say.say(w.UNMEASURED[table['risk_error']])}", markup=False)


def _findings(findings: Sequence[Mapping[str, Any]], say: told.Language) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=True)
    for head in (w.CERTAINTY, w.IDENTIFIER, w.PLACE, w.MATCHES):
        table.add_column(say.say(head), overflow="fold")
    for each in findings:
        part = say.say(w.WHERE[each["where"]]) if each["where"] else ""
        place = ", ".join(filter(None, (each["place"], each["column"], part)))
        matches = f"{say.number(each['matches'])} / {say.number(each['values'])}"
        table.add_row(
            f"[{COLOURS[each['certainty']]}]{say.say(w.CERTAINTIES[each['certainty']])}[/]",
            escape(identifier(each["identifier"], say)),
            escape(place),
            matches,
        )
    return table


def _unknown(report: Mapping[str, Any], wanted: Sequence[str]) -> list[str]:
    """Columns that were named and that no table has under the name that is shown."""
    known = {column["name"] for table in report["tables"] for column in table["columns"]}
    errors = {table["risk_error"] for table in report["tables"]}
    confirmed = any(table["roles"]["confirmed"] for table in report["tables"])
    if confirmed and "unknown-column" not in errors:
        return []
    return [name for name in wanted if name not in known]
