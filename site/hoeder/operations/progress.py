# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Progress of long steps: a live table at a terminal, a line at a time elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

console = Console(highlight=False, soft_wrap=True)


class Steps:
    """Shows steps that run one after another or side by side, and what each waits for."""

    def __init__(self) -> None:
        self.live = console.is_terminal
        self.table = Progress(
            SpinnerColumn(finished_text="[green]✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[waits]}"),
            console=console,
            disable=not self.live,
        )

    def __enter__(self) -> "Steps":
        self.table.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.table.stop()

    @contextmanager
    def step(self, description: str, waits: str = "") -> "Iterator[Step]":
        """One step; it is marked as done only when the block ends without an error."""
        started = time.monotonic()
        if not self.live:
            console.print(f"{description} …" + (f" ({waits})" if waits else ""))
        task = self.table.add_task(description, total=None, waits=waits)
        yield Step(self, task, description)
        self.table.update(task, total=1, completed=1, waits="")
        if not self.live:
            console.print(f"{description}: done in {time.monotonic() - started:.1f} s")


class Step:
    """A running step."""

    def __init__(self, steps: Steps, task: object, description: str) -> None:
        self._steps, self._task, self._description = steps, task, description
        self._said = ""

    def say(self, waits: str, done: int = 0, total: int = 0) -> None:
        """Tell what the step is at: a stage, and after a tab a detail that a terminal shows."""
        self._steps.table.update(
            self._task,  # type: ignore[arg-type]
            waits=waits.replace("\t", " "),
            completed=done,
            total=total or None,
        )
        stage = waits.split("\t")[0]
        if not self._steps.live and stage != self._said:
            console.print(f"  {self._description}: {stage}")
            self._said = stage
