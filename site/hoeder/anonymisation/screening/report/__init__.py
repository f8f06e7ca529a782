# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A report for people: HTML in Dutch and English, with pictures that are tables too.

In goes a report as plain data; out comes a page of its own or a part of another page.

- ``page``: what is said; ``pictures``: the geometry of what is drawn; ``*.html``: the markup.
- ``words``: English texts by key; ``dutch``, ``dutch_terms``: their Dutch; ``language``: numbers.
"""

from .language import LANGUAGES, Language, language
from .page import outcomes, page, style

__all__ = ["LANGUAGES", "Language", "language", "outcomes", "page", "style"]
