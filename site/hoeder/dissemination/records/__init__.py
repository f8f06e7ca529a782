# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""From InvenioRDM's records to the projection.

In: rows of records, their parents, files, communities, DOIs and saved queries, whoever changes
them. Out: the projection as it has to be, in the transaction of the change.

``family``    what outlets see of the versions of one dataset (pure)
``sets``      in which sets a record is, by its own data (pure)
``words``     names of sets
``families``  reads families from the database
``locks``     one writer of a family at a time
``refresh``   brings the projection in line with some families
``changed``   tells from the database session what changed, and refreshes it
``communities``  sets of communities
``queries``   sets by saved query
``follow``    what is made after commit: renderings, membership of saved queries
``whole``     all records: rebuild, check, set-up
``ended``     embargoes that ended by the calendar
``ext``       plugs the above into the applications
"""
