# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Reads the arguments of a request (OAI-PMH 2.0, sections 3.1.1, 3.6 and 4)."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from hoeder.dissemination.oai import dates, words
from hoeder.dissemination.oai.document import ILLEGAL
from hoeder.dissemination.projection.shelf import SPEC


class Form(NamedTuple):
    """The arguments of a verb. ``token``: whether it is answered in lists."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    token: bool = False


_LIST = Form(("metadataPrefix",), ("from", "until", "set"), True)
VERBS: Mapping[str, Form] = {
    "Identify": Form(),
    "ListMetadataFormats": Form((), ("identifier",)),
    "ListSets": Form(token=True),
    "GetRecord": Form(("identifier", "metadataPrefix")),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
}
PREFIX = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")
#: A URI with a scheme (RFC 3986), its components not told apart; that is what ``anyURI`` takes.
URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:"
    r"(?!//)(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})+"
)
#: Web addresses are identifiers too; their authority has a syntax of its own.
ADDRESS = re.compile(
    r"https?://[A-Za-z0-9\-.]+(?::[0-9]{1,5})?"
    r"(?:/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*)?"
)


class Problem(NamedTuple):
    """One error of OAI-PMH: its code and what it means here."""

    code: str
    text: str


class Refused(Exception):
    """The request has errors. ``moment``: up to when the shelf was looked at, if it was."""

    def __init__(self, *problems: Problem, moment: int | None = None) -> None:
        """Keep the errors in their order."""
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems
        self.moment = moment


@dataclass(frozen=True)
class Request:
    """A request whose arguments are well-formed; whether they name something is not checked.

    ``arguments`` are as given, the verb first; that is what the answer repeats.
    """

    verb: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    since: dates.Moment | None = None
    until: dates.Moment | None = None

    def __getitem__(self, name: str) -> str:
        """The value of a required argument."""
        return self.arguments[name]

    def get(self, name: str) -> str | None:
        """The value of an optional argument."""
        return self.arguments.get(name)


def read(pairs: Iterable[tuple[str, str]]) -> Request:
    """Return the request.

    :raises Refused: with every ``badArgument``, or ``badVerb``.
    """
    given = list(pairs)
    verb = _verb([value for name, value in given if name == "verb"])
    arguments = {name: value for name, value in given if name != "verb"}
    times = Counter(name for name, _ in given)
    form = VERBS[verb]
    texts = _names(verb, form, arguments, times)
    texts += [
        words.CHARACTERS.format(name=name)
        for name, value in arguments.items()
        if name in _named(form) and ILLEGAL.search(value)
    ]
    moments, more = _values(arguments)
    if texts or more:
        raise Refused(*(Problem("badArgument", text) for text in [*texts, *more]))
    return Request(
        verb, {"verb": verb, **arguments}, since=moments.get("from"), until=moments.get("until")
    )


def _verb(given: list[str]) -> str:
    known = ", ".join(VERBS)
    if not given:
        raise Refused(Problem("badVerb", words.VERB_MISSING.format(verbs=known)))
    if len(given) > 1:
        raise Refused(Problem("badVerb", words.VERB_REPEATED))
    if given[0] not in VERBS:
        raise Refused(Problem("badVerb", words.VERB_UNKNOWN.format(verbs=known)))
    return given[0]


def _named(form: Form) -> tuple[str, ...]:
    return (*form.required, *form.optional, *(("resumptionToken",) if form.token else ()))


def _names(
    verb: str, form: Form, arguments: Mapping[str, str], times: Mapping[str, int]
) -> list[str]:
    """What is wrong with which arguments are there."""
    named = _named(form)
    texts = [words.REPEATED.format(name=name) for name in named if times.get(name, 0) > 1]
    if any(name not in named for name in arguments):
        listed = ", ".join(named) or "none but the verb"
        texts.append(words.UNKNOWN.format(verb=verb, names=listed))
    if "resumptionToken" in arguments and form.token:
        others = [name for name in named if name in arguments and name != "resumptionToken"]
        texts += [words.EXCLUSIVE.format(name=name) for name in others]
    else:
        lacking = [name for name in form.required if name not in arguments]
        texts += [words.MISSING.format(verb=verb, name=name) for name in lacking]
    return texts


def _values(arguments: Mapping[str, str]) -> tuple[dict[str, dates.Moment], list[str]]:
    """The days or seconds, and what is wrong with the values."""
    moments, texts = {}, []
    for name in ("from", "until"):
        if name in arguments:
            try:
                moments[name] = dates.read(arguments[name])
            except ValueError:
                texts.append(words.DATE.format(name=name))
    if len(moments) == 2:
        if len(arguments["from"]) != len(arguments["until"]):
            texts.append(words.GRANULARITY)
        elif moments["from"].start > moments["until"].start:
            texts.append(words.ORDER)
    for name, pattern in (("metadataPrefix", PREFIX), ("set", SPEC)):
        if name in arguments and not pattern.fullmatch(arguments[name]):
            texts.append(words.SYNTAX.format(name=name))
    identifier = arguments.get("identifier")
    if identifier is not None and not (URI.fullmatch(identifier) or ADDRESS.fullmatch(identifier)):
        texts.append(words.IDENTIFIER)
    return moments, texts
