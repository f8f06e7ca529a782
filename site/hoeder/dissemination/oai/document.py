# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

r"""Writes the XML of an answer; metadata that were rendered before are put in as they are.

>>> escape('a < b & "c"')
'a &lt; b &amp; &quot;c&quot;'
>>> element("setName", "\x00")
'<setName>\ufffd</setName>'
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from hoeder.dissemination.oai.dates import datestamp
from hoeder.dissemination.projection.shelf import Item, SetItem

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
#: Everything but the ``Char`` of XML 1.0.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)


def escape(text: str) -> str:
    """Return text for content or an attribute; what XML does not allow becomes U+FFFD."""
    return ILLEGAL.sub("\ufffd", text).translate(_SPECIAL)


def element(name: str, text: object, **attributes: object) -> str:
    """Return an element with text. Attributes that are None are left out."""
    given = "".join(
        f' {key}="{escape(str(value))}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name}{given}>{escape(str(text))}</{name}>"


def container(name: str, prefix: str, namespace: str, schema: str, content: str) -> str:
    """Return an element of another schema, which names it, as containers of OAI-PMH must."""
    colon = f"{prefix}:" if prefix else ""
    return (
        f'<{colon}{name} xmlns{":" + prefix if prefix else ""}="{namespace}" xmlns:xsi="{XSI}" '
        f'xsi:schemaLocation="{namespace} {schema}">{content}</{colon}{name}>'
    )


def document(
    moment: int,
    base_url: str,
    arguments: Mapping[str, str],
    content: Iterable[str],
) -> bytes:
    """Return a whole answer.

    :param moment: ``responseDate``.
    :param arguments: what is repeated in the request element.
    """
    # from and set are no names of Python, nor are these keys ever anything but checked names.
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in arguments.items())
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<OAI-PMH xmlns="{NAMESPACE}" xmlns:xsi="{XSI}" '
        f'xsi:schemaLocation="{NAMESPACE} {NAMESPACE}OAI-PMH.xsd">\n',
        element("responseDate", datestamp(moment)),
        f"\n<request{attributes}>{escape(base_url)}</request>\n",
        *content,
        "\n</OAI-PMH>\n",
    ]
    return "".join(parts).encode()


def header(item: Item) -> str:
    """Return a record's header."""
    status = ' status="deleted"' if item.deleted else ""
    sets = "".join([f"<setSpec>{spec}</setSpec>" for spec in item.sets])
    return (
        f"<header{status}><identifier>{escape(item.identifier)}</identifier>"
        f"<datestamp>{datestamp(item.stamp)}</datestamp>{sets}</header>"
    )


def record(item: Item, rights: str, origin: str) -> str:
    """Return a record.

    :param rights: the ``about`` container that is the same for all records.
    :param origin: the provenance container, with places for identifier and datestamp.
    """
    if item.deleted:
        return f"<record>{header(item)}</record>\n"
    about = origin.format(identifier=escape(item.identifier), datestamp=datestamp(item.stamp))
    return (
        f"<record>{header(item)}<metadata>{item.body}</metadata>{rights}"
        f"<about>{about}</about></record>\n"
    )


def rights(reference: str) -> str:
    """Return what may be done with the metadata (OAI rights guidelines, section 2)."""
    space = f"{NAMESPACE}rights/"
    where = f'<rightsReference ref="{escape(reference)}"/>'
    return f"<about>{container('rights', '', space, f'{NAMESPACE}rights.xsd', where)}</about>"


def provenance(base_url: str, namespace: str, moment: int) -> str:
    """Return where a record's metadata come from: here, unaltered, at the time of the answer.

    What an aggregator that passes the record on would have to write (guidelines on provenance).
    The result has places for ``identifier`` and ``datestamp``.
    """
    space = f"{NAMESPACE}provenance"
    fixed = [element("baseURL", base_url), element("metadataNamespace", namespace)]
    first, last = [part.replace("{", "{{").replace("}", "}}") for part in fixed]
    content = (
        f'<originDescription harvestDate="{datestamp(moment)}" altered="false">{first}'
        "<identifier>{identifier}</identifier><datestamp>{datestamp}</datestamp>"
        f"{last}</originDescription>"
    )
    return container("provenance", "", space, f"{NAMESPACE}provenance.xsd", content)


def set_element(item: SetItem) -> str:
    """Return a set; its description is Dublin Core, as the guidelines on sets propose."""
    parts = [element("setSpec", item.spec), element("setName", item.name)]
    if item.description:
        inner = f'<dc:description xmlns:dc="{DC}">{escape(item.description)}</dc:description>'
        described = container("dc", "oai_dc", OAI_DC, f"{NAMESPACE}oai_dc.xsd", inner)
        parts.append(f"<setDescription>{described}</setDescription>")
    return f"<set>{''.join(parts)}</set>\n"


def identifier_description(domain: str, sample: str) -> str:
    """Return how this repository makes identifiers (guidelines on ``oai-identifier``)."""
    space = f"{NAMESPACE}oai-identifier"
    content = "".join(
        element(name, text)
        for name, text in (
            ("scheme", "oai"),
            ("repositoryIdentifier", domain),
            ("delimiter", ":"),
            ("sampleIdentifier", sample),
        )
    )
    described = container("oai-identifier", "", space, f"{space}.xsd", content)
    return f"<description>{described}</description>"


def friends_description(addresses: Sequence[str]) -> str:
    """Return other repositories that a harvester may want (guidelines on ``friends``)."""
    content = "".join(element("baseURL", address) for address in addresses)
    described = container("friends", "", f"{NAMESPACE}friends/", f"{NAMESPACE}friends.xsd", content)
    return f"<description>{described}</description>"
