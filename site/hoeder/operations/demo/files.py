# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The draft of any file a person hands to the demo: least metadata, and honest about it.

In: a file's name and size. Out: the JSON of ``POST /api/records``. The demo cannot know what is in
the file, so the files stay restricted to the custodian, no licence is granted, and the record says
that nobody examined them.

>>> title_of("enquete_2024-golf-2.csv")
'Enquete 2024 golf 2'
"""

import mimetypes
import re
from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import PurePath
from typing import Any

Json = dict[str, Any]

#: Formats of research data that the platform's own table of media types often lacks.
_FORMATS = {
    ".csv": "text/csv",
    ".sav": "application/x-spss-sav",
    ".dta": "application/x-stata-dta",
    ".sas7bdat": "application/x-sas-data",
    ".parquet": "application/vnd.apache.parquet",
}
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def file_draft(
    name: str, size: int, publisher: str, today: date, statement: Mapping[str, Any]
) -> Json:
    """The draft of one file.

    :param name: name of the file, with or without folders.
    :param size: in bytes.
    :param publisher: name of the custodian.
    :param statement: value of the custom field ``hoeder:anonymisation``.
    """
    return {
        "access": {"record": "public", "files": "restricted"},
        "files": {"enabled": True},
        "metadata": {
            "resource_type": {"id": "dataset"},
            "title": title_of(name),
            "creators": [
                {"person_or_org": {"type": "organizational", "name": "Hoeder demonstration"}}
            ],
            "publisher": publisher,
            "publication_date": today.isoformat(),
            "description": f"<p>The file {escape(PurePath(name).name)}, deposited by a "
            "demonstration. Nobody described or examined it: title, creator and anonymisation "
            "statement were filled in by the demonstration. Therefore its files are restricted."
            "</p>",
            "languages": [{"id": "eng"}],
            "subjects": [{"subject": "demonstration"}],
            "rights": [{"title": {"en": "No licence granted"}}],
            "version": "1.0.0",
            "sizes": [size_text(size)],
            "formats": [media_type(name)],
        },
        "custom_fields": {"hoeder:anonymisation": dict(statement)},
    }


def title_of(name: str) -> str:
    """A title from a file's name: without folders and extension, separators as spaces.

    InvenioRDM wants three characters, so a shorter name is spelt out.
    """
    words = re.sub(r"[\W_]+", " ", PurePath(name).stem).strip()
    title = words[:1].upper() + words[1:]
    return title if len(title) >= 3 else f"File {PurePath(name).name}"


def media_type(name: str) -> str:
    """Media type by extension; ``application/octet-stream`` where nobody knows.

    >>> media_type("a.SAV")
    'application/x-spss-sav'
    """
    suffix = PurePath(name).suffix.lower()
    return _FORMATS.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def size_text(size: int) -> str:
    """Bytes for people, in steps of 1,000.

    >>> size_text(512), size_text(1_770_000_000)
    ('512 bytes', '1.8 GB')
    """
    value, unit = float(size), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.1f} {_UNITS[unit]}" if unit else f"{size} bytes"
