# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The steps of the demo: deposit, refusal, review, publication, DOI, harvest."""

import io
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console

from hoeder.operations.demo import calls, fair, files, metadata, statement
from hoeder.operations.demo.calls import doi_of, page_of
from hoeder.operations.demo.client import Client, DemoError, Json, Refused
from hoeder.operations.demo.harvest import Harvester
from hoeder.operations.demo.stage import Stage

PREFIXES = ("oai_dc", "oai_datacite")
PREVIEW = "codebook.md"
_PACKAGES = ("statsmodels", "pyreadstat", "sickle")


@dataclass(frozen=True)
class DemoOptions:
    """Where the demo plays, as whom, with what.

    :param base_url: address of the instance.
    :param datacite_url: address of DataCite's REST API, or of what stands in for it.
    :param accounts: ``researcher`` and ``steward`` → ``{"email": …, "password": …}``.
    :param custodian: slug of the custodian's community.
    :param verify: as for ``requests``: ``False``, or the file of trusted certificates.
    :param files: files to deposit as well, each as a data set of its own.
    :param patience: seconds that all waiting for DOI and harvest may take together.
    :param file_patience: seconds that the screening of one of ``files`` may take.
    """

    base_url: str
    datacite_url: str
    accounts: Mapping[str, Mapping[str, str]] = field(repr=False)
    custodian: str = "ugent-demo"
    verify: bool | str = True
    files: tuple[Path, ...] = ()
    patience: float = 45
    file_patience: float = 900


@dataclass(frozen=True)
class Deposit:
    """What became of one file: its page, and if it was refused, the fields and why."""

    path: Path
    address: str
    published: bool
    refused: Mapping[str, list[str]]


@dataclass(frozen=True)
class DemoResult:
    """What the demo made.

    ``refused`` names the fields of the incomplete statement; ``harvested`` is the metadata of each
    OAI-PMH format as it was sent; ``seconds`` is how long it all took.
    """

    record_id: str
    landing_page: str
    doi: str
    concept_doi: str
    oai_identifier: str
    refused: Mapping[str, list[str]]
    harvested: Mapping[str, bytes]
    deposits: tuple[Deposit, ...]
    seconds: float


@dataclass
class _Play:
    """What the steps share; ``community`` is the custodian's."""

    options: DemoOptions
    stage: Stage
    anonymous: Client
    researcher: Client
    steward: Client
    harvester: Harvester
    community: Json = field(default_factory=dict)

    @property
    def custodian(self) -> str:
        """The custodian's name."""
        return str(self.community["metadata"]["title"])


def play(options: DemoOptions, console: Console | None = None) -> DemoResult:
    """Play the main job from draft to harvest.

    :raises DemoError: one sentence about what went wrong and what to do.
    """
    started = time.monotonic()
    check(options)
    scene = _set(options, console or Console())
    show_custodian(scene)
    _sign_in(scene, scene.researcher, "researcher")
    draft, refused = deposit_survey(scene)
    since = scene.harvester.now()
    _sign_in(scene, scene.steward, "steward")
    review(scene, draft["id"])
    deadline = time.monotonic() + options.patience
    record = read_published(scene, draft["id"])
    await_dois(scene, record, deadline)
    harvested = {prefix: harvest(scene, record, prefix, since, deadline) for prefix in PREFIXES}
    deposits = tuple(deposit_file(scene, path) for path in options.files)
    seconds = time.monotonic() - started
    scene.stage.close(f"Done in {seconds:.0f} s.")
    return DemoResult(
        record_id=record["id"],
        landing_page=page_of(record),
        doi=doi_of(record),
        concept_doi=doi_of(record["parent"]),
        oai_identifier=record["pids"]["oai"]["identifier"],
        refused=refused,
        harvested=harvested,
        deposits=deposits,
        seconds=seconds,
    )


def check(options: DemoOptions) -> None:
    """Say what is known to fail, before anything is done.

    :raises DemoError: for a package, a file or an account that is missing.
    """
    missing = [package for package in _PACKAGES if find_spec(package) is None]
    if missing:
        raise DemoError(
            f"The demo needs the packages {', '.join(missing)}. Install them with: "
            "uv sync --group demo."
        )
    for path in options.files:
        if not path.is_file() or path.stat().st_size == 0:
            raise DemoError(f"{path} is not a file with content. Nothing was deposited.")
    for role in ("researcher", "steward"):
        if not {"email", "password"} <= set(options.accounts.get(role, ())):
            raise DemoError(f"The demo has no account for the {role}. Set it up: ./hoeder up.")


