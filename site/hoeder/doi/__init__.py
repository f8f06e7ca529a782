# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""DOIs: every record's and every dataset's (all versions together), with its custodian's account.

In: a record or draft and its custodian, and every change of it. Out: DOI names with the custodian's
prefix, DataCite as it should be, and an identifier that says registered when DataCite has said so.

``provider``        names and rules, as InvenioRDM's DataCite provider; sends nothing
``components``      InvenioRDM's components for identifiers, without its registration task
``ledger``          what is wanted of DataCite, what it has, and the worker that moves it there
``client``          the REST calls of one DataCite account (pure; no Invenio)
``metadata``        what is told of a record, by the crosswalk (thin shell)
``comparison``      whether DataCite has the metadata that were sent (pure)
``reconciliation``  records, ledger and DataCite compared
``tasks``, ``cli``  how both are run
``stewards``        pages, REST API and mail about the ledger; a DOI's state for researchers
``ext``             listens to the database sessions, tells templates a DOI's state
``config``          what the instance's configuration takes from here
"""
