# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Reads a record back over OAI-PMH 2.0 as a harvester does, with Sickle.

In: the address of the interface and the moment of the last harvest. Out: the record's metadata as
the bytes that were sent. Sickle parses leniently and repairs what is broken; what it received is
therefore parsed a second time, strictly.
"""

from importlib import import_module
from typing import Any

import requests
from lxml import etree

from hoeder.operations.demo.client import TIMEOUT, DemoError, is_loopback

#: Sickle's errors, which share no base class of their own.
_REFUSALS = ("BadArgument", "BadResumptionToken", "CannotDisseminateFormat", "OAIError")
_OAI = {"oai": "http://www.openarchives.org/OAI/2.0/"}


class Harvester:
    """One harvester of one OAI-PMH interface.

    :param endpoint: address of the interface, e.g. ``http://127.0.0.1:5000/oai2d``.
    :param verify: as for ``requests``.
    """

    def __init__(self, endpoint: str, verify: bool | str = True) -> None:
        direct = {"proxies": {"http": None, "https": None}} if is_loopback(endpoint) else {}
        self.endpoint = endpoint
        exceptions = import_module("sickle.oaiexceptions")
        self._no_records: type[Exception] = exceptions.NoRecordsMatch
        self._refusals = tuple(getattr(exceptions, name) for name in _REFUSALS)
        self._sickle = import_module("sickle").Sickle(
            endpoint, verify=verify, timeout=TIMEOUT, **direct
        )

    def now(self) -> str:
        """The server's clock, in the granularity it harvests by: where the next harvest starts.

        :raises DemoError: if the interface does not answer.
        """
        try:
            answer = _strict(self._sickle.harvest(verb="Identify"))
        except requests.RequestException as error:
            raise DemoError(
                f"{self.endpoint} does not say who it is ({error}). See what runs with: ./hoeder "
                "status; and why it fails with: ./hoeder logs."
            ) from error
        by_day = answer.findtext(".//oai:granularity", namespaces=_OAI) == "YYYY-MM-DD"
        moment = answer.findtext("oai:responseDate", default="", namespaces=_OAI)
        return moment[:10] if by_day else moment

    def find(self, identifier: str, prefix: str, since: str) -> bytes | None:
        """The metadata of a record among those changed ``since``, or ``None`` if it is not there.

        :param identifier: OAI identifier.
        :param prefix: metadata format.
        :param since: date stamp of OAI-PMH (``from``).
        :raises DemoError: if the answer is not well-formed XML, or an OAI-PMH or HTTP error.
        """
        arguments = {"metadataPrefix": prefix, "from": since}
        try:
            records = self._sickle.ListRecords(**arguments)
            for record in records:
                if record.header.identifier == identifier and not record.deleted:
                    return _metadata(_strict(records.oai_response), identifier)
        except self._no_records:
            return None
        except self._refusals as error:
            raise DemoError(f"{self.endpoint} refused to list {prefix}: {error}.") from error
        except requests.HTTPError as error:
            raise DemoError(f"The harvest failed: {error}. See: ./hoeder logs.") from error
        except requests.RequestException as error:
            raise DemoError(f"{self.endpoint} gave no answer ({error}).") from error
        return None

    def address(self, identifier: str, prefix: str) -> str:
        """Where a person can see the same record."""
        return f"{self.endpoint}?verb=GetRecord&metadataPrefix={prefix}&identifier={identifier}"


def _strict(response: Any) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    try:
        return etree.fromstring(response.http_response.content, parser)
    except etree.XMLSyntaxError as error:
        raise DemoError(
            f"{response.http_response.url} is not well-formed XML ({error}): harvesters would stop "
            "there."
        ) from error


def _metadata(answer: etree._Element, identifier: str) -> bytes | None:
    for record in answer.iterfind(".//oai:record", _OAI):
        if record.findtext("oai:header/oai:identifier", namespaces=_OAI) == identifier:
            content = record.find("oai:metadata/*", _OAI)
            return None if content is None else etree.tostring(content, with_tail=False)
    return None
