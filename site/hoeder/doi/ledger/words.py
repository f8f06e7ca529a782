# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ledger in words: for researchers the state of a DOI, for stewards what to do about it."""

from typing import Any

from invenio_i18n import lazy_gettext as _

from hoeder.doi.ledger.models import DONE, PARKED, PENDING
from hoeder.doi.ledger.states import Observed, Problem, Wanted

STATES: dict[str, Any] = {
    "reserved": _("Reserved: it will be registered when the dataset is published."),
    "registering": _(
        "Being registered: the dataset is published, and its DOI will work within minutes."
    ),
    "delayed": _(
        "Being registered: it takes longer than usual. The dataset is safe, and nothing needs to "
        "be done; the DOI will work as soon as the registration is completed."
    ),
    "withheld": _(
        "Not registered: the dataset is not public. Its DOI is kept for it, and is registered when "
        "the dataset becomes public."
    ),
    "registered": _("Registered: it leads to the page of the dataset, and always will."),
}
"""What a researcher reads beside a DOI."""

CONCEPT_REGISTERED = _("Registered: it leads to the latest version, and always will.")
"""The same beside the DOI of all versions together."""

STATUSES: dict[str, Any] = {
    PENDING: _("Pending"),
    "stopped": _("Stopped"),
    PARKED: _("Parked"),
    DONE: _("Done"),
}
"""What a steward reads; ``MEANINGS`` explains it."""

MEANINGS: dict[str, Any] = {
    PENDING: _("DataCite has not confirmed the last change yet. It is tried by itself."),
    "stopped": _("DataCite does not accept the account. Nothing is lost; the operator is needed."),
    PARKED: _("DataCite refused, and would refuse the same again. A person is needed."),
    DONE: _("DataCite has what is wanted."),
    "overdue": _("What has waited for more than an hour."),
}

WANTED: dict[str, Any] = {
    Wanted.FINDABLE: _("Findable: public at DataCite"),
    Wanted.HIDDEN: _("Hidden: it leads to its page, and is in no search"),
}

OBSERVED: dict[str, Any] = {
    Observed.FINDABLE: _("Findable: public at DataCite"),
    Observed.REGISTERED: _("Hidden: it leads to its page, and is in no search"),
    Observed.DRAFT: _("A draft: DataCite has it, and nobody else sees it"),
    Observed.ABSENT: _("DataCite does not have it"),
    "": _("Nothing yet"),
}

KINDS: dict[str, Any] = {
    "publish": _("Register or update"),
    "hide": _("Hide"),
    "look": _("Look what DataCite has"),
    "account": _("Ask about the account"),
}
"""What a request to DataCite was for."""

UNTRIED = _("Nothing was answered yet. If this stays so, the operator looks whether workers run.")
"""Of a DOI that is overdue and about which nothing is known."""

FIELDS: dict[str, Any] = {
    "metadata.creators": _("Creators"),
    "metadata.contributors": _("Contributors"),
    "metadata.title": _("Title"),
    "metadata.publisher": _("Publisher"),
    "metadata.publication_date": _("Publication date"),
    "metadata.dates": _("Dates"),
    "metadata.resource_type": _("Resource type"),
    "metadata.subjects": _("Keywords and subjects"),
    "metadata.description": _("Description"),
    "metadata.rights": _("Licenses"),
    "metadata.related_identifiers": _("Related works"),
    "metadata.identifiers": _("Alternate identifiers"),
    "metadata.locations": _("Locations"),
    "metadata.funding": _("Awards/Grants"),
    "metadata.languages": _("Languages"),
    "metadata.version": _("Version"),
    "metadata.sizes": _("Sizes"),
    "metadata.formats": _("Formats"),
    "pids.doi": _("Digital Object Identifier"),
}
"""The record's fields as the deposit form calls them; all that ``states.FIELDS`` leads to."""

SENTENCES: dict[str, Any] = {
    Problem.METADATA: _(
        "DataCite does not accept the metadata. The record stays published, its DOI is not "
        "registered or shows older metadata. Correct the field that is named and publish again; "
        "the DOI follows by itself."
    ),
    Problem.URL: _(
        "DataCite does not accept the address of the page, most often because its domain is not "
        "allowed for this account. The operator has it allowed at DataCite, or corrects the "
        "address of this site, and then retries."
    ),
    Problem.FOREIGN: _(
        "DataCite says that this DOI is not this account's: somebody else registered it, or its "
        "prefix belongs to another account. Ask DataCite who has it, have it transferred, and "
        "then retry."
    ),
    Problem.PREFIX: _(
        "No data custodian here has the prefix of this DOI, so nothing was sent. Was a custodian "
        "removed from custodians.yaml, or its prefix changed? Put it back, and then retry."
    ),
    Problem.CREDENTIALS: _(
        "DataCite no longer accepts the account's name and password, so nothing more is sent for "
        "this custodian. Its DOIs wait and none is lost. The operator gives the new password in "
        "HOEDER_DATACITE_PASSWORDS and restarts; the DOIs follow by themselves."
    ),
    Problem.NO_PASSWORD: _(
        "There is no password or address for this account, so nothing was sent. The operator "
        "gives them in HOEDER_DATACITE_PASSWORDS and HOEDER_DATACITE_URL, and restarts."
    ),
    Problem.UNREACHABLE: _(
        "DataCite did not answer. It is tried again by itself; nothing needs to be done."
    ),
    Problem.SERVER: _(
        "DataCite has a failure of its own. It is tried again by itself; nothing needs to be done."
    ),
    Problem.BUSY: _("DataCite asks to wait. It is tried again by itself."),
    Problem.CONFLICT: _("Somebody changed the DOI at the same time. It is tried again by itself."),
    Problem.REFUSED: _(
        "DataCite refuses the request for a reason that repeating does not mend. See its own "
        "words; the operator finds the status in DataCite's documentation, and then retries."
    ),
    Problem.UNREADABLE: _(
        "DataCite could not read the request. This is an error of this software: report it with "
        "the DOI, and retry after it is mended."
    ),
    Problem.IGNORED: _(
        "DataCite answered, but the DOI is not in the state that was asked for. It is tried again "
        "by itself; if it stays so, look at the DOI at DataCite."
    ),
    Problem.UNDESCRIBED: _(
        "The record could not be described for DataCite, so nothing was sent. This is an error of "
        "this software: report it with the DOI. Editing the record may help."
    ),
}
"""What a steward reads about a DOI that is not there yet: what it means, what to do."""
