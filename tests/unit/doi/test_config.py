# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The configuration holds together: every scheme names providers that there are."""

from types import SimpleNamespace

import pytest
from flask import Flask
from invenio_rdm_records.services.customizations import (
    FromConfigPIDsProviders,
    FromConfigRequiredPIDs,
)

from hoeder.doi import config
from hoeder.doi.provider import CustodianDOIProvider

PARENT = ("RDM_PARENT_PERSISTENT_IDENTIFIERS", "RDM_PARENT_PERSISTENT_IDENTIFIER_PROVIDERS")
VERSION = ("RDM_PERSISTENT_IDENTIFIERS", "RDM_PERSISTENT_IDENTIFIER_PROVIDERS")


@pytest.mark.parametrize("keys", [VERSION, PARENT])
def test_dois_are_required_and_the_custodians_by_default(keys: tuple[str, str]) -> None:
    app = Flask("config")
    app.config.from_object(config)
    service = SimpleNamespace(_app=app)
    doi = FromConfigPIDsProviders(*keys).__get__(service)["doi"]
    assert doi["default"] == "datacite"
    assert isinstance(doi["datacite"], CustodianDOIProvider)
    assert "doi" in FromConfigRequiredPIDs(keys[0]).__get__(service)


def test_versions_may_have_a_doi_from_elsewhere_and_all_together_not() -> None:
    assert config.RDM_PERSISTENT_IDENTIFIERS["doi"]["providers"] == ["datacite", "external"]
    assert config.RDM_PARENT_PERSISTENT_IDENTIFIERS["doi"]["providers"] == ["datacite"]


def test_the_metadata_of_all_versions_together_say_so() -> None:
    (provider,) = config.RDM_PARENT_PERSISTENT_IDENTIFIER_PROVIDERS
    assert provider.serializer.is_parent
