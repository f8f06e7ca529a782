# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""``invenio quality``, which ``hoeder quality`` runs in the environment of the instance."""

import click
from flask.cli import with_appcontext

from hoeder.quality.records import mail, rejudge


@click.group()
def quality() -> None:
    """How good datasets are by the agreed standard."""


@quality.command()
@click.option("--all", "every", is_flag=True, help="Also what is judged by today's standard.")
@click.option("--links", is_flag=True, help="Ask the addresses of the data too; implies --all.")
@with_appcontext
def judge(every: bool, links: bool) -> None:
    """Judge published records by today's standard, and tell custodians what no longer meets it.

    It may be stopped at any time: what is done stays, the rest is found again.
    """
    every = every or links
    done = left = 0
    with click.progressbar(length=rejudge.count(every), label="Records") as bar:
        for id_ in rejudge.due(every):
            if rejudge.again(id_, ask_links=links):
                done += 1
            else:
                left += 1
            bar.update(1)
    sent = mail.send_due()
    click.echo(f"{done} records judged, {left} left for the next run; {sent} mails sent.")
