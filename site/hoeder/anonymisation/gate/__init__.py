# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The gate: nothing is published whose files were not screened, or give somebody away.

In: a draft or record, its files' screenings, what stewards accepted. Out: the obstacles that stand
in the way of publication, or a refusal (400, one error for each obstacle that stands).

``policy``      tiers of access, and what a custodian asks of each (pure)
``decision``    screenings and acceptances in, obstacles out (pure)
``words``       what people read of both
``models``      screenings by checksum, confirmed roles of columns, acceptances, internal answers
``evidence``    the database's part: which files, which screenings, who accepted what
``component``   the gate in the record service; ``refusal``: its error
``guard``       the same for what goes past the service; ``ext``: how it is told
``worker``      has files screened, each in a process of its own; ``tasks``: how it is run
``service``     what owners and stewards may see and do; ``views``: the same over REST
``claims``      what a statement may not say beside the screening (pure)
``comparison``  a version's files and obstacles beside those of the one before it (pure)
``display``     all of it as pages show it; ``pages``: the page, and the review request's tab
``returning``   a draft goes back to its depositor with the list of what stands
``published``   the published part, written into the record at publication
``form``        what the deposit form says of the screening
``config``      what the instance's configuration takes from here

Nobody is exempt: administrators and the system process pass the same gate.
"""
