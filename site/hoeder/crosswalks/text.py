# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Rich text (the HTML that InvenioRDM's editor makes) for targets that know plain text only."""

from lxml import html

#: After these a reader expects a gap.
BLOCKS = ("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "table", "tr", "blockquote")


def plain(rich: str) -> str:
    """The text without mark-up, a line for each block.

    >>> plain("<p>Rows &amp; columns, n &lt; 5.</p><ul><li>One</li><li>Two</li></ul>")
    'Rows & columns, n < 5.\\nOne\\nTwo'
    >>> plain("No mark-up"), plain("  ")
    ('No mark-up', '')
    """
    if not rich.strip():
        return ""
    tree = html.fragment_fromstring(rich, create_parent="div")
    for element in tree.iter(*BLOCKS):
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in str(tree.text_content()).splitlines())
    return "\n".join(line for line in lines if line)
