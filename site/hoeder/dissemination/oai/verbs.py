# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The six verbs of OAI-PMH 2.0 (section 4) on a shelf.

The ``responseDate`` of an answer is the shelf's horizon, which is the current second unless a
change is just being written: a harvester that comes back with ``from`` = that date misses nothing.
A list ends there, and its later pages bear the date of its first one. What changes while it is
harvested leaves it, and is in the next harvest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hoeder.dissemination.oai import dates, document, tokens, words
from hoeder.dissemination.oai.arguments import Problem, Refused, Request
from hoeder.dissemination.oai.document import element
from hoeder.dissemination.oai.settings import Settings
from hoeder.dissemination.oai.tokens import Token
from hoeder.dissemination.projection.shelf import Key, Page, Progress, Shelf

#: Headers are a fraction of records in size.
IDENTIFIERS_PER_RECORD = 4


@dataclass(frozen=True)
class Outcome:
    """What is between ``request`` and the end, and its date; of lists, how far they are."""

    moment: int
    content: list[str]
    progress: Progress | None = None


@dataclass(frozen=True)
class Desk:
    """Where a request is answered.

    :param now: seconds since 1970, for the life of tokens.
    :param client: the harvester, for the operator.
    """

    shelf: Shelf
    settings: Settings
    now: float
    client: str

    def perform(self, request: Request) -> Outcome:
        """Return the outcome.

        :raises Refused: when the request cannot be met.
        :raises Busy: when the shelf cannot answer now.
        """
        return VERBS[request.verb](self, request)

    def identify(self, request: Request) -> Outcome:
        """Who the repository is."""
        settings, moment = self.settings, self.shelf.horizon()
        earliest = self.shelf.earliest()
        parts = [
            element("repositoryName", settings.name),
            element("baseURL", settings.base_url),
            element("protocolVersion", "2.0"),
            *(element("adminEmail", email) for email in settings.emails),
            element("earliestDatestamp", dates.datestamp(moment if earliest is None else earliest)),
            element("deletedRecord", "persistent"),
            element("granularity", dates.SECOND),
            element("compression", "gzip"),
        ]
        if settings.domain:
            sample = f"oai:{settings.domain}:abcde-12345"
            parts.append(document.identifier_description(settings.domain, sample))
        if settings.friends:
            parts.append(document.friends_description(settings.friends))
        return Outcome(moment, _within("Identify", parts))

    def list_metadata_formats(self, request: Request) -> Outcome:
        """The formats, of one record if it is named."""
        moment, failed = self.shelf.horizon(), self._failed(request.get("identifier"))
        parts = [
            "<metadataFormat>"
            + element("metadataPrefix", one.prefix)
            + element("schema", one.schema)
            + element("metadataNamespace", one.namespace)
            + "</metadataFormat>\n"
            for one in self.settings.formats.values()
            if one.prefix not in failed
        ]
        if not parts:
            raise Refused(Problem("noMetadataFormats", words.NO_FORMATS))
        return Outcome(moment, _within("ListMetadataFormats", parts))

    def _failed(self, identifier: str | None) -> set[str]:
        if identifier is None:
            return set()
        failed = self.shelf.failed(identifier)
        if failed is None:
            raise Refused(Problem("idDoesNotExist", words.NO_IDENTIFIER))
        return set(failed)

    def get_record(self, request: Request) -> Outcome:
        """One record."""
        prefix, problems = request["metadataPrefix"], []
        moment = self.shelf.horizon()
        if prefix not in self.settings.formats:
            problems.append(Problem("cannotDisseminateFormat", words.FORMAT))
        if self.shelf.failed(request["identifier"]) is None:
            problems.append(Problem("idDoesNotExist", words.NO_IDENTIFIER))
        if problems:
            raise Refused(*problems)
        item = self.shelf.item(request["identifier"], prefix)
        if item is None or (item.body is None and not item.deleted):
            raise Refused(Problem("cannotDisseminateFormat", words.FORMAT_OF_ITEM))
        return Outcome(
            moment, _within("GetRecord", self._records(Page([item], False), prefix, moment))
        )

    def list_sets(self, request: Request) -> Outcome:
        """The sets in use."""
        token = self._token(request)
        moment, size = (token.horizon, token.size) if token else (self.shelf.horizon(), 0)
        found, more = self.shelf.sets(token.id if token else "", self.settings.sets_page_size)
        if not found and not token:
            raise Refused(Problem("noSetHierarchy", words.NO_SETS))
        if not found:  # the rest was retired since the last page
            raise Refused(Problem("badResumptionToken", words.TOKEN_EXPIRED))
        parts = [document.set_element(one) for one in found]
        cursor = token.cursor if token else 0
        if token or more:
            size = size or self.shelf.count_sets()
            following = None
            if more:
                following = Token(
                    verb=request.verb, prefix="", set=None, since=None, before=0, asked_since="",
                    asked_until="", horizon=moment, stamp=0, id=found[-1].spec,
                    cursor=cursor + len(found), size=size, expires=self._expiry(),
                )  # fmt: skip
            parts.append(self._resumption(following, cursor, max(size, cursor + len(found))))
        return Outcome(moment, _within("ListSets", parts))

    def list_items(self, request: Request) -> Outcome:
        """Records or their headers, page by page."""
        token = self._token(request)
        if token is None:
            start = self._first(request)
        elif token.prefix not in self.settings.formats:
            raise Refused(Problem("badResumptionToken", words.TOKEN))
        else:
            start = token
        bodies = request.verb == "ListRecords"
        limit = self.settings.page_size * (1 if bodies else IDENTIFIERS_PER_RECORD)
        page = self._page(start, token.key if token else None, limit, bodies)
        if not page.items:
            raise Refused(Problem("noRecordsMatch", words.NO_RECORDS), moment=start.horizon)
        return self._listed(request.verb, start, page, first=token is None)

    def _first(self, request: Request) -> Token:
        """The beginning of a list, as a token that has nothing yet."""
        prefix, spec = request["metadataPrefix"], request.get("set")
        if prefix not in self.settings.formats:
            raise Refused(Problem("cannotDisseminateFormat", words.FORMAT))
        horizon = self.shelf.horizon()
        if spec is not None and not self.shelf.has_sets():
            raise Refused(Problem("noSetHierarchy", words.NO_SETS))
        return Token(
            verb=request.verb, prefix=prefix, set=spec,
            since=request.since.start if request.since else None,
            before=min(horizon, request.until.end) if request.until else horizon,
            asked_since=request.get("from") or "", asked_until=request.get("until") or "",
            horizon=horizon, stamp=0, id="", cursor=0, size=0, expires=0,
        )  # fmt: skip

    def _page(self, start: Token, after: Key | None, limit: int, bodies: bool) -> Page:
        """The page after a key.

        When all that was left changed meanwhile or cannot be rendered, the list still has to end
        with a valid answer: the harvester gets its last record once more, as it is now.
        """
        page = self.shelf.page(start.prefix, start.window, after, limit, bodies)
        if page.items or after is None:
            return page
        item = self.shelf.item_by_id(after.id, start.prefix, start.set)
        if item is None or (item.body is None and not item.deleted):
            return page
        return Page([item], False)

    def _listed(self, verb: str, start: Token, page: Page, first: bool) -> Outcome:
        """A page with its resumption token, if the list has more than one page."""
        cursor = start.cursor
        delivered = cursor + len(page.items)
        size = self.shelf.count(start.window) if first and page.more else start.size
        if verb == "ListRecords":
            parts = self._records(page, start.prefix, start.horizon)
        else:
            parts = [document.header(item) + "\n" for item in page.items]
        if not first or page.more:
            following = None
            if page.more:
                last = page.items[-1]
                following = Token(
                    verb=verb, prefix=start.prefix, set=start.set, since=start.since,
                    before=start.before, asked_since=start.asked_since,
                    asked_until=start.asked_until, horizon=start.horizon, stamp=last.stamp,
                    id=last.id, cursor=delivered, size=size, expires=self._expiry(),
                )  # fmt: skip
            parts.append(self._resumption(following, cursor, max(size, delivered)))
        progress = Progress(
            client=self.client, verb=verb, prefix=start.prefix, set=start.set or "",
            since=start.asked_since, until=start.asked_until, first=first, last=not page.more,
            delivered=delivered, size=size or delivered,
        )  # fmt: skip
        return Outcome(start.horizon, _within(verb, parts), progress)

    def _records(self, page: Page, prefix: str, moment: int) -> list[str]:
        settings = self.settings
        namespace = settings.formats[prefix].namespace
        rights = document.rights(settings.rights)
        origin = document.provenance(settings.base_url, namespace, moment)
        return [document.record(item, rights, origin) for item in page.items]

    def _token(self, request: Request) -> Token | None:
        text = request.get("resumptionToken")
        if text is None:
            return None
        try:
            return tokens.read(text, self.settings.keys, request.verb, self.now)
        except tokens.BadToken as error:
            sentence = words.TOKEN_EXPIRED if error.expired else words.TOKEN
            raise Refused(Problem("badResumptionToken", sentence)) from error

    def _expiry(self) -> int:
        return int(self.now) + self.settings.token_seconds

    def _resumption(self, following: Token | None, cursor: int, size: int) -> str:
        """The element that says how the list goes on, or by being empty that it ends."""
        return element(
            "resumptionToken",
            tokens.write(following, self.settings.keys) if following else "",
            expirationDate=dates.datestamp(following.expires) if following else None,
            completeListSize=size,
            cursor=cursor,
        )


VERBS: Mapping[str, Callable[[Desk, Request], Outcome]] = {
    "Identify": Desk.identify,
    "ListMetadataFormats": Desk.list_metadata_formats,
    "ListSets": Desk.list_sets,
    "GetRecord": Desk.get_record,
    "ListIdentifiers": Desk.list_items,
    "ListRecords": Desk.list_items,
}


def _within(name: str, parts: list[str]) -> list[str]:
    return [f"<{name}>", *parts, f"</{name}>"]
