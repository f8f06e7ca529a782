# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The screening's pages as the web server makes them: who opens them, what they say, deciding."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import requests
from invenio_requests.records.api import RequestEvent
from lxml import html

from deposits import accept, address
from files import CLEAN, MAILS, put, screened
from hoeder.operations.demo.client import login_fields

REASON = "These addresses are those of shops, printed in the telephone book."
OTHER = {"email": "other@example.org", "password": "not-used-1234"}
HOSTILE = "<img src=x onerror=alert(1)>.csv"
DECISIONS = "//div[@aria-labelledby='hoeder-decisions']//tbody/tr"
COLUMN = "<script>alert(2)</script>"


class Visitor:
    """Somebody's session with the web server."""

    def __init__(self, base_url: str, account: dict[str, str] | None) -> None:
        self.base_url = base_url
        self.session = requests.Session()
        self.session.trust_env = False
        if account:
            form = login_fields(self.get("/login/").text)
            assert form is not None
            given = {"email": account["email"], "password": account["password"]}
            self.session.post(f"{base_url}/login/", data={**form, **given}, timeout=60)

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.base_url + path, timeout=60, allow_redirects=False)

    def page(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return html.document_fromstring(answer.text)

    def text(self, path: str) -> str:
        return words(self.page(path))

    def post(self, path: str, **fields: str) -> requests.Response:
        url = self.base_url + path
        return self.session.post(url, data=fields, timeout=60, allow_redirects=False)

    def form(self, path: str, action: str) -> dict[str, str]:
        """What the first form for this action would send."""
        form = self.page(path).xpath(f"//form[.//input[@name='action'][@value='{action}']]")[0]
        return {field.get("name"): field.get("value") for field in form.xpath(".//input")}


def words(page: Any) -> str:
    """A page's text in one line."""
    return " ".join(" ".join(page.itertext()).split())


@pytest.fixture(scope="session")
def visitor(running_instance: Any, other_client: Any) -> Callable[[str], Visitor]:
    """Signs somebody in, once: "anonymous", "other", or one of the instance's accounts."""
    known: dict[str, Visitor] = {}

    def sign_in(who: str) -> Visitor:
        if who not in known:
            account = OTHER if who == "other" else running_instance.accounts.get(who)
            known[who] = Visitor(running_instance.base_url, account)
        return known[who]

    return sign_in


@pytest.fixture
def deposited(researcher_client: Any, complete_draft: dict[str, Any]) -> Callable[..., str]:
    """Deposits files as the researcher, addressed to Ghent, and has them screened."""

    def deposit(files: dict[str, bytes]) -> str:
        body = {**complete_draft, "files": {"enabled": True}}
        record = str(researcher_client.post("/records", json=body).json["id"])
        for key, content in files.items():
            put(record, key, content)
        address(researcher_client, record, "ugent-demo")
        screened(record)
        return record

    return deposit


@pytest.fixture
def submitted(researcher_client: Any, deposited: Any) -> tuple[str, str]:
    """A draft in review with hostile names and e-mail addresses, and the request's id."""
    mails = MAILS.replace(b"contact", COLUMN.encode())
    record = deposited({HOSTILE: mails + f"0;{uuid.uuid4().hex}@example.org\n".encode()})
    answer = researcher_client.post(f"/records/{record}/draft/actions/submit-review", json={})
    assert answer.status_code in (200, 202), answer.json
    return record, str(answer.json["id"])


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anonymous", 302),
        ("other", 403),
        ("researcher", 200),
        ("steward", 200),
        ("other_steward", 403),
        ("administrator", 200),  # who made the custodians' communities and owns them
    ],
)
def test_who_sees_a_draft_in_review(
    visitor: Callable[[str], Visitor], submitted: tuple[str, str], who: str, status: int
) -> None:
    path = f"/uploads/{submitted[0]}/screening"
    answer = visitor(who).get(path)
    assert answer.status_code == status
    assert ("E-mail address found" in answer.text) == (status == 200)
    assert visitor(who).get("/uploads/abcde-12345/screening").status_code in (302, 404)
    if status == 200:
        assert answer.headers["Cache-Control"] == "no-store"


def test_names_are_text(visitor: Callable[[str], Visitor], submitted: tuple[str, str]) -> None:
    record, request = submitted
    for path in (f"/uploads/{record}/screening", f"/me/requests/{request}?tab=screening"):
        page = visitor("steward").page(path)
        assert page.xpath("//h3[@id='hoeder-file-1']/text()")[0].strip() == HOSTILE
        assert COLUMN in words(page)
        assert page.xpath("//img[@src='x']") == []
        whole = page.xpath("//details[summary='The whole report']")
        assert [COLUMN in words(part) for part in whole] == [True] * path.startswith("/uploads")
        assert [s for s in page.xpath("//script") if (s.text or "").startswith("alert")] == []