def show_custodian(scene: _Play) -> None:
    """Step: anybody can see who keeps the data."""
    slug = scene.options.custodian
    try:
        scene.community = scene.anonymous.get(f"/api/communities/{slug}")
    except Refused as refusal:
        if refusal.status != 404:
            raise
        raise DemoError(
            f"{scene.options.base_url} has no custodian {slug}. Set the instance up with: "
            "./hoeder up."
        ) from refusal
    scene.stage.step(f"The custodian: {scene.custodian}", "anybody", page_of(scene.community))


def deposit_survey(scene: _Play) -> tuple[Json, Mapping[str, list[str]]]:
    """Steps of the researcher: draft, files, a refused and an accepted submission.

    :returns: the draft and the fields that the refusal named.
    """
    survey = fair.read_survey()
    complete = statement.for_survey(survey)
    body = metadata.fair_draft(survey, scene.custodian, date.today(), complete)
    first = metadata.with_statement(body, statement.incomplete(complete))
    draft = calls.create_draft(scene.researcher, first)
    scene.stage.step(f"Draft: {metadata.TITLE}", "researcher", page_of(draft))
    for name, content in fair.files(survey).items():
        calls.upload(scene.researcher, draft["id"], name, io.BytesIO(content))
        scene.stage.detail(f"uploaded {name}, {files.size_text(len(content))}")
    calls.ask_review(scene.researcher, draft["id"], scene.community["id"])
    refused = _refused_submission(scene, draft["id"])
    calls.save_draft(scene.researcher, draft["id"], metadata.with_preview(body, PREVIEW))
    request = calls.submit(scene.researcher, draft["id"])
    scene.stage.step("With the complete statement it is submitted", "researcher", page_of(request))
    return draft, refused


def review(scene: _Play, draft_id: str) -> None:
    """Steps of the steward: see the request, comment, accept, which publishes.

    :raises DemoError: if the request does not turn up with the custodian.
    """
    request = _await_request(scene, draft_id)
    scene.stage.step("The request is with the custodian", "steward", page_of(request))
    scene.stage.detail(str(request["title"]))
    calls.comment(scene.steward, request["id"], "I have read the statement and the codebook.")
    look_at_screening(scene, draft_id, fair.WHY_IT_MAY_BE_OPEN)
    with scene.stage.waiting("Accepting"):
        calls.accept(scene.steward, request["id"])
    scene.stage.step("Commented and accepted", "steward", page_of(request))


def look_at_screening(scene: _Play, draft_id: str, reason: str) -> None:
    """Step: the steward reads what the files give away, and decides finding by finding.

    :raises Refused: if something cannot be accepted, e.g. a file that could not be screened.
    """
    with scene.stage.waiting("Screening of the files"):
        screening = calls.screened(scene.steward, draft_id, scene.options.file_patience)
    address = scene.steward.address(f"/api/records/{draft_id}/draft/screening")
    found = [(file, o) for file in screening["files"] for o in file["obstacles"] if o["stands"]]
    said = f"{len(found)} to decide on" if found else "nothing found by these checks"
    scene.stage.step(f"The files were screened: {said}", "steward", address)
    for file, obstacle in found:
        scene.stage.detail(f"{file['key']}: {obstacle['sentence']}")
        calls.decide(scene.steward, draft_id, file, obstacle, reason)
    if found:
        scene.stage.detail(f"Accepted, with the reason: {reason}")


def read_published(scene: _Play, record_id: str) -> Json:
    """Step: anybody can read the record, which has its two DOIs.

    :raises DemoError: if one of the DOIs is missing.
    """
    record = scene.anonymous.get(f"/api/records/{record_id}")
    if not (doi_of(record) and doi_of(record.get("parent", {}))):
        raise DemoError(
            f"The record {page_of(record)} is published without a DOI of its own and one for all "
            "its versions. Look whether the custodian has a DataCite repository (custodians.yaml)."
        )
    scene.stage.step("Published", "anybody", page_of(record))
    return record


def await_dois(scene: _Play, record: Json, deadline: float) -> None:
    """Step: DataCite itself says that both DOIs are findable.

    :raises DemoError: if that is not so when the deadline (monotonic clock) has passed.
    """
    datacite, verify = scene.options.datacite_url.rstrip("/"), scene.options.verify
    for what, doi in (("this version", doi_of(record)), ("all versions", doi_of(record["parent"]))):
        address = f"{datacite}/dois/{doi}"

        def look(address: str = address) -> bool | None:
            return calls.is_findable(address, verify)

        with scene.stage.waiting(f"Waiting for DataCite: {doi}"):
            calls.until(
                look,
                deadline,
                f"The record is published, but DataCite does not yet say that {doi} is findable. "
                f"Nothing is lost: registration goes on by itself. Look again at {address}.",
            )
        scene.stage.step(f"Findable at DataCite, the DOI of {what}: {doi}", "anybody", address)
    if urlsplit(datacite).hostname != calls.DATACITE:
        scene.stage.detail(f"These are test DOIs: {datacite} knows them, doi.org does not.")
    scene.stage.detail(f"They lead to {page_of(record)}")


