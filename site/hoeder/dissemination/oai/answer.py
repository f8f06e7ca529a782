# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A request's arguments in, an HTTP answer out.

Errors of the protocol are answers like others: HTTP 200 (OAI-PMH 2.0, section 3.6). When too much
is asked at once, or the database does not answer, the answer is 503 with ``Retry-After`` (section
3.1.2.2), which harvesters obey; they lose nothing, their token stays good.
"""

import gzip
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import NamedTuple

from hoeder.dissemination.oai import arguments, words
from hoeder.dissemination.oai.arguments import Refused, Request
from hoeder.dissemination.oai.document import document, element
from hoeder.dissemination.oai.settings import Settings
from hoeder.dissemination.oai.verbs import Desk, Outcome
from hoeder.dissemination.projection.shelf import Busy, Progress, Shelf

LISTS = ("ListRecords", "ListIdentifiers")
#: Below, compression costs more than it saves.
COMPRESSED_BYTES = 1_000
_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q=([0-9.]+)\s*)?(?=,|$)", re.IGNORECASE)


class Answer(NamedTuple):
    """An HTTP answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Outlet:
    """The repository as harvesters reach it; one for each process."""

    def __init__(
        self, shelf: Shelf, settings: Settings, clock: Callable[[], float] = time.time
    ) -> None:
        """Keep what answers are made of."""
        self.shelf = shelf
        self.settings = settings
        self._clock = clock
        self._places = BoundedSemaphore(settings.concurrent)

    def answer(
        self, pairs: Iterable[tuple[str, str]], accept_encoding: str = "", client: str = ""
    ) -> Answer:
        """Return the answer to a request.

        :param pairs: its arguments, from the query or the form, repeated ones too.
        :param accept_encoding: the header of that name.
        :param client: what the operator shall know the harvester by.
        """
        now = self._clock()
        try:
            request = arguments.read(pairs)
        except Refused as refused:
            return self._answer(self._error(int(now), {}, refused), accept_encoding)
        try:
            with self._place(request.verb):
                outcome = Desk(self.shelf, self.settings, now, client).perform(request)
                body = self._document(outcome.moment, request.arguments, outcome)
        except Refused as refused:
            self._note_refusal(request, refused, client)
            moment = int(now) if refused.moment is None else refused.moment
            return self._answer(self._error(moment, request.arguments, refused), accept_encoding)
        except Busy as busy:
            return _busy(busy.seconds)
        if outcome.progress:
            self.shelf.note(outcome.progress)
        return self._answer(body, accept_encoding)

    @contextmanager
    def _place(self, verb: str) -> Iterator[None]:
        """One of the places for lists, so that harvests leave room for people.

        :raises Busy: when none gets free in time.
        """
        if verb not in LISTS:
            yield
            return
        if not self._places.acquire(timeout=self.settings.patience):
            raise Busy(self.settings.retry_seconds)
        try:
            yield
        finally:
            self._places.release()

    def _document(self, moment: int, repeated: Mapping[str, str], outcome: Outcome) -> bytes:
        settings = self.settings
        return document(moment, settings.base_url, repeated, outcome.content)

    def _error(self, moment: int, repeated: Mapping[str, str], refused: Refused) -> bytes:
        content = [element("error", one.text, code=one.code) + "\n" for one in refused.problems]
        return self._document(moment, repeated, Outcome(moment, content))

    def _note_refusal(self, request: Request, refused: Refused, client: str) -> None:
        """Nothing new is no error of a harvest; what else is refused, the operator may see."""
        code = refused.problems[0].code
        if request.verb not in LISTS or code == "noSetHierarchy":
            return
        since, until = request.get("from") or "", request.get("until") or ""
        known = request.get("metadataPrefix") in self.settings.formats
        prefix = request["metadataPrefix"] if known else ""
        if code == "noRecordsMatch":
            if not known or not self._is_set(request.get("set")):
                return
            self.shelf.note(
                Progress(
                    client,
                    request.verb,
                    prefix,
                    request.get("set") or "",
                    since,
                    until,
                    first=True,
                    last=True,
                    size=0,
                )
            )
        else:
            self.shelf.note(Progress(client, request.verb, prefix, "", error=code))

    def _is_set(self, spec: str | None) -> bool:
        """Names that are no sets are not written down: there are too many of them."""
        if spec is None:
            return True
        found, _ = self.shelf.sets(spec[:-1], 1)
        return any(one.spec == spec for one in found)

    def _answer(self, body: bytes, accept_encoding: str) -> Answer:
        # An answer out of a cache would say an old horizon with a new question.
        headers = {
            "Content-Type": "text/xml; charset=UTF-8",
            "Cache-Control": "no-store",
            "Vary": "Accept-Encoding",
        }
        if len(body) >= COMPRESSED_BYTES and takes_gzip(accept_encoding):
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, compresslevel=1, mtime=0)
        return Answer(200, headers, body)


def takes_gzip(accept_encoding: str) -> bool:
    """Whether a client takes gzip (RFC 9110, section 12.5.3).

    >>> takes_gzip("deflate, gzip;q=0.5"), takes_gzip("gzip;q=0, identity"), takes_gzip("")
    (True, False, False)
    """
    found = _GZIP.search(accept_encoding)
    return found is not None and (found[1] is None or found[1].strip("0.") != "")


def _busy(seconds: int) -> Answer:
    headers = {"Content-Type": "text/plain; charset=UTF-8", "Retry-After": str(seconds)}
    return Answer(503, headers, words.BUSY.encode())
