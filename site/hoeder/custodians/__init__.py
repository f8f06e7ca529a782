# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Who holds the data: several universities in one instance, each a community of its own.

In: ``custodians.yaml`` (see ``app_data``). Out: ``current_custodians``, which tells the custodian
of a record or draft; one community for each custodian, kept as the file says; and the refusal to
publish what has no custodian.

``ror``          identifiers of organisations (pure)
``model``        the custodians and how their file is read (pure)
``ext``          reads the file at start-up; a contradiction stops the application
``proxies``      ``current_custodians``
``components``   publication, submission and changes of community, as service components
``permissions``  stewards: curators, managers and owners of the custodian's community
``setup``        creates and repairs the communities
"""
