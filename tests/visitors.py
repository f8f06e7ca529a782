# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""People who visit the web server's pages."""

import requests
from lxml import html

from hoeder.operations.demo.client import login_fields


class Person:
    """Somebody's session with the web server."""

    def __init__(self, base_url: str, account: dict[str, str] | None) -> None:
        self.base_url = base_url
        self.session = requests.Session()
        self.session.trust_env = False
        if account:
            form = login_fields(self.open("/login/").text)
            assert form is not None
            given = {"email": account["email"], "password": account["password"]}
            self.session.post(f"{base_url}/login/", data={**form, **given}, timeout=60)

    def open(self, path: str) -> requests.Response:
        return self.session.get(self.base_url + path, timeout=60, allow_redirects=False)

    def text(self, path: str) -> str:
        answer = self.open(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return words(answer)

    def press(self, path: str, **fields: str) -> requests.Response:
        """Send a form."""
        address = self.base_url + path
        return self.session.post(address, data=fields, timeout=60, allow_redirects=False)

    def token(self, path: str) -> str:
        """What the forms of a page carry."""
        page = html.document_fromstring(self.open(path).text)
        return str(page.xpath("string(//main//input[@name='csrf_token']/@value)"))


def words(answer: requests.Response) -> str:
    """A page's text in one line."""
    return " ".join(" ".join(html.document_fromstring(answer.text).itertext()).split())
