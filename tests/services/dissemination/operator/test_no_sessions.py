# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A program's request leaves no session behind; a person who is signed in stays so."""

from collections.abc import Callable

import pytest

from visitors import Person

PAGES = ["/oai2d?verb=Identify", "/oai2d?verb=none", "/oai2d/style/oai.css"]


@pytest.mark.parametrize("page", PAGES)
def test_no_session_is_kept(person: Callable[[str], Person], page: str) -> None:
    visitor = person("anonymous")
    visitor.session.cookies.clear()
    assert "Set-Cookie" in visitor.open("/").headers, "stock keeps one for each visitor"
    visitor.session.cookies.clear()
    answer = visitor.open(page)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_who_is_signed_in_stays_signed_in(person: Callable[[str], Person]) -> None:
    visitor = person("administrator")
    for page in PAGES:
        visitor.open(page)
    assert visitor.open("/administration/harvests").status_code == 200
