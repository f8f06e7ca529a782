# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What files give away: read, looked through for identifiers, measured for disclosure risk.

In goes a file, out comes a report as plain data. Nothing here knows of Flask or Invenio.

- ``model``: the plain data that the parts hand to each other.
- ``engine``: a DuckDB connection that reaches one private directory and nothing else.
- ``readers``: a file becomes tables (in the engine) and texts.
- ``detectors``: one direct identifier a module, and the judge of columns.
- ``risk``: quasi-identifiers, and how far they single people out.
- ``request``: what is asked, and the version of the rules; ``screen``: the whole, from a file to
  its report (``schema``); ``tables``, ``shown``, ``plain``: parts of it.
- ``runner``: the same in a process of its own (``child``, ``isolation``), which is how a repository
  screens what strangers give it.
- ``report``: a report for people; ``cli``: ``hoeder screen``.
"""
