# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A stand-in for DataCite: a separate server that answers as DataCite's REST API does.

In: HTTP requests as DataCite's clients send them, a JSON file of repository accounts, and, when
the server was started with ``--faults``, a plan of faults. Out: the answers DataCite would give,
kept in one SQLite file; pages that tell a person plainly that these DOIs are for testing.

It exists so that a demo, a test or a benchmark drives the real client over a real socket without
registering anything in the world. It knows nothing of the rest of Hoeder and imports none of it::

    python -m hoeder.operations.datacite_standin --port N --database PATH --accounts FILE

Where the rules come from: what DataCite's own server (lupo, ``app/models/doi.rb`` and
``app/controllers/datacite_dois_controller.rb``) does, and the DataCite Metadata Schema 4.7.

What it does otherwise, on purpose: it takes metadata as JSON and refuses ``xml`` (422); it refuses
an unknown property *inside* creators, titles and so on, where DataCite drops it; it lists a change
at once, where DataCite's search index lags; it answers in JSON, DataCite JSON and DataCite XML, not
in citation formats (406); and it completes ``types`` and ``language`` for common values only.
"""
