# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""``invenio doi``, which ``hoeder doi`` runs in the environment of the instance."""

import sys

import click
from flask.cli import with_appcontext

from hoeder.doi import reconciliation
from hoeder.doi.ledger import overview


@click.group()
def doi() -> None:
    """DOIs: what DataCite should have, what it has, and why not yet."""


@doi.command("list")
@click.argument("names", metavar="[DOI]…", nargs=-1)
@click.option("--status", type=click.Choice(overview.STATUSES), help="Only those of one status.")
@click.option("--custodian", help="Only those of one custodian (its slug).")
@click.option("--overdue", is_flag=True, help="Only those that wait for more than an hour.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV, with every column.")
@with_appcontext
def list_(
    names: tuple[str, ...], status: str | None, custodian: str | None, overdue: bool, as_csv: bool
) -> None:
    """Show how many DOIs there are of each status and those that are not done, or all about DOI…"""
    if names:
        for name in names:
            _show(name)
        return
    chosen = status or custodian or overdue
    if as_csv:
        for text in overview.as_csv(overview.lines(status, custodian, overdue=overdue)):
            click.echo(text, nl=False)
        return
    click.echo(", ".join(f"{number} {name}" for name, number in overview.counts().items()))
    for line in overview.lines(status, custodian, overdue=overdue):
        if chosen or line.status != "done":
            late = " overdue" if line.overdue else ""
            click.echo(f"\n{line.doi}  {line.status}{late}, wanted {line.wanted}")
            _why(line)


def _why(line: overview.Line) -> None:
    if line.sentence:
        click.echo(f"  {line.sentence}")
    if line.text:
        click.echo(f"  DataCite ({line.http_status}): {line.text}")
    if line.field:
        click.echo(f"  Field: {line.field}")


def _show(name: str) -> None:
    found = list(overview.lines(doi=name))
    if not found:
        click.echo(f"{name} is not in the ledger: it was never published here.", err=True)
        sys.exit(1)
    (line,) = found
    click.echo(f"{line.doi} ({line.kind}, {line.custodian}, {line.repository})")
    click.echo(f"  {line.status}: wanted {line.wanted}, DataCite has {line.observed or '?'}")
    _why(line)
    for attempt in overview.attempts(name):
        outcome = attempt.status or attempt.error or "no outcome: the worker died"
        told = f"  {attempt.text}" if attempt.text else ""
        click.echo(f"  {attempt.started_at:%Y-%m-%d %H:%M:%S} {attempt.kind}: {outcome}{told}")


@doi.command()
@click.argument("names", metavar="[DOI]…", nargs=-1)
@click.option("--parked", is_flag=True, help="All that are parked.")
@click.option("--stopped", is_flag=True, help="All whose account is stopped.")
@with_appcontext
def retry(names: tuple[str, ...], parked: bool, stopped: bool) -> None:
    """Have DOIs sent again now, after what hindered them was mended."""
    chosen = list(names)
    for status, wanted in (("parked", parked), ("stopped", stopped)):
        chosen += [line.doi for line in overview.lines(status)] if wanted else []
    if not chosen and not (parked or stopped):
        raise click.UsageError("Name a DOI, or give --parked or --stopped.")
    unknown = [name for name in chosen if not overview.retry(name)]
    click.echo(f"{len(chosen) - len(unknown)} DOIs are sent again within seconds.")
    if unknown:
        click.echo(f"Not in the ledger: {', '.join(unknown)}.", err=True)
        sys.exit(1)


@doi.command()
@click.option("--account", help="Only one account at DataCite (its repository).")
@with_appcontext
def reconcile(account: str | None) -> None:
    """Compare records, ledger and DataCite; put right what is safe, list the rest."""
    reports = reconciliation.reconcile(account)
    if account and not reports:
        raise click.UsageError(f"No custodian has the account {account}.")
    for report in reports:
        click.echo(report.sentence())
        for finding in reconciliation.findings(report.repository):
            done = "put right" if finding.repaired else "LISTED"
            click.echo(f"  {finding.doi}  {finding.kind}, {done}: {finding.detail}")
    if any(report.needs_a_person for report in reports):
        sys.exit(1)
