# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The custodians of an instance, read from ``custodians.yaml``.

``load`` reports everything that is wrong at once, one sentence a problem::

    custodians.yaml, line 14, ugent-demo: ror is "00cv9y107", which is no ROR identifier: its last
    two digits do not fit the rest. Copy it from the organisation's page on ror.org.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from hoeder.anonymisation.gate.policy import Policy, Tier
from hoeder.anonymisation.screening.detectors import InstitutionNumber, Settings, UnsafePattern
from hoeder.custodians import ror
from hoeder.yaml_reader import Check, Reader, matches

ROLES = ("owner", "manager", "curator")
"""Roles of InvenioRDM's communities that may review; the first one may do everything."""


class CustodiansError(ValueError):
    """The custodians cannot be used as they stand; the message has one line for each problem."""


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in the languages of the instance."""

    en: str
    nl: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to: an office rather than a person."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class DataCiteAccount:
    """A repository at DataCite. ``domains`` empty: DOIs may point anywhere."""

    repository: str
    prefix: str
    domains: tuple[str, ...] = ()

    def owns(self, doi: str) -> bool:
        """Tell whether a DOI name begins with this account's prefix."""
        return doi.partition("/")[0] == self.prefix

    def allows(self, url: str) -> bool:
        """Tell whether DataCite lets this account's DOIs point to a URL (``*`` stands for any)."""
        host = urlsplit(url).hostname or ""
        return not self.domains or any(fnmatchcase(host, domain) for domain in self.domains)


@dataclass(frozen=True, slots=True)
class Steward:
    """An account that reviews for a custodian; ``role`` is one of ``ROLES``."""

    email: str
    role: str


@dataclass(frozen=True, slots=True)
class Screening:
    """What a custodian asks of files before they are published, and looks for in them besides."""

    policy: Policy = field(default_factory=Policy)
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class Custodian:
    """An institution that answers for data. ``slug`` is its community's; ``ror`` is a URL."""

    slug: str
    ror: str
    title: Texts
    description: Texts
    curation_policy: Texts
    contact: Contact
    data_protection: Contact
    datacite: DataCiteAccount
    stewards: tuple[Steward, ...]
    screening: Screening = field(default_factory=Screening)


class Custodians:
    """The custodians of an instance, to look up."""

    def __init__(self, custodians: Iterable[Custodian]) -> None:
        """Keep them in the order of the file."""
        self._by_slug = {custodian.slug: custodian for custodian in custodians}

    def all(self) -> tuple[Custodian, ...]:
        """Return all of them, in the order of the file."""
        return tuple(self._by_slug.values())

    def by_slug(self, slug: str | None) -> Custodian | None:
        """Return the custodian whose community has this slug."""
        return self._by_slug.get(slug or "")

    def account_of(self, doi: str) -> DataCiteAccount | None:
        """Return the DataCite account that a DOI belongs to, by its prefix.

        It may be another one than the account of the record's custodian: a DOI stays with the
        account that registered it.
        """
        accounts = (custodian.datacite for custodian in self.all())
        return next((account for account in accounts if account.owns(doi)), None)


def load(source: Path | str) -> tuple[Custodian, ...]:
    """Return the custodians in a file, or in a text.

    :raises CustodiansError: when it cannot be read, or anything in it is missing, unknown, of the
        wrong form or in contradiction with the rest.
    """
    if isinstance(source, str):
        return _Reader("custodians").read(source)
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CustodiansError(
            f"{source} cannot be read ({error}). Name the file of the custodians in "
            "HOEDER_CUSTODIANS_FILE, in UTF-8."
        ) from error
    return _Reader(source.name).read(text)


def _is_ror(text: str) -> str | None:
    try:
        ror.validate(text)
    except ValueError as error:
        return f"no ROR identifier: {error}. Copy it from the organisation's page on ror.org"
    return None


def _at_most(length: int) -> Check:
    complaint = f"too long: {length} characters fit. Shorten it"
    return lambda text: None if len(text) <= length else complaint


CHECKS: Mapping[str, Check] = {
    "slug": matches(
        "[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?",
        "no name of a community. Use small letters, digits and hyphens",
    ),
    "ror": _is_ror,
    # What Invenio's community schema allows.
    "title.en": _at_most(250),
    "description.en": _at_most(250),
    "email": matches(r"[^@\s]+@[^@\s]+\.[^@\s.]+", "no e-mail address. Correct it"),
    "repository": matches(
        "[A-Z]+[.][A-Z0-9]+(-[A-Z0-9]+)?",
        "no DataCite repository. Write it in capitals as DataCite's Fabrica does: MEMBER.NAME",
    ),
    # DataCite's own rule for prefixes of DOIs.
    "prefix": matches(
        r"10\.\d{4,5}", 'no DOI prefix. Write "10." and the four or five digits that DataCite gave'
    ),
    "k": matches("[1-9][0-9]{0,3}", "no size of a group. Write a whole number of at least 1"),
    "telling": matches("true|false", "neither true nor false"),
    "role": lambda text: (
        None if text in ROLES else f"no role of a steward. Choose {', '.join(ROLES)}"
    ),
}
"""Checks by the field's path within a custodian, or by its last part."""

_FIELDS = (
    "slug",
    "ror",
    "title",
    "description",
    "curation_policy",
    "contact",
    "data_protection",
    "datacite",
    "stewards",
)


