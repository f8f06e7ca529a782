# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Identifiers as links, for targets that have one field for all of them.

In: an identifier and its DataCite type. Out: an address where there is a resolver, a name with its
scheme where there is none, so that a reader knows in both cases what it is.
"""

from hoeder.crosswalks.text import uri

RESOLVERS = {
    "ARK": "https://n2t.net/",
    "DOI": "https://doi.org/",
    "Handle": "https://hdl.handle.net/",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
    "SWHID": "https://archive.softwareheritage.org/",
    "arXiv": "https://arxiv.org/abs/",
    "bibcode": "https://ui.adsabs.harvard.edu/abs/",
}
"""What stands before an identifier in its address."""
NAMES = {"ISBN": "urn:isbn:", "ISSN": "urn:issn:", "EISSN": "urn:issn:", "LISSN": "urn:issn:"}
"""Registered namespaces of URNs (RFC 8254)."""
THEMSELVES = ("URL", "PURL", "URN", "LSID", "w3id")


def link(kind: str, identifier: str) -> str:
    """Return an identifier as a link.

    >>> link("DOI", "10.5072/a b"), link("URL", "https://example.org/1")
    ('https://doi.org/10.5072/a%20b', 'https://example.org/1')
    >>> link("arXiv", "arXiv:2101.00001"), link("ISBN", "978-3-16-148410-0")
    ('https://arxiv.org/abs/2101.00001', 'urn:isbn:978-3-16-148410-0')
    >>> link("UPC", "123456789999"), link("RRID", "RRID:AB_1")
    ('UPC:123456789999', 'RRID:AB_1')
    """
    if kind in THEMSELVES or identifier.startswith(("https://", "http://")):
        return uri(identifier)
    local = identifier.removeprefix(f"{kind}:")
    if kind in RESOLVERS:
        return uri(RESOLVERS[kind] + local)
    return NAMES[kind] + local if kind in NAMES else f"{kind}:{local}"
