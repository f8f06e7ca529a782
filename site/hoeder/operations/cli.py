# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ``hoeder`` command."""

import sys
from pathlib import Path

import click

from hoeder.operations.failure import Failure
from hoeder.operations.people import logins


class Commands(click.Group):
    """A group whose failures are one sentence on the error stream and an exit code."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except Failure as failure:
            click.echo(f"\n{failure}", err=True)
            sys.exit(failure.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hoeder")
def main() -> None:
    """Hoeder: a data custodian on InvenioRDM."""


def _instance():  # type: ignore[no-untyped-def]
    # Imported late, so that --help and screening do not pay for it.
    from hoeder.operations.instance import Instance
    from hoeder.operations.layout import Layout

    return Instance(Layout.find())


@main.command()
@click.option("-d", "--detach", is_flag=True, help="Return when ready; stop with `down`.")
def up(detach: bool) -> None:
    """Start everything, setting up what is missing."""
    _instance().up(detach=detach)


@main.command()
def down() -> None:
    """Stop everything that `up` started."""
    _instance().down()


@main.command()
def status() -> None:
    """Show what runs, and where."""
    sys.exit(0 if _instance().status() else 1)


@main.command()
@click.argument("names", nargs=-1)
@click.option("-f", "--follow", is_flag=True, help="Go on showing what is added.")
def logs(names: tuple[str, ...], follow: bool) -> None:
    """Show the logs of NAMES (web, worker, opensearch, …), or the end of each."""
    _instance().logs(names, follow)


@main.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def reset(yes: bool) -> None:
    """Remove this instance's data, accounts and secrets for good."""
    instance = _instance()
    if not yes:
        click.confirm(
            f"This deletes all records, files, accounts and secrets in {instance.layout.state}. "
            "DOIs registered at DataCite stay there and will point nowhere. Go on?",
            abort=True,
        )
    instance.reset()
    click.echo("Removed. The next ./hoeder up starts anew.")


@main.command()
@click.option(
    "--file",
    "paths",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Deposit this file too, as a dataset of its own.",
)
def demo(paths: tuple[Path, ...]) -> None:
    """Play the main job over HTTP: deposit, review, DOI, harvest."""
    from hoeder.operations.demo.scenario import DemoOptions, play

    mine = _instance().plan()
    play(
        DemoOptions(
            base_url=mine.url,
            datacite_url=mine.datacite_url,
            accounts=logins(mine.secrets),
            files=paths,
        )
    )


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run the test suite with services of its own; ARGUMENTS go to pytest."""
    from hoeder.operations import testing

    sys.exit(testing.run(arguments))


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def invenio(arguments: tuple[str, ...]) -> None:
    """Run an `invenio` command in the environment of the running instance."""
    _instance().execute("invenio", arguments)


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def python(arguments: tuple[str, ...]) -> None:
    """Run Python in the environment of the running instance."""
    _instance().execute("python", arguments)


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def screen(arguments: tuple[str, ...]) -> None:
    """Look through files for identifiers and disclosure risk; needs no instance."""
    from hoeder.anonymisation.screening.cli import screen as command

    command.main(args=list(arguments or ("--help",)), prog_name="hoeder screen")


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def doi(arguments: tuple[str, ...]) -> None:
    """DOIs at DataCite: list, retry, reconcile."""
    _instance().execute("invenio", ("doi", *(arguments or ("--help",))))


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def screening(arguments: tuple[str, ...]) -> None:
    """Screenings in the repository: status, renew."""
    _instance().execute("invenio", ("screening", *(arguments or ("--help",))))


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def dissemination(arguments: tuple[str, ...]) -> None:
    """What harvesters see: rebuild it, check it."""
    _instance().execute("invenio", ("dissemination", *(arguments or ("--help",))))


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def quality(arguments: tuple[str, ...]) -> None:
    """Datasets by the quality standard: judge them again."""
    _instance().execute("invenio", ("quality", *(arguments or ("--help",))))


if __name__ == "__main__":
    main()
