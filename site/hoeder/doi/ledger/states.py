# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What an answer of DataCite means for one DOI, its account and DataCite as a whole.

A DOI is wanted ``findable`` (public, with metadata) or ``hidden`` (it resolves, if DataCite has it,
and is in no search). What DataCite has is ``findable``, ``registered``, ``draft`` or ``absent``.

Decisions are by HTTP status alone (DataCite's REST API; RFC 9110 for what 4xx and 5xx mean): an
exception's class says what a client made of an answer, not what the server said.

>>> react(Answer(503)).step, react(Answer(None)).step, react(Answer(422)).step
(<Step.RETRY: 'retry'>, <Step.RETRY: 'retry'>, <Step.PARK: 'park'>)
>>> react(Answer(401)).step, react(Answer(429, retry_after=7)).pause
(<Step.STOP: 'stop'>, 7)
"""

from dataclasses import dataclass
from enum import StrEnum


class Wanted(StrEnum):
    """What must become true at DataCite."""

    FINDABLE = "findable"
    HIDDEN = "hidden"


class Observed(StrEnum):
    """What DataCite said last."""

    FINDABLE = "findable"
    REGISTERED = "registered"
    DRAFT = "draft"
    ABSENT = "absent"


def reached(wanted: str, observed: str | None) -> bool:
    """Tell whether DataCite has what is wanted.

    A DOI that DataCite has not is as hidden as can be: nothing is registered of what was taken
    down or restricted before it got there.

    >>> reached("hidden", "absent"), reached("findable", "registered"), reached("findable", None)
    (True, False, False)
    """
    if observed is None:
        return False
    return (observed == Observed.FINDABLE) == (wanted == Wanted.FINDABLE)


class Step(StrEnum):
    """What becomes of one DOI after an answer."""

    DONE = "done"
    RETRY = "retry"  # later, by itself, with a growing delay
    WAIT = "wait"  # later, by itself; every worker waits, and it counts as no failure
    PARK = "park"  # the same request would never succeed: a person, or a change, is needed
    ASK = "ask"  # 403: is it this DOI or the account? ask DataCite about the account
    STOP = "stop"  # the account: nothing more is sent with these credentials


class Problem(StrEnum):
    """Why a DOI is not what it should be; each has a sentence in ``words``."""

    METADATA = "metadata"
    URL = "url"
    FOREIGN = "foreign"
    PREFIX = "prefix"
    CREDENTIALS = "credentials"
    NO_PASSWORD = "no-password"  # noqa: S105
    UNREACHABLE = "unreachable"
    SERVER = "server"
    BUSY = "busy"
    CONFLICT = "conflict"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    IGNORED = "ignored"
    UNDESCRIBED = "undescribed"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One entry of DataCite's ``errors``: the attribute it names, if any, and its text."""

    source: str
    title: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: ``status`` is None when no answer did (timeout, cut, refused connection).

    ``state`` is DataCite's state of the DOI in a successful answer; ``retry_after`` in seconds.
    """

    status: int | None
    state: str | None = None
    complaints: tuple[Complaint, ...] = ()
    retry_after: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """What to do. ``healthy``: DataCite works (None: this answer does not tell).

    ``pause``: seconds in which nobody sends anything.
    """

    step: Step
    problem: Problem | None = None
    healthy: bool | None = True
    pause: int | None = None


PAUSE_WITHOUT_RETRY_AFTER = 60
LONGEST_PAUSE = 3600


def react(answer: Answer, wanted: str = Wanted.FINDABLE) -> Reaction:
    """Return the reaction to the answer of a request that should reach ``wanted``."""
    status = answer.status
    if status is None:
        return Reaction(Step.RETRY, Problem.UNREACHABLE, healthy=False)
    if 200 <= status < 300:
        if reached(wanted, answer.state):
            return Reaction(Step.DONE)
        # DataCite ignores a transition that it has not without a word. Or it is not DataCite.
        return Reaction(Step.RETRY, Problem.IGNORED, healthy=answer.state is not None)
    if status == 429:
        pause = PAUSE_WITHOUT_RETRY_AFTER if answer.retry_after is None else answer.retry_after
        return Reaction(
            Step.WAIT, Problem.BUSY, healthy=None, pause=max(1, min(pause, LONGEST_PAUSE))
        )
    if status == 404 and wanted == Wanted.HIDDEN:
        return Reaction(Step.DONE)
    if status >= 500 or status < 400:
        # A redirection is none of DataCite's answers: something in between gave it.
        return Reaction(Step.RETRY, Problem.SERVER, healthy=False)
    return (
        REACTIONS.get(status, Reaction(Step.PARK, Problem.REFUSED))
        if status != 422
        else (Reaction(Step.PARK, problem_of(answer.complaints)))
    )


REACTIONS = {
    400: Reaction(Step.PARK, Problem.UNREADABLE),
    401: Reaction(Step.STOP, Problem.CREDENTIALS),
    403: Reaction(Step.ASK, Problem.FOREIGN),
    408: Reaction(Step.RETRY, Problem.UNREACHABLE, healthy=False),
    409: Reaction(Step.RETRY, Problem.CONFLICT),
    425: Reaction(Step.RETRY, Problem.SERVER),
}
"""By status; what is not here is parked: 404, 405 and 406 answer a request that is wrong."""


def problem_of(complaints: tuple[Complaint, ...]) -> Problem:
    """Return what a 422 is about: the address alone, or the metadata."""
    sources = {complaint.source.lower() for complaint in complaints}
    return Problem.URL if sources == {"url"} else Problem.METADATA


FIELDS = {
    "creators": "metadata.creators",
    "contributors": "metadata.contributors",
    "titles": "metadata.title",
    "title": "metadata.title",
    "publisher": "metadata.publisher",
    "publicationyear": "metadata.publication_date",
    "published": "metadata.publication_date",
    "dates": "metadata.dates",
    "types": "metadata.resource_type",
    "resourcetype": "metadata.resource_type",
    "resourcetypegeneral": "metadata.resource_type",
    "subjects": "metadata.subjects",
    "descriptions": "metadata.description",
    "rightslist": "metadata.rights",
    "relatedidentifiers": "metadata.related_identifiers",
    "relateditems": "metadata.related_identifiers",
    "identifiers": "metadata.identifiers",
    "alternateidentifiers": "metadata.identifiers",
    "geolocations": "metadata.locations",
    "fundingreferences": "metadata.funding",
    "language": "metadata.languages",
    "version": "metadata.version",
    "sizes": "metadata.sizes",
    "formats": "metadata.formats",
    "doi": "pids.doi",
}


def field_of(source: str) -> str:
    """Return the record's field behind an attribute of DataCite's, or "" when there is none.

    DataCite spells attributes in camelCase or snake_case, and may add where inside.

    >>> field_of("creators"), field_of("publication_year"), field_of("types.resourceTypeGeneral")
    ('metadata.creators', 'metadata.publication_date', 'metadata.resource_type')
    >>> field_of("xml")
    ''
    """
    plain = source.replace("_", "").lower()
    for end in (".", "[", "/"):
        plain = plain.partition(end)[0]
    return FIELDS.get(plain, "")
