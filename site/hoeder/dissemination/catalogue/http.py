# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Which answer a request wants (RFC 9110, section 12.5.1).

>>> wanted("text/html,application/xhtml+xml,*/*;q=0.8"), wanted("")
('html', 'html')
>>> wanted("text/turtle, application/rdf+xml;q=0.5"), wanted("application/xml")
('ttl', 'rdf')
>>> wanted("application/ld+json;profile=x"), wanted("image/png")
('jsonld', '')
"""

from collections.abc import Mapping

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

HTML = "html"
#: Answers by media type, the first one where several are as welcome.
ANSWERS = {
    "text/html": HTML,
    "application/rdf+xml": "rdf",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/x-turtle": "ttl",
    "application/xml": "rdf",
    "text/xml": "rdf",
    "application/json": "jsonld",
}


def wanted(accept: str, answers: Mapping[str, str] = ANSWERS) -> str:
    """Return the answer that ``Accept`` prefers, or empty when it takes none of them.

    Parameters of media types count for nothing: profiles are told apart by address here.
    """
    without = ",".join(_plain(one) for one in accept.split(","))
    found = parse_accept_header(without or "*/*", MIMEAccept).best_match(list(answers))
    return answers[found] if found else ""


def _plain(media_range: str) -> str:
    """A media range with its weight alone."""
    name, *parameters = media_range.split(";")
    return ";".join([name, *(one for one in parameters if one.strip()[:2].lower() == "q=")])
