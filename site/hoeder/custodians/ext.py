# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The custodians as an Invenio extension, for both applications.

Configuration: ``HOEDER_CUSTODIANS_FILE`` (a relative path starts at the instance folder) and
``HOEDER_DATACITE_PASSWORDS``, ``{repository: password}``.
"""

from pathlib import Path
from typing import Any

from flask import Flask
from invenio_communities.communities.records.api import Community
from invenio_i18n.proxies import current_i18n
from sqlalchemy.exc import NoResultFound

from hoeder.custodians.model import Custodian, Custodians, CustodiansError, Texts, load
from hoeder.custodians.proxies import EXTENSION

DEFAULT_FILE = "app_data/custodians.yaml"


class HoederCustodians:
    """Reads the custodians once, when the application starts."""

    def __init__(self, app: Flask | None = None) -> None:
        """Set up the application, if there is one yet."""
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Read the file.

        :raises CustodiansError: when the file is wrong or contradicts the configuration; an
            application that guessed would register DOIs in somebody else's name.
        """
        app.config.setdefault("HOEDER_CUSTODIANS_FILE", DEFAULT_FILE)
        app.config.setdefault("HOEDER_DATACITE_PASSWORDS", {})
        path = Path(app.instance_path) / app.config["HOEDER_CUSTODIANS_FILE"]
        custodians = load(path)
        if problems := contradictions(custodians, app.config):
            raise CustodiansError("\n".join(problems))
        for repository in sorted({custodian.datacite.repository for custodian in custodians}):
            if repository not in app.config["HOEDER_DATACITE_PASSWORDS"]:
                app.logger.warning(
                    "HOEDER_DATACITE_PASSWORDS has no password for %s: its DOIs are reserved, but "
                    "not registered.",
                    repository,
                )
        app.extensions[EXTENSION] = CurrentCustodians(custodians)
        app.jinja_env.globals["custodians"] = app.extensions[EXTENSION].all
        app.jinja_env.filters["in_language"] = in_language


def in_language(texts: Texts) -> str:
    """The text in the language of the request."""
    return texts.nl if current_i18n.language == "nl" else texts.en


def contradictions(custodians: tuple[Custodian, ...], config: dict[str, Any]) -> list[str]:
    """What the configuration says otherwise than the file, one sentence each."""
    passwords = config.get("HOEDER_DATACITE_PASSWORDS")
    if not isinstance(passwords, dict):
        return ["HOEDER_DATACITE_PASSWORDS must be a mapping: {'REPOSITORY': 'password'}."]
    repositories = {custodian.datacite.repository for custodian in custodians}
    problems = [
        f"HOEDER_DATACITE_PASSWORDS has a password for {repository}, which is the repository of no "
        "custodian. Correct the name, or remove it."
        for repository in sorted(set(passwords) - repositories)
    ]
    site = config.get("SITE_UI_URL")
    problems += [
        f"DataCite does not let DOIs of {custodian.datacite.repository} ({custodian.slug}) point "
        f"to {site}. Correct datacite.domains or SITE_UI_URL."
        for custodian in custodians
        if site and not custodian.datacite.allows(site)
    ]
    return problems


class CurrentCustodians(Custodians):
    """The custodians, and which of them answers for a record."""

    def for_record(self, record: Any) -> Custodian | None:
        """Return the custodian of a record, draft or parent, or None.

        One decides, in this order: the default community; the only custodian among the other
        communities; and, while there is none, the community asked to review the draft. A
        subcommunity of a custodian counts as the custodian. Several custodians of which none is
        the default are nobody's decision: None.
        """
        community = self.community_for(record)
        return self.by_slug(community.slug) if community is not None else None

    def community_for(self, record: Any) -> Community | None:
        """Return the community of the custodian of a record, draft or parent, or None."""
        parent = getattr(record, "parent", None) or record
        if (own := self.custodial(parent.communities.default)) is not None:
            return own
        among = [community for community in parent.communities if self.by_slug(community.slug)]
        if among:
            return among[0] if len(among) == 1 else None
        return self.custodial(_receiver(parent))

    def custodial(self, community: Community | None) -> Community | None:
        """Return the community itself if it is a custodian's, or else its parent if that is."""
        if community is None or self.by_slug(community.slug):
            return community
        above = community.parent
        return above if above is not None and self.by_slug(above.slug) else None


def _receiver(parent: Any) -> Community | None:
    """The community that a first version's review is addressed to.

    A new version's review lies with the draft, but then the parent has a default community.
    """
    review = getattr(parent, "review", None)
    if review is None:
        return None
    community = (review.get_object().get("receiver") or {}).get("community")
    try:
        return Community.get_record(community) if community else None
    except NoResultFound:
        return None
