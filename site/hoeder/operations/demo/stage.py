# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the demo shows: one line a step (what happened, as whom, where), and progress."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from rich.text import Text


class Stage:
    """Prints on a console; texts of the server are shown as they are, never as markup."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._steps = 0

    def step(self, what: str, who: str, address: str) -> None:
        """A step that was done."""
        self._steps += 1
        self._print(Text(f"{self._steps:>2}  ") + Text(what, "bold") + Text(f"  ({who})", "dim"))
        self._print(Text(f"    {address}", "cyan"))

    def detail(self, text: str) -> None:
        """Something worth knowing about the last step."""
        self._print(Text(f"    {text}"))

    def refusal(self, fields: Mapping[str, list[str]], otherwise: str) -> None:
        """The fields a server named when it refused, or what it said instead."""
        for name, messages in fields.items():
            self._print(Text("    ") + Text(name, "yellow") + Text(f": {' '.join(messages)}"))
        if not fields:
            self.detail(otherwise)

    def close(self, text: str) -> None:
        """The last line."""
        self._print(Text(text, "bold green"))

    def waiting(self, what: str) -> AbstractContextManager[object]:
        """Shows that something is awaited."""
        return self._console.status(Text(what))

    @contextmanager
    def uploading(self, name: str, size: int) -> Iterator[Callable[[int], None]]:
        """Shows how much of ``size`` bytes is sent; gives the function to report it with."""
        columns = (TextColumn("    {task.description}"), BarColumn(), DownloadColumn())
        bar = Progress(*columns, TransferSpeedColumn(), console=self._console, transient=True)
        with bar:
            task = bar.add_task(name.replace("[", r"\["), total=size)
            yield lambda done: bar.update(task, completed=done)
        self.detail(f"uploaded {name}")

    def _print(self, text: Text) -> None:
        self._console.print(text, soft_wrap=True, highlight=False)
