# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The steps of the set-up, each of which adds what is missing and may be run again."""

import hashlib
import os
from collections.abc import Callable, Iterator

from flask import current_app
from invenio_access.permissions import system_identity
from invenio_db import db
from invenio_db.utils import create_alembic_version_table
from invenio_files_rest.models import Location
from invenio_rdm_records.proxies import current_rdm_records
from invenio_records_resources.services.custom_fields.mappings import Mapping
from invenio_records_resources.services.custom_fields.validate import validate_custom_fields
from invenio_search import current_search, current_search_client
from invenio_search.utils import build_alias_name
from sqlalchemy import inspect

from hoeder.operations.setup import accounts, vocabularies

Report = Callable[[str, int, int], None]
Step = tuple[str, Callable[[Report], None]]


def steps() -> Iterator[Step]:
    """Name and function of each step, in their order."""
    yield "database", database
    yield "indices", indices
    yield "custom fields", custom_fields
    yield "file storage", file_storage
    yield "queues", queues
    yield "vocabularies", load_vocabularies
    yield "pages and sets", pages
    yield "accounts", create_accounts
    yield "custodians", custodians
    yield "dissemination", dissemination


def database(report: Report) -> None:
    """Create the tables of an empty database, or bring an older one to the present by Alembic."""
    alembic = current_app.extensions["invenio-db"].alembic
    names = set(inspect(db.engine).get_table_names())
    if "alembic_version" in names and "accounts_user" in names:
        alembic.upgrade()
        return
    # All or nothing: an interrupted creation leaves an empty database behind.
    with db.engine.begin() as connection:
        db.metadata.create_all(connection, checkfirst=True)
    create_alembic_version_table()
    alembic.stamp()


def indices(report: Report) -> None:
    """Put the templates, and create each index that is missing."""
    for put in (
        current_search.put_templates,
        current_search.put_component_templates,
        current_search.put_index_templates,
    ):
        list(put(ignore=[400]))
    missing = _missing_indices()
    if not missing:
        return
    # To Invenio an index that is refused is no error ("ignore"), so it is looked for afterwards.
    created = current_search.create(ignore_existing=True, index_list=missing)
    for done, (name, _) in enumerate(created, start=1):
        report(str(name), min(done, len(missing)), len(missing))
    if refused := _missing_indices():
        raise RuntimeError(f"OpenSearch refused to build the indices {', '.join(refused)}")


def _missing_indices() -> list[str]:
    exists = current_search_client.indices.exists
    return [name for name in current_search.mappings if not exists(build_alias_name(name))]


def custom_fields(report: Report) -> None:
    """Tell the indices of records and drafts how Hoeder's custom fields are searched."""
    fields = current_app.config["RDM_CUSTOM_FIELDS"]
    validate_custom_fields(
        given_fields=None, available_fields=fields, namespaces=current_app.config["RDM_NAMESPACES"]
    )
    properties = Mapping.properties_for_fields(None, fields)
    config = current_rdm_records.records_service.config
    for record_class in (config.record_cls, config.draft_cls):
        current_search_client.indices.put_mapping(
            index=build_alias_name(record_class.index._name), body={"properties": properties}
        )


def file_storage(report: Report) -> None:
    """Make what ``HOEDER_FILES`` names, a folder or a bucket, the place of new files.

    Earlier places are kept: the files in them are still read from there.
    """
    uri = os.environ["HOEDER_FILES"]
    current = Location.get_default()
    if current is not None and current.uri == uri:
        return
    if current is not None:
        current.default = False
    known = Location.query.filter_by(uri=uri).first()
    if known is None:
        name = f"files-{hashlib.sha256(uri.encode()).hexdigest()[:8]}"  # at most 20 characters
        known = Location(name=name, uri=uri)
        db.session.add(known)
    known.default = True
    db.session.commit()


def queues(report: Report) -> None:
    """Declare the broker's queues for statistics and bulk indexing."""
    current_app.extensions["invenio-queues"].declare()


def load_vocabularies(report: Report) -> None:
    """All vocabularies, complete."""
    vocabularies.load(report)


def pages(report: Report) -> None:
    """Static pages and OAI-PMH sets that ship with InvenioRDM, unless they exist."""
    from invenio_app_rdm.fixtures import Pages

    Pages().run(force=False)


def create_accounts(report: Report) -> None:
    """Roles, the administrator, and with the embedded services the demo's people."""
    accounts.create()


def custodians(report: Report) -> None:
    """A community for each custodian of ``custodians.yaml``, with its stewards."""
    from hoeder.custodians import setup

    setup.synchronise(system_identity)


def dissemination(report: Report) -> None:
    """Sets for harvesters; the projection of all records, when there is none of them yet."""
    from hoeder.dissemination.records import whole

    whole.set_up(lambda done, total: report("records", done, total))
