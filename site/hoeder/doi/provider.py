# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""InvenioRDM's DataCite provider for several custodians.

It is used twice: for the DOI of a version, and for the one of all versions together.

A *new* DOI gets the prefix of the record's custodian. A DOI *that exists* is handled with the
account that owns its prefix: it stays with the account that registered it, whatever becomes of the
record's communities. Nothing is sent to DataCite from here: see ``ledger``.
"""

from typing import Any

from flask import current_app
from idutils import is_doi, normalize_doi
from invenio_i18n import lazy_gettext as _
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_rdm_records.services.pids.providers import DataCiteClient, DataCitePIDProvider
from marshmallow import ValidationError
from sqlalchemy.exc import NoResultFound

from hoeder.custodians.proxies import current_custodians

FIELD = "pids.doi"

NO_CUSTODIAN = _(
    "A DOI belongs to a data custodian, and this draft has none yet, so no DOI was reserved. Your "
    "draft is kept. Choose the community that the dataset is submitted to, save, and try again."
)


class Names:
    """What InvenioRDM asks of a client besides requests: whether a DOI can be one of ours."""

    def check_doi(self, doi: str) -> str:
        """Return a DOI in its normal form.

        :raises ValueError: when it is no DOI, or has the prefix of no custodian.
        """
        if not is_doi(doi) or current_custodians.account_of(normalize_doi(doi)) is None:
            raise ValueError(
                _(
                    "%(doi)s has the prefix of no data custodian here, so it cannot be registered. "
                    "Remove it to get another DOI, or give it as a DOI that you already have.",
                    doi=doi,
                )
            )
        return str(normalize_doi(doi))


class CustodiansClient(DataCiteClient):
    """Names DOIs, in the place of InvenioRDM's client for one account. DataCite is not asked."""

    def __init__(self, name: str) -> None:
        """Take the name under which records refer to this client."""
        super().__init__(name)
        self._api = Names()

    def check_credentials(self, **kwargs: Any) -> None:
        """Nothing here: the worker learns from DataCite's answers whether they are right."""

    def generate_doi(self, record: Any, **kwargs: Any) -> str:
        """Return prefix and identifier of the record, or "" while it has no custodian.

        InvenioRDM's preview of a draft asks too, and takes "" for "not known yet". A prefix in
        ``kwargs`` is not used: it comes from the version's DOI, which a depositor may have typed.
        """
        custodian = current_custodians.for_record(record)
        return f"{custodian.datacite.prefix}/{record.pid.pid_value}" if custodian else ""


class CustodianDOIProvider(DataCitePIDProvider):
    """DOIs that the custodians register."""

    def __init__(self, id_: str, serializer: Any = None, **kwargs: Any) -> None:
        """Take the provider's name, which records refer to, and what makes DataCite metadata."""
        super().__init__(id_, client=CustodiansClient(id_), serializer=serializer, **kwargs)

    def generate_id(self, record: Any, **kwargs: Any) -> str:
        """Return the name of a new DOI.

        :raises ValidationError: naming ``pids.doi``, when the record has no custodian.
        """
        doi: str = self.client.generate_doi(record)
        if not doi:
            raise ValidationError({FIELD: [NO_CUSTODIAN]})
        return doi

    def validate(
        self, record: Any, identifier: str | None = None, provider: str | None = None, **kwargs: Any
    ) -> tuple[bool, list[dict[str, Any]]]:
        """Add to InvenioRDM's rules: a DOI not yet published has its custodian's prefix."""
        _success, errors = super().validate(record, identifier, provider, **kwargs)
        known = any(error["field"] == FIELD for error in errors)
        if identifier and not known and not _published_with(record, identifier):
            custodian = current_custodians.for_record(record)
            if custodian is None:
                self._insert_pid_type_error_msg(errors, NO_CUSTODIAN)
            elif not custodian.datacite.owns(identifier):
                message = _(
                    "The DOI %(doi)s was reserved with another data custodian than %(title)s, who "
                    "registers DOIs under %(prefix)s, so the dataset is not published. Your draft "
                    "is kept. Discard the reserved DOI; another one is made when you publish.",
                    doi=identifier,
                    title=custodian.title.en,
                    prefix=custodian.datacite.prefix,
                )
                self._insert_pid_type_error_msg(errors, message)
        return not errors, errors

    def register(self, pid: Any, record: Any, **kwargs: Any) -> bool:
        """Claim nothing: the ledger's worker registers, and marks what DataCite has confirmed.

        :returns: whether DataCite has it, as far as is known.
        """
        return bool(pid.is_registered())

    def update(self, pid: Any, record: Any, url: str | None = None, **kwargs: Any) -> bool:
        """Send nothing: the change is in the ledger since its transaction."""
        return bool(pid.is_registered())

    def restore(self, pid: Any, **kwargs: Any) -> None:
        """Send nothing, for the same reason; stock would fail to restore with DataCite away."""

    def delete(self, pid: Any, soft_delete: bool = False, **kwargs: Any) -> bool:
        """Delete a name that was never published. A tombstone's DOI is the ledger's to hide."""
        return True if soft_delete else bool(pid.delete())


def landing_page(record: Any) -> str:
    """Return the address that a DOI resolves to; for all versions together, that of the latest.

    InvenioRDM would give ``/doi/<doi>``, which only leads on to this page.
    """
    return f"{current_app.config['SITE_UI_URL'].rstrip('/')}/records/{record.pid.pid_value}"


def _published_with(record: Any, identifier: str) -> bool:
    """Whether this very record is published with this DOI, which then can never change.

    During its first publication the record is there already, still empty.
    """
    try:
        published = current_rdm_records_service.record_cls.get_record(record.id)
    except NoResultFound:
        return False
    doi = (published.get("pids") or {}).get("doi", {})
    return bool(doi.get("identifier") == identifier)


def no_custodians_prefix(record: Any, identifier: str, provider: str, errors: list[Any]) -> None:
    """Refuse as external a DOI under a custodian's prefix; for ``ExternalPIDProvider``."""
    account = current_custodians.account_of(identifier or "")
    if account is not None:
        message = _(
            "DOIs under %(prefix)s are registered here, so this one cannot be given as a DOI from "
            "elsewhere. Give a DOI of another publisher, or choose to get one for this dataset.",
            prefix=account.prefix,
        )
        errors.append(message)
