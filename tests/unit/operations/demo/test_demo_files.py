# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The draft of any file."""

from datetime import date

import pytest

from hoeder.operations.demo import files


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("folder/income 2024.csv", "Income 2024"),
        ("enquête_golf-2.tar.gz", "Enquête golf 2 tar"),
        ("a.b", "File a.b"),
        ("__.csv", "File __.csv"),
    ],
)
def test_title_from_name(name: str, title: str) -> None:
    assert files.title_of(name) == title


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.CSV", "text/csv"),
        ("a.dta", "application/x-stata-dta"),
        ("a.pdf", "application/pdf"),
        ("a.unheardof", "application/octet-stream"),
    ],
)
def test_media_type(name: str, media_type: str) -> None:
    assert files.media_type(name) == media_type


@pytest.mark.parametrize(
    ("size", "text"), [(999, "999 bytes"), (1000, "1.0 kB"), (5 * 10**15, "5000.0 TB")]
)
def test_size(size: int, text: str) -> None:
    assert files.size_text(size) == text


def test_files_nobody_examined_are_restricted_and_without_licence() -> None:
    draft = files.file_draft("income.csv", 12, "Example University", date(2026, 1, 2), {"a": 1})
    assert draft["access"] == {"record": "public", "files": "restricted"}
    assert draft["metadata"]["rights"] == [{"title": {"en": "No licence granted"}}]
    assert "Nobody described or examined it" in draft["metadata"]["description"]
    assert draft["custom_fields"] == {"hoeder:anonymisation": {"a": 1}}
