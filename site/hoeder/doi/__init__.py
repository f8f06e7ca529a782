# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""DOIs: every record's and every dataset's (all versions together), with its custodian's account.

In: a record or draft and its custodian. Out: DOI names with the custodian's prefix, and their
registration at DataCite.

``metadata``  what is told of a record, by the crosswalk (thin shell)
``client``    the REST calls of one DataCite account (pure; no Invenio)
``provider``  InvenioRDM's DataCite provider, for several accounts
``config``    what the instance's configuration takes from here

Registration is InvenioRDM's: a task after the commit, which calls ``register`` or ``update`` of
the provider. A task that is lost or fails leaves a DOI unregistered, which the identifier's status
shows and nothing repairs. The ledger will sit between the two: a service component writes "this
DOI must be findable with this metadata" in the transaction that publishes, a worker calls
``client`` until DataCite agrees, and ``provider`` keeps names and rules only.
"""
