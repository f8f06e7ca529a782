# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The pages a person sees; each says first that this is a test server and not DataCite."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from html import escape

from .records import Record
from .states import State

_STYLE = """body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif;\
color:#1a1a1a;background:#fff}.test{border:.2rem solid #8a3b00;padding:.5rem 1rem}\
a{color:#00488a}table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.3rem .7rem;\
text-align:left}dt{font-weight:bold}"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
CONTENT_SECURITY_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_MEANING = {
    State.DRAFT: "known to its repository only; it does not resolve",
    State.REGISTERED: "it resolves, but its description is not public",
    State.FINDABLE: "it resolves and its description is public",
}


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>\n"
    )


def overview(counts: Mapping[str, int], recent: Sequence[Record]) -> str:
    """Return the front page: what this is, how many DOIs it knows, the newest."""
    rows = "".join(
        f'<tr><th scope="row">{state}</th><td>{counts[state]}</td><td>{meaning}</td></tr>'
        for state, meaning in _MEANING.items()
    )
    items = "".join(
        f'<li><a href="/doi/{escape(record.doi)}">{escape(record.doi)}</a>: '
        f"{escape(record.title)}</li>"
        for record in recent
    )
    return _page(
        "Test server for DOIs",
        '<p class="test">This server stands in for DataCite in demonstrations and tests. '
        "<strong>Nothing here is registered in the world</strong>: its DOIs do not work on "
        "doi.org and must not be cited.</p>"
        "<table><caption>DOIs on this server</caption><thead><tr>"
        '<th scope="col">State</th><th scope="col">Number</th><th scope="col">Meaning</th>'
        f"</tr></thead><tbody>{rows}</tbody></table><h2>Newest findable DOIs</h2>"
        + (f"<ul>{items}</ul>" if items else "<p>There are none yet.</p>"),
    )


def doi(record: Record) -> str:
    """Return the page of a DOI that resolves; the description only when it is findable."""
    url = escape(record.url or "", quote=True)
    title = escape(record.title) if record.state is State.FINDABLE else "not public in this state"
    return _page(
        f"Test DOI {record.doi}",
        '<p class="test"><strong>This is a test DOI.</strong> It exists on this test server only, '
        "which stands in for DataCite. It does not work on doi.org; do not cite it.</p>"
        f"<dl><dt>State</dt><dd>{record.state}: {_MEANING[record.state]}</dd>"
        f"<dt>Title</dt><dd>{title}</dd>"
        f'<dt>Leads to</dt><dd><a href="{url}" rel="noreferrer">{url}</a></dd></dl>'
        '<p><a href="/">About this test server</a></p>',
    )


def missing(name: str) -> str:
    """Return the page of a DOI that does not resolve: unknown, or a draft."""
    return _page(
        "This test DOI is not registered",
        f'<p class="test">This test server, which stands in for DataCite, has no registered DOI '
        f"<strong>{escape(name)}</strong>. It may be a draft, or not have arrived yet; its "
        "repository can say. Nothing was lost by looking.</p>"
        '<p><a href="/">About this test server</a></p>',
    )
