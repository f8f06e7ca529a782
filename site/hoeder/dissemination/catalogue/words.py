# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Every sentence of the catalogue. Those that only programs get are English."""

from invenio_i18n import lazy_gettext as _

NO_CUSTODIAN = "No custodian of that name keeps data here. There are: {custodians}."
NO_SYNTAX = "The catalogue is HTML, RDF/XML, Turtle and JSON-LD. Your Accept header takes none."
NO_SET = "set: there is no such set. /oai2d?verb=ListSets names those there are."
BUSY = "The catalogue is busy. Come back after the seconds that Retry-After says."

NOT_PUBLIC = _("This record is not public, so there is no description of it to export.")
NO_CATALOGUE = _("This record is in no custodian's catalogue.")
ONE_BY_ONE = _("Ask for one record in this format, or for the whole catalogue of a custodian.")

LEVELS = {
    "access:open": (_("Open"), _("Anybody can download the files.")),
    "access:embargoed": (_("Embargoed"), _("The files open on a known day.")),
    "access:restricted": (
        _("On request"),
        _("The files are for those who are admitted; the dataset's page says how to ask."),
    ),
    "access:metadata-only": (_("Description only"), _("The files are not kept here.")),
}
SYNTAXES = {
    "rdf": _("what the Datavindplaats reads"),
    "ttl": _("the easiest to read for people"),
    "jsonld": _("JSON for programs"),
}
