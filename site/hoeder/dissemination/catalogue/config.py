# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the instance's configuration takes from here."""

from typing import Any

from flask_resources import ResponseHandler
from invenio_app_rdm import config as app_rdm
from invenio_app_rdm.communities_ui.sitemap import SitemapSectionOfCommunities
from invenio_i18n import lazy_gettext as _
from invenio_rdm_records.resources.config import record_serializers

from hoeder.dissemination.catalogue.exports import (
    DCAT_PROFILE,
    DCATInJSONLD,
    DCATInRDFXML,
    DCATInTurtle,
    SchemaOrg,
)
from hoeder.dissemination.catalogue.sitemap import RecordsInSitemap

HERE = "hoeder.dissemination.catalogue.exports"
CATALOGUE_RATELIMITS = {
    "hoeder_catalogue.catalogue": "600 per minute",
    "hoeder_catalogue.file": "600 per minute",
}
"""For ``RATELIMIT_PER_ENDPOINT``: the outlet itself tells harvesters to wait."""


def _serializers() -> dict[str, Any]:
    """Stock's, with ours in the place of its DCAT and schema.org.

    A profile has a space before it: so Werkzeug writes what clients ask for, and InvenioRDM
    compares text.
    """
    kept = {
        name.replace(";profile=", "; profile="): handler
        for name, handler in record_serializers.items()
        if name not in ("application/dcat+xml", "application/ld+json")
    }
    return {
        **kept,
        "application/ld+json": ResponseHandler(SchemaOrg()),
        f'application/ld+json; profile="{DCAT_PROFILE}"': ResponseHandler(DCATInJSONLD()),
        "application/rdf+xml": ResponseHandler(DCATInRDFXML()),
        "text/turtle": ResponseHandler(DCATInTurtle()),
    }


RDM_RECORDS_SERIALIZERS = _serializers()
# Signposting tells what there is from stock's mapping, not from the configuration.
record_serializers.clear()
record_serializers.update(RDM_RECORDS_SERIALIZERS)

APP_RDM_RECORD_EXPORTERS = {
    **app_rdm.APP_RDM_RECORD_EXPORTERS,
    "json-ld": {
        "name": _("JSON-LD"),
        "serializer": f"{HERE}:SchemaOrg",
        "content-type": "application/ld+json",
        "filename": "{id}.json",
    },
    "dcat-ap": {
        "name": _("DCAT-AP in RDF/XML"),
        "serializer": f"{HERE}:DCATInRDFXML",
        "content-type": "application/rdf+xml",
        "filename": "{id}.rdf",
    },
    "dcat-ap-turtle": {
        "name": _("DCAT-AP in Turtle"),
        "serializer": f"{HERE}:DCATInTurtle",
        "content-type": "text/turtle; charset=utf-8",
        "filename": "{id}.ttl",
    },
    "dcat-ap-json-ld": {
        "name": _("DCAT-AP in JSON-LD"),
        "serializer": f"{HERE}:DCATInJSONLD",
        "content-type": "application/ld+json",
        "filename": "{id}.jsonld",
    },
}
APP_RDM_RECORD_LANDING_PAGE_TEMPLATE = "hoeder/record.html"
APP_RDM_RECORD_LANDING_PAGE_FAIR_SIGNPOSTING_LEVEL_1_ENABLED = True
SITEMAP_SECTIONS = [RecordsInSitemap(), SitemapSectionOfCommunities()]
