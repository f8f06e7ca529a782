# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What files give away: read, looked through for identifiers, measured for disclosure risk.

In will go a file, out will come a report as plain data. Nothing here knows of Flask or Invenio. So
far there is what the parts stand on, and nothing uses it yet:

- ``model``: the plain data that the parts hand to each other.
- ``engine``: a DuckDB connection that reaches one private directory and nothing else.

Reading, detecting and measuring come next.
"""
