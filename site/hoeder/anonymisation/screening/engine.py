# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A DuckDB connection that reaches one private directory and nothing else."""

from pathlib import Path

import duckdb

MEMORY = "384MB"
"""What DuckDB keeps in memory before it writes to the private directory; the process as a whole
stays below 700 MB, what the readers and Python itself need included."""

THREADS = 2


def connect(
    directory: Path, memory: str = MEMORY, threads: int = THREADS
) -> duckdb.DuckDBPyConnection:
    """A database in ``directory`` for one file's screening.

    Once this returns, the connection reads and writes below ``directory`` only, installs and loads
    nothing, and no statement can change that or raise the memory limit: a file name or a header
    that found its way into a statement would get nowhere.

    :param directory: private and writable; the file to screen lies (or is linked) in it.
    """
    connection = duckdb.connect(
        str(directory / "screening.duckdb"),
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": str(directory / "spill"),
            "preserve_insertion_order": False,
            # A table is read a few times and thrown away: to compress it takes longer than that.
            "force_compression": "uncompressed",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    connection.execute("SET allowed_directories = [?]", [str(directory)])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