def harvest(scene: _Play, record: Json, prefix: str, since: str, deadline: float) -> bytes:
    """Step: a harvester finds the record among those changed since it last came.

    :returns: the metadata as it was sent.
    :raises DemoError: if the record does not come, or comes without its DOI.
    """
    identifier = record["pids"]["oai"]["identifier"]
    address = scene.harvester.address(identifier, prefix)
    with scene.stage.waiting(f"Harvesting {prefix}"):
        found = calls.until(
            lambda: scene.harvester.find(identifier, prefix, since),
            deadline,
            f"The record is published, but {scene.harvester.endpoint} does not yet list "
            f"{identifier} as {prefix}. Look whether the workers run: ./hoeder status.",
        )
    if doi_of(record).encode() not in found:
        raise DemoError(
            f"{address} does not hold the DOI {doi_of(record)}: a harvester could not tell that "
            "the record has one. Please report this as a bug."
        )
    scene.stage.step(f"Harvested as {prefix}, well-formed, with its DOI", "a harvester", address)
    return found


def deposit_file(scene: _Play, path: Path) -> Deposit:
    """Step: any file as a data set of its own; a refusal is an answer, not an error.

    :raises DemoError: if the file cannot be read or uploaded.
    """
    size, today = path.stat().st_size, date.today()
    claimed = statement.for_file(path.name, today)
    body = files.file_draft(path.name, size, scene.custodian, today, claimed)
    draft = calls.create_draft(scene.researcher, body)
    scene.stage.step(f"Draft: {body['metadata']['title']}", "researcher", page_of(draft))
    with scene.stage.uploading(path.name, size) as progress:
        calls.upload_path(scene.researcher, draft["id"], path, progress)
    scene.stage.detail("The anonymisation statement is the demo's own: nobody examined this file.")
    calls.ask_review(scene.researcher, draft["id"], scene.community["id"])
    try:
        calls.submit(scene.researcher, draft["id"])
        request = _await_request(scene, draft["id"])
        look_at_screening(scene, draft["id"], "A demonstration: this file stays on this machine.")
        calls.accept(scene.steward, request["id"])
    except Refused as refusal:
        scene.stage.step(f"Not published: {path.name}", "the server", page_of(draft))
        scene.stage.refusal(refusal.fields, str(refusal))
        return Deposit(path, page_of(draft), False, refusal.fields or {"": [str(refusal)]})
    record = scene.researcher.get(f"/api/records/{draft['id']}")
    scene.stage.step(f"Published, files restricted: {path.name}", "steward", page_of(record))
    return Deposit(path, page_of(record), True, {})


def _set(options: DemoOptions, console: Console) -> _Play:
    address, verify = options.base_url, options.verify
    return _Play(
        options,
        Stage(console),
        anonymous=Client(address, verify),
        researcher=Client(address, verify),
        steward=Client(address, verify),
        harvester=Harvester(f"{address.rstrip('/')}/oai2d", verify),
    )


def _sign_in(scene: _Play, client: Client, role: str) -> None:
    account = scene.options.accounts[role]
    client.sign_in(account["email"], account["password"])
    scene.stage.step(f"Signed in as {account['email']}", role, client.address("/login/"))


def _refused_submission(scene: _Play, draft_id: str) -> Mapping[str, list[str]]:
    try:
        calls.submit(scene.researcher, draft_id)
    except Refused as refusal:
        if not refusal.fields:
            raise
        address = scene.researcher.address(calls.submit_path(draft_id))
        scene.stage.step("An incomplete statement is refused", "researcher", address)
        scene.stage.refusal(refusal.fields, str(refusal))
        return refusal.fields
    raise DemoError(
        "The server accepted a data set whose anonymisation statement is incomplete: the gate is "
        "not in place. Do not put data in; check that Hoeder's service components are configured."
    )


def _await_request(scene: _Play, draft_id: str) -> Json:
    """The request in the custodian's list, where the search index brings it within seconds."""
    return calls.until(
        lambda: calls.find_request(scene.steward, scene.community["id"], draft_id),
        time.monotonic() + scene.options.patience,
        f"The draft was submitted, but its request does not turn up with {scene.custodian}. Look "
        "whether the search index and the workers run: ./hoeder status.",
    )
