# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""One file's screening in a process of its own: ``python -m hoeder.anonymisation.screening.child``.

Reads one request as JSON from the standard input: ``path``, ``name``, ``directory``, ``request``
(:meth:`.request.Request.to_plain`), ``limits`` (:mod:`resource`'s names → values) and ``parent``.
Writes lines of JSON: ``{"progress": 0.4, "step": "read"}``, and last ``{"report": …}`` or
``{"failed": <name of the exception's class>, "errno": …}``. Never anything that the file said.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from hoeder.anonymisation.screening.isolation import isolate


def _screen(asked: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    # Imported late: these libraries start threads, and isolation comes first.
    from hoeder.anonymisation.screening.request import Request
    from hoeder.anonymisation.screening.screen import screen

    request = Request.from_plain(asked["request"])
    return screen(Path(asked["path"]), asked["name"], Path(asked["directory"]), request, progress)


def main(work: Callable[..., dict[str, Any]] = _screen) -> int:
    """Serve the one request. :param work: what makes the report; tests put faults here."""
    asked = json.load(sys.stdin)
    answers = _answers()

    def answer(**told: Any) -> None:
        json.dump(told, answers, allow_nan=False)
        answers.write("\n")
        answers.flush()

    limits = {getattr(resource, name): value for name, value in asked["limits"].items()}
    held = isolate(Path(asked["directory"]), limits, asked["parent"])
    try:
        report = work(asked, lambda share, step: answer(progress=round(share, 4), step=step))
        report["tools"]["isolation"] = held
        answer(report=report)
    except BaseException as error:
        answer(failed=type(error).__name__, errno=getattr(error, "errno", None))
        return 1
    return 0


def _answers() -> IO[str]:
    """The standard output, for us alone: what a library prints goes nowhere."""
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return own


if __name__ == "__main__":
    sys.exit(main())
