# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Celery's scheduler, which starts again whatever a crash left of its file.

The file says when each task was last sent, and is written in several steps. Celery looks whether it
can be opened; a process that was killed while it wrote can leave one that opens and cannot be read,
and then the scheduler ends at every start: nothing would be screened, registered or rendered until
somebody removes the file by hand. Without it, tasks are sent a little early, which does no harm.
"""

from typing import Any

from celery.beat import PersistentScheduler


class Scheduler(PersistentScheduler):  # type: ignore[misc]
    """For ``celery beat --scheduler hoeder.operations.beat:Scheduler``."""

    def setup_schedule(self) -> None:
        """Read the file, or begin with an empty one."""
        try:
            super().setup_schedule()
        except Exception as error:
            store: Any = getattr(self, "_store", None)
            if store is not None:
                store.cache.clear()  # else closing it writes what was read
                store.close()
            self._store = self._destroy_open_corrupted_schedule(error)
            self._store.close()
            super().setup_schedule()
