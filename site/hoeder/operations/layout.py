# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Where the files of one instance are."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hoeder.operations.failure import Failure

#: A Unix socket's path may have 107 bytes; PostgreSQL appends ``.s.PGSQL.5432.lock`` to its
#: folder's.
LONGEST_SOCKET_FOLDER = 80


@dataclass(frozen=True)
class Layout:
    """Folders of one instance: the project's own files and the state of this instance.

    Two instances of one project (the one a person uses, the one the tests use) differ in
    ``state`` only; what can be built anew from the sources (web assets, jars) is shared.
    """

    root: Path
    state: Path

    @classmethod
    def find(cls, environ: dict[str, str] | None = None) -> "Layout":
        """The layout that ``HOEDER_ROOT`` and ``HOEDER_STATE`` name, or the defaults.

        :raises Failure: when the project's files are not where they are looked for.
        """
        values = os.environ if environ is None else environ
        root = Path(values.get("HOEDER_ROOT") or Path(__file__).parents[3]).resolve()
        if not (root / "invenio.cfg").is_file():
            raise Failure(
                f"Hoeder's files are not in {root} (there is no invenio.cfg). Run ./hoeder in the "
                "project's folder, or name that folder in HOEDER_ROOT.",
                78,
            )
        return cls(root, Path(values.get("HOEDER_STATE") or root / "var").resolve())

    @property
    def shared(self) -> Path:
        """What every instance of this project can use."""
        return self.root / "var" / "shared"

    @property
    def static(self) -> Path:
        """Built web assets, served under ``/static``."""
        return self.shared / "assets" / "static"

    @property
    def assets_build(self) -> Path:
        """Instance folder of the asset build."""
        return self.shared / "assets"

    @property
    def jars(self) -> Path:
        """OpenSearch's jars."""
        return self.shared / "jars"

    @property
    def instance(self) -> Path:
        """Invenio's instance folder: links to the project's configuration, templates and data."""
        return self.state / "instance"

    @property
    def logs(self) -> Path:
        return self.state / "logs"

    @property
    def run(self) -> Path:
        """What is true only while the instance runs: ports, process ids, readiness."""
        return self.state / "run"

    @property
    def files(self) -> Path:
        """Uploaded files (when they are not in S3)."""
        return self.state / "files"

    @property
    def secrets(self) -> Path:
        return self.state / "secrets.json"

    @property
    def sockets(self) -> Path:
        """A folder short enough for Unix sockets."""
        if len(os.fsencode(self.run)) <= LONGEST_SOCKET_FOLDER:
            return self.run
        name = hashlib.sha256(os.fsencode(self.state)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"hoeder-{os.getuid()}-{name}"

    def make(self) -> None:
        """Make the folders, and link the project's files into Invenio's instance folder.

        :raises Failure: when a folder cannot be written.
        """
        try:
            for folder in (self.state, self.shared, self.instance, self.logs, self.run, self.files):
                folder.mkdir(parents=True, exist_ok=True)
            self.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
            link_project(self.root, self.instance)
        except OSError as error:
            raise Failure(
                f"The instance's folder {self.state} cannot be written ({error.strerror}). Free "
                "some space or mend the folder's rights; nothing was started.",
                75,
            ) from error


def link_project(root: Path, instance: Path) -> None:
    """Link the files that Invenio looks for in its instance folder to the project's own."""
    for name in ("invenio.cfg", "templates", "app_data", "translations"):
        link, target = instance / name, root / name
        if not target.exists() or (link.is_symlink() and link.readlink() == target):
            continue
        link.unlink(missing_ok=True)
        link.symlink_to(target)
