# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Crosswalks: a record in the words of another standard, one module a target, pure functions.

In: a record as plain data, its vocabulary entries with titles and ``props``, and a ``Context``.
Out: the same in the target's form. No Flask, no Invenio.

``context``   what a target wants to know and the record does not say; refuses what is not public
``access``    the access level, in every encoding that is asked for
``edtf``      dates
``text``      texts and addresses for targets that are stricter than a text field
``links``     identifiers as links
``datacite``  the DataCite metadata schema 4.7, as JSON and as XML
``datacite_oai``  the same in OpenAIRE's wrapper, ``oai_datacite``
``orcid``     ORCID iDs as addresses
``csl``       CSL-JSON, what a citation says; ``bibtex`` and ``ris`` write it for reference managers
``dublin_core``  simple Dublin Core, ``oai_dc``
``cerif``     a ``Product`` of the OpenAIRE CERIF profile 1.2, ``oai_cerif_openaire``
``marc``      MARC 21, as MARCXML
"""