def test_only_stewards_have_forms(
    visitor: Callable[[str], Visitor], submitted: tuple[str, str]
) -> None:
    record, request = submitted
    for path in (f"/uploads/{record}/screening", f"/me/requests/{request}?tab=screening"):
        forms = "//form[.//input[@name='action']]"
        assert visitor("researcher").page(path).xpath(forms) == []
        assert len(visitor("steward").page(path).xpath(forms)) == 2, "accept, return"


def test_accepting_is_kept_with_name_reason_and_checksum(
    visitor: Callable[[str], Visitor], submitted: tuple[str, str]
) -> None:
    record, _ = submitted
    path, steward = f"/uploads/{record}/screening", visitor("steward")
    form = steward.form(path, "accept")
    answer = steward.post(path, **form, reason=REASON)
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    text = steward.text(path)
    assert "No finding stands in the way of publication." in text
    assert "Accepted by: Jonas Maes" in text
    (row,) = steward.page(path).xpath(DECISIONS)
    assert form["checksum"] in words(row) and REASON in words(row) and "Jonas Maes" in words(row)
    steward.post(path, **steward.form(path, "withdraw"), reason="I had not seen all of them.")
    assert "One finding stands in the way" in visitor("researcher").text(path)
    rows = [words(row) for row in steward.page(path).xpath(DECISIONS)]
    assert "Taken back:" in rows[0] and "Accepted:" in rows[1]


@pytest.mark.parametrize("token", [{}, {"csrf_token": "forged"}])
def test_a_form_from_elsewhere_changes_nothing(
    visitor: Callable[[str], Visitor], submitted: tuple[str, str], token: dict[str, str]
) -> None:
    path, steward = f"/uploads/{submitted[0]}/screening", visitor("steward")
    for action in ("accept", "return"):
        form = steward.form(path, action)
        del form["csrf_token"]
        answer = steward.post(path, **form, **token, reason=REASON)
        assert answer.status_code == 400
        assert "Nothing was changed" in words(html.document_fromstring(answer.text))
    assert "No steward has decided anything yet." in steward.text(path)


def test_what_was_typed_is_still_there_when_it_is_refused(
    visitor: Callable[[str], Visitor], submitted: tuple[str, str]
) -> None:
    path, steward = f"/uploads/{submitted[0]}/screening", visitor("steward")
    answer = steward.post(path, **steward.form(path, "accept"), reason="<b>no")
    assert answer.status_code == 400
    page = html.document_fromstring(answer.text)
    (field,) = page.xpath("//textarea[@name='reason'][@aria-invalid='true']")
    assert field.text == "<b>no"
    assert "Say why, in 10 to 2,000 characters" in words(page)
    assert page.xpath("//details[@open]//textarea[@name='reason']")


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 302), ("other", 403), ("researcher", 400), ("other_steward", 403)],
)
def test_nobody_else_decides(
    visitor: Callable[[str], Visitor],
    submitted: tuple[str, str],
    researcher_client: Any,
    who: str,
    status: int,
) -> None:
    path, steward = f"/uploads/{submitted[0]}/screening", visitor("steward")
    form = steward.form(path, "accept")
    # The owner sees the page, but has no form, and so no token, on it.
    assert visitor(who).post(path, **form, reason=REASON).status_code == status
    assert visitor(who).post(path, **{**form, "action": "return"}).status_code == status
    address = f"/records/{submitted[0]}/draft/screening/decisions"
    assert researcher_client.post(address, json={**form, "reason": REASON}).status_code == 403
    assert "No steward has decided anything yet." in steward.text(path)


def test_returning_writes_the_list_into_the_conversation(
    visitor: Callable[[str], Visitor], submitted: tuple[str, str], researcher_client: Any
) -> None:
    record, request = submitted
    path, steward = f"/uploads/{record}/screening", visitor("steward")
    note = "Please look at line 2 <script>alert(3)</script>"
    assert steward.post(path, **steward.form(path, "return"), note=note).status_code == 303
    RequestEvent.index.refresh()
    hits = researcher_client.get(f"/requests/{request}/timeline").json["hits"]["hits"]
    (comment,) = [hit for hit in hits if "cannot be published" in str(hit["payload"])]
    content = html.fragment_fromstring(comment["payload"]["content"], create_parent=True)
    assert HOSTILE in words(content) and "E-mail address found" in words(content)
    assert "Please look at line 2" in words(content)
    assert content.xpath("//script|//img") == []
    assert comment["created_by"] == {"user": comment["created_by"]["user"]}
    assert researcher_client.get(f"/requests/{request}").json["is_open"]