class _Reader(Reader):
    """The file of the custodians."""

    def __init__(self, file: str) -> None:
        super().__init__(file, CHECKS)

    def read(self, text: str) -> tuple[Custodian, ...]:
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            reason = " ".join(str(error).split())
            raise CustodiansError(f"{self.file} is not YAML: {reason}. Correct it.") from error
        if root is None:
            raise CustodiansError(f"{self.file} is empty. List at least one custodian in it.")
        nodes = self.items(self.fields(root, "", ("custodians",)).get("custodians"), "custodians")
        found = [(node, self.custodian(node, number)) for number, node in enumerate(nodes, 1)]
        self.entry = ""
        self.contradictions(found)
        if self.problems:
            raise CustodiansError("\n".join(self.problems))
        return tuple(custodian for _, custodian in found)

    def custodian(self, node: yaml.Node, number: int) -> Custodian:
        self.entry = _slug(node) or f"custodian {number}"
        parts = self.fields(node, "", _FIELDS, ("screening",))
        datacite = self.fields(
            parts.get("datacite"), "datacite", ("repository", "prefix"), ("domains",)
        )
        domains = (
            self.items(datacite["domains"], "datacite.domains") if "domains" in datacite else []
        )
        return Custodian(
            slug=self.text(parts.get("slug"), "slug"),
            ror=ror.format(self.text(parts.get("ror"), "ror")),
            title=self.texts(parts.get("title"), "title"),
            description=self.texts(parts.get("description"), "description"),
            curation_policy=self.texts(parts.get("curation_policy"), "curation_policy"),
            contact=self.contact(parts.get("contact"), "contact"),
            data_protection=self.contact(parts.get("data_protection"), "data_protection"),
            datacite=DataCiteAccount(
                self.text(datacite.get("repository"), "datacite.repository"),
                self.text(datacite.get("prefix"), "datacite.prefix"),
                tuple(self.text(node, "datacite.domains").lower() for node in domains),
            ),
            stewards=self.stewards(parts.get("stewards")),
            screening=self.screening(parts.get("screening")),
        )

    def screening(self, node: yaml.Node | None) -> Screening:
        parts = self.fields(node, "screening", (), ("smallest_group", "numbers"))
        path = "screening.smallest_group"
        given = self.fields(parts.get("smallest_group"), path, (), tuple(Tier))
        k = dict(Policy().k)
        for name, value in given.items():
            text = self.text(value, f"{path}.{name}", CHECKS["k"])
            k[Tier(name)] = int(text) if text.isdecimal() else k[Tier(name)]
        numbers = parts.get("numbers")
        found = self.items(numbers, "screening.numbers") if numbers is not None else []
        made = [self.number(item, i) for i, item in enumerate(found, start=1)]
        settings = Settings(numbers=tuple(number for number in made if number is not None))
        return Screening(Policy(k=k), settings)

    def number(self, node: yaml.Node, at: int) -> InstitutionNumber | None:
        path = f"screening.numbers[{at}]"
        parts = self.fields(node, path, ("name", "pattern", "header"), ("telling",))
        name, pattern = (self.text(parts.get(n), f"{path}.{n}") for n in ("name", "pattern"))
        header = parts.get("header")
        words = self.items(header, f"{path}.header") if header is not None else []
        texts = tuple(self.text(word, f"{path}.header") for word in words)
        telling = "telling" in parts and self.text(parts["telling"], f"{path}.telling") == "true"
        try:
            return InstitutionNumber(name, pattern, texts, telling)
        except UnsafePattern as error:
            self.refuse(node, path, f"cannot be used: {error} Correct it.")
            return None

    def texts(self, node: yaml.Node | None, path: str) -> Texts:
        parts = self.fields(node, path, ("en", "nl"))
        return Texts(*(self.text(parts.get(name), f"{path}.{name}") for name in ("en", "nl")))

    def contact(self, node: yaml.Node | None, path: str) -> Contact:
        parts = self.fields(node, path, ("name", "email"))
        return Contact(
            *(self.text(parts.get(name), f"{path}.{name}") for name in ("name", "email"))
        )

    def stewards(self, node: yaml.Node | None) -> tuple[Steward, ...]:
        found = []
        for number, item in enumerate(self.items(node, "stewards"), start=1):
            path = f"stewards[{number}]"
            parts = self.fields(item, path, ("email", "role"))
            found.append(
                Steward(*(self.text(parts.get(n), f"{path}.{n}") for n in ("email", "role")))
            )
        if node is not None and all(steward.role != ROLES[0] for steward in found):
            self.refuse(node, "stewards", "has no owner, so nobody could add members. Name one.")
        if node is not None and len({steward.email.lower() for steward in found}) < len(found):
            self.refuse(node, "stewards", "names somebody twice. Keep one role for each.")
        return tuple(found)

    def contradictions(self, found: list[tuple[yaml.Node, Custodian]]) -> None:
        """What is right by itself but not beside the others."""
        for number, (node, custodian) in enumerate(found):
            self.entry, account = custodian.slug, custodian.datacite
            for _, other in found[:number]:
                if custodian.slug and custodian.slug == other.slug:
                    self.refuse(node, "slug", "is used twice. Give each custodian its own.")
                if not account.prefix or not account.repository:
                    continue
                same_prefix = account.prefix == other.datacite.prefix
                same_repository = account.repository == other.datacite.repository
                if same_prefix and not same_repository:
                    sentence = (
                        f"is {account.prefix}, which {other.slug} uses with repository "
                        f"{other.datacite.repository}. One prefix belongs to one repository."
                    )
                    self.refuse(node, "datacite.prefix", sentence)
                elif same_repository and account.domains != other.datacite.domains:
                    sentence = f"differs from that of {other.slug}, which has the same repository."
                    self.refuse(node, "datacite.domains", sentence)


def _slug(node: yaml.Node) -> str:
    """The slug of an entry that may be of any form, to name it by."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    found = [value.value for key, value in pairs if key.value == "slug"]
    return found[0] if found and isinstance(found[0], str) else ""