def test_the_internal_part_is_for_owner_and_stewards(
    visitor: Callable[[str], Visitor], submitted: tuple[str, str], researcher_client: Any
) -> None:
    record, request = submitted
    address = f"/records/{record}/draft/statement/internal"
    answers = {"answers": {"key": "In the safe <b>of room 3</b>"}}
    assert researcher_client.put(address, json=answers).status_code == 200
    for who in ("researcher", "steward"):
        for path in (f"/uploads/{record}/screening", f"/me/requests/{request}?tab=screening"):
            assert "In the safe <b>of room 3</b>" in visitor(who).text(path)
    for who in ("anonymous", "other", "other_steward"):
        assert "safe" not in visitor(who).get(f"/uploads/{record}/screening").text
    draft = researcher_client.get(f"/records/{record}/draft")
    assert b"In the safe" not in draft.data


def test_back_leads_to_pages_of_this_site_only(
    visitor: Callable[[str], Visitor], submitted: tuple[str, str]
) -> None:
    record, request = submitted
    path, steward = f"/uploads/{record}/screening", visitor("steward")
    back = steward.form(f"/me/requests/{request}", "accept")["back"]
    assert back == f"/me/requests/{request}"
    for given, leads in ((back, f"{back}?tab=screening"), ("//evil.example", path)):
        form = {**steward.form(path, "return"), "back": given}
        assert steward.post(path, **form).headers["Location"] == leads


def test_a_version_is_compared_with_the_one_before(
    visitor: Callable[[str], Visitor],
    deposited: Any,
    researcher_client: Any,
    steward_client: Any,
) -> None:
    clean = CLEAN + uuid.uuid4().hex.encode() + b";3\n"
    first = deposited({"weights.csv": clean})
    assert accept(researcher_client, steward_client, first).status_code == 200
    second = str(researcher_client.post(f"/records/{first}/versions").json["id"])
    imported = researcher_client.post(f"/records/{second}/draft/actions/files-import")
    assert imported.status_code == 201
    put(second, "contacts.csv", MAILS)
    screened(second)
    text = visitor("researcher").text(f"/uploads/{second}/screening")
    assert "weights.csv: Unchanged" in text and "contacts.csv: New" in text
    assert "New in this version: contacts.csv : E-mail address found" in text


def test_the_published_part_is_in_the_record_and_on_its_page(
    visitor: Callable[[str], Visitor],
    deposited: Any,
    researcher_client: Any,
    steward_client: Any,
    client: Any,
) -> None:
    content = CLEAN + uuid.uuid4().hex.encode() + b";3\n"
    record = deposited({"secret-name.csv": content})
    sent = researcher_client.get(f"/records/{record}/draft").json
    sent["custom_fields"]["hoeder:screening"] = {"smallest_group": 1000, "tier": "forged"}
    saved = researcher_client.put(f"/records/{record}/draft", json=sent).json
    assert "hoeder:screening" not in saved["custom_fields"]
    assert accept(researcher_client, steward_client, record).status_code == 200
    public = client.get(f"/records/{record}").json["custom_fields"]["hoeder:screening"]
    assert public["tier"] == "open" and public["screened"] == public["files"] == 1
    assert "secret-name" not in str(public)
    exported = visitor("anonymous").get(f"/records/{record}/export/json").json()
    assert exported["custom_fields"]["hoeder:screening"] == public
    page = visitor("anonymous").page(f"/records/{record}")
    (told,) = page.xpath("//*[@aria-labelledby='hoeder-screening-published']")
    assert "Nothing was found by these checks." in words(told)
    assert public["screened_on"] in words(told) and "anonymous" not in words(told)
    assert "anonymous" not in str(public)
    assert visitor("anonymous").get(f"/records/{record}/screening").status_code == 302
    assert visitor("other").get(f"/records/{record}/screening").status_code == 403
    whole = f"/records/{record}/screening"
    assert "No finding stands" in visitor("steward").text(whole)
    assert visitor("steward").page(f"/records/{record}").xpath(f"//a[@href='{whole}']")
    assert not page.xpath(f"//a[@href='{whole}']")
    edited = researcher_client.post(f"/records/{record}/draft").json
    assert "hoeder:screening" not in edited["custom_fields"], "a draft has none"


def test_the_rest_api_tells_what_contradicts_and_what_helps(
    researcher_client: Any, submitted: tuple[str, str]
) -> None:
    answer = researcher_client.get(f"/records/{submitted[0]}/draft/screening").json
    claims = {(claim["field"], claim["type"]) for claim in answer["claims"]}
    assert {("status", None), ("direct_identifiers", "contact")} <= claims
    assert all(HOSTILE in claim["sentence"] for claim in answer["claims"])
    assert all({"helps", "step"} <= set(file) for file in answer["files"])
