# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The server over a real socket, driven by the client Hoeder itself uses and by plain requests."""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from datacite.errors import (
    DataCiteBadRequestError,
    DataCiteForbiddenError,
    DataCiteNotFoundError,
    DataCiteServerError,
    DataCiteUnauthorizedError,
)
from lxml import etree

from .conftest import Standin, complete

URL = "https://data.example.org/records/1"
PUBLISH = {"event": "publish", "url": URL}


def titles(response: requests.Response) -> list[tuple[str | None, str]]:
    return [(error.get("source"), error["title"]) for error in response.json()["errors"]]


def state(standin: Standin, doi: str) -> str:
    return str(standin.ask("GET", f"/dois/{doi}").json()["data"]["attributes"]["state"])


# --- the datacite client ------------------------------------------------------------------------


def test_the_life_of_a_doi_through_the_client(standin: Standin) -> None:
    client = standin.client()
    doi = client.draft_doi(metadata=complete())
    assert state(standin, doi) == "draft"
    assert client.put_doi(doi, {"attributes": dict(PUBLISH)})["state"] == "findable"
    assert client.get_doi(doi) == URL
    assert client.hide_doi(doi)["state"] == "registered"
    assert client.show_doi(doi)["state"] == "findable"
    assert client.update_url(doi, URL + "?v=2") == URL + "?v=2"
    with pytest.raises(DataCiteServerError, match="Method not allowed"):
        client.delete_doi(doi)
    assert client.get_metadata(doi)["titles"] == [{"title": "Sleep & shift work"}]


def test_public_and_private_dois_through_the_client(standin: Standin) -> None:
    client = standin.client()
    assert client.public_doi(complete(), URL, doi="10.5072/Public") == "10.5072/public"
    assert client.private_doi(complete(), URL, doi="private") == "10.5072/private"
    assert state(standin, "10.5072/PUBLIC") == "findable"
    assert state(standin, "10.5072/private") == "registered"


def test_drafts_can_be_deleted_through_the_client(standin: Standin) -> None:
    client = standin.client()
    doi = client.draft_doi(doi="10.5072/gone")
    client.delete_doi(doi)
    with pytest.raises(DataCiteNotFoundError):
        client.get_doi(doi)
    with pytest.raises(DataCiteNotFoundError):
        client.delete_doi(doi)


def test_the_client_takes_an_upsert_and_a_422_for_server_errors(standin: Standin) -> None:
    client = standin.client()
    with pytest.raises(DataCiteServerError):
        client.put_doi("10.5072/new", {"attributes": {}})
    assert state(standin, "10.5072/new") == "draft"
    with pytest.raises(DataCiteServerError, match="This DOI has already been taken"):
        client.draft_doi(doi="10.5072/new")


def test_the_client_hears_of_wrong_credentials_and_foreign_prefixes(standin: Standin) -> None:
    client = standin.client()
    client.password = "wrong"
    with pytest.raises(DataCiteUnauthorizedError, match="Bad credentials"):
        client.draft_doi()
    with pytest.raises(DataCiteForbiddenError):
        standin.client().put_doi("10.5073/x", {"attributes": {}})
    with pytest.raises(DataCiteBadRequestError):
        standin.client().post_doi({})


# --- status codes and errors --------------------------------------------------------------------


def test_put_answers_201_for_a_new_doi_and_200_for_a_known_one(standin: Standin) -> None:
    first = standin.ask("PUT", "/dois/10.5072/A(b)//c;d", {**complete(), **PUBLISH})
    again = standin.ask("PUT", "/dois/10.5072/a(b)//c;d", {"titles": [{"title": "New"}]})
    assert (first.status_code, again.status_code) == (201, 200)
    one, two = first.json()["data"], again.json()["data"]
    assert one["id"] == two["id"] == "10.5072/a(b)//c;d"
    assert one["attributes"]["metadataVersion"] == 0
    assert two["attributes"]["metadataVersion"] == 1
    assert two["attributes"]["titles"] == [{"title": "New"}]
    assert two["attributes"]["publisher"] == "Universiteit Gent"
    assert two["attributes"]["created"] == one["attributes"]["created"]
    assert two["attributes"]["registered"] == one["attributes"]["registered"]


def test_publishing_without_a_url_is_refused_and_changes_nothing(standin: Standin) -> None:
    answer = standin.ask("PUT", "/dois/10.5072/x", complete(event="publish"))
    assert answer.status_code == 422
    assert answer.json() == {
        "errors": [{"source": "url", "uid": "10.5072/x", "title": "Can't be blank"}]
    }
    assert standin.ask("GET", "/dois/10.5072/x").status_code == 404


def test_metadata_are_checked_only_once_the_doi_resolves(standin: Standin) -> None:
    assert standin.ask("PUT", "/dois/10.5072/x", {"titles": [{"title": ""}]}).status_code == 201
    answer = standin.ask("PUT", "/dois/10.5072/x", dict(PUBLISH))
    assert answer.status_code == 422
    named = {source for source, _ in titles(answer)}
    assert named == {"creators", "titles", "publisher", "publication_year", "types"}
    assert state(standin, "10.5072/x") == "draft"
    assert standin.ask("PUT", "/dois/10.5072/x", {**complete(), **PUBLISH}).status_code == 200
    # Also without an event: what is findable stays valid.
    assert standin.ask("PUT", "/dois/10.5072/x", {"titles": None}).status_code == 422


@pytest.mark.parametrize("event", ["hide", "show", "explode", 5, None])
def test_an_event_that_does_not_fit_is_ignored(standin: Standin, event: Any) -> None:
    answer = standin.ask("PUT", "/dois/10.5072/x", {"event": event})
    assert (answer.status_code, answer.json()["data"]["attributes"]["state"]) == (201, "draft")


@pytest.mark.parametrize(
    ("name", "url", "accepted"),
    [
        ("ug", "ftp://files.example.org/a", True),
        ("ug", "javascript:alert(1)", False),
        ("ug", "www.example.org", False),
        ("ug", ["https://example.org"], False),
        ("kul", "https://data.example.org/1", True),
        ("kul", "https://a.kul.example.org:8443/1", True),
        ("kul", "https://kul.example.org/1", False),
        ("kul", "https://data.example.org.evil.example/1", False),
        ("kul", "https://data.example.org@evil.example/1", False),
    ],
)
def test_urls_and_domains(standin: Standin, name: str, url: Any, accepted: bool) -> None:
    path = {"ug": "/dois/10.5072/x", "kul": "/dois/10.5073/x"}[name]
    answer = standin.ask("PUT", path, complete(event="publish", url=url), name=name)
    assert answer.status_code == (201 if accepted else 422)
    if not accepted:
        assert [source for source, _ in titles(answer)] == ["url"]


@pytest.mark.parametrize("doi", ["10.5072/a b", "10.5072/é", "10.123/x", "nonsense"])
def test_names_that_are_no_doi(standin: Standin, doi: str) -> None:
    assert standin.ask("PUT", f"/dois/{doi}", {}).status_code == 404
    assert standin.ask("POST", "/dois", {"doi": doi}).status_code in (403, 422)


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "{}", '{"data": []}', '{"data": {"type": "dois"}}', '{"data": "\xff"}']
)
def test_what_cannot_be_read_is_400(standin: Standin, body: str) -> None:
    for method, path in (("POST", "/dois"), ("PUT", "/dois/10.5072/x")):
        answer = standin.ask(method, path, data=body.encode("latin-1"))
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["status"] == "400"


def test_odd_but_possible_texts(standin: Standin) -> None:
    half = '{"data": {"attributes": {"url": "https://x/\\ud800"}}}'
    assert standin.ask("PUT", "/dois/10.5072/x", data=half).status_code == 400
    assert standin.ask("PUT", "/dois/10.5072/x", data="[" * 100_000).status_code == 400
    control = complete(titles=[{"title": "a\x01b"}], **PUBLISH)
    answer = standin.ask("PUT", "/dois/10.5072/x", control)
    assert (answer.status_code, [source for source, _ in titles(answer)]) == (422, ["xml"])
    draft = {k: v for k, v in control.items() if k != "event"}
    assert standin.ask("PUT", "/dois/10.5072/x", draft).status_code == 201
    assert standin.ask("GET", "/dois/10.5072/x").json()["data"]["attributes"]["xml"] is None


def test_xml_is_refused_unless_it_is_what_the_server_sent(standin: Standin) -> None:
    sent = base64.b64encode(b"<resource/>").decode()
    answer = standin.ask("PUT", "/dois/10.5072/x", {"xml": sent})
    assert (answer.status_code, [source for source, _ in titles(answer)]) == (422, ["xml"])
    standin.ask("PUT", "/dois/10.5072/x", {**complete(), **PUBLISH})
    attributes = standin.ask("GET", "/dois/10.5072/x").json()["data"]["attributes"]
    answer = standin.ask("PUT", "/dois/10.5072/x", attributes)
    assert answer.status_code == 200
    returned = answer.json()["data"]["attributes"]
    assert {**returned, "updated": None} == {**attributes, "updated": None}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "more", [{}, {"auth": ("HOEDER.UG", "wrong")}, {"headers": {"Authorization": "Bearer x"}}]
)
def test_writing_without_valid_credentials_is_401(
    standin: Standin, method: str, more: dict[str, Any]
) -> None:
    standin.ask("PUT", "/dois/10.5072/x", {})
    path = "/dois" if method == "POST" else "/dois/10.5072/x"
    answer = standin.ask(method, path, {"doi": "10.5072/y"}, name=None, **more)
    assert answer.status_code == 401
    assert answer.json() == {"errors": [{"status": "401", "title": "Bad credentials."}]}
    assert state(standin, "10.5072/x") == "draft"


def test_reading_with_wrong_credentials_is_401(standin: Standin) -> None:
    for path in ("/dois", "/dois/10.5072/x"):
        answer = standin.ask("GET", path, name=None, auth=("HOEDER.UG", "wrong"))
        assert answer.status_code == 401


def test_a_repository_keeps_to_its_prefixes_and_dois(standin: Standin) -> None:
    standin.ask("PUT", "/dois/10.5072/x", {})
    refused = [
        standin.ask("PUT", "/dois/10.5072/x", {}, name="kul"),
        standin.ask("PUT", "/dois/10.5072/new", {}, name="kul"),
        standin.ask("POST", "/dois", {"doi": "10.5072/new"}, name="kul"),
        standin.ask("POST", "/dois", {"prefix": "10.5072"}, name="kul"),
        standin.ask("POST", "/dois", {}, name="kul"),
        standin.ask("DELETE", "/dois/10.5072/x", name="kul"),
    ]
    assert [answer.status_code for answer in refused] == [403] * 6
    assert titles(refused[0]) == [(None, "You are not authorized to access this resource.")]


def test_only_findable_dois_are_public(standin: Standin) -> None:
    attributes = {"draft": {}, "registered": {"event": "register", "url": URL}, "findable": PUBLISH}
    for name, more in attributes.items():
        standin.ask("PUT", f"/dois/10.5072/{name}", {**complete(), **more})
    for asker, seen in (("ug", 3), ("kul", 1), (None, 1)):
        answers = [standin.ask("GET", f"/dois/10.5072/{n}", name=asker) for n in attributes]
        codes = [answer.status_code for answer in answers]
        assert codes == ([200, 200, 200] if asker == "ug" else [404, 404, 200])
        assert standin.ask("GET", "/dois", name=asker).json()["meta"]["total"] == seen
    assert titles(answers[0]) == [(None, "The resource you are looking for doesn't exist.")]


def test_only_drafts_can_be_deleted(standin: Standin) -> None:
    for event in ("register", "publish"):
        standin.ask("PUT", f"/dois/10.5072/{event}", complete(event=event, url=URL))
        answer = standin.ask("DELETE", f"/dois/10.5072/{event}")
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "HEAD, GET, POST, PATCH, PUT, OPTIONS"
        assert standin.ask("GET", f"/dois/10.5072/{event}").status_code == 200
    standin.ask("PUT", "/dois/10.5072/draft", {})
    answer = standin.ask("DELETE", "/dois/10.5072/DRAFT")
    assert (answer.status_code, answer.content) == (204, b"")


def test_other_methods_paths_and_sizes(standin: Standin) -> None:
    assert standin.ask("DELETE", "/dois").status_code == 405
    assert standin.ask("GET", "/nowhere").status_code == 404
    assert standin.ask("GET", "/faults").status_code == 404
    assert standin.ask("PUT", "/dois/10.5072/x", data=b" " * 11_000_000).status_code == 413
    assert standin.ask("GET", "/heartbeat").text == "OK"


# --- what an answer holds -----------------------------------------------------------------------


def test_the_attributes_of_an_answer(standin: Standin) -> None:
    given = complete(
        creators=[{"name": "A", "affiliation": [{"name": "UGent"}]}],
        rightsList=[{"rightsIdentifier": "CC-BY-4.0"}],
        dates=[{"date": "2026-03-01", "dateType": "Issued"}],
    )
    answer = standin.ask("POST", "/dois", {**given, **PUBLISH, "doi": "10.5072/X"})
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{standin.url}/dois/10.5072/x"
    attributes = answer.json()["data"]["attributes"]
    expected = {
        "doi": "10.5072/x",
        "prefix": "10.5072",
        "suffix": "x",
        "state": "findable",
        "isActive": True,
        "url": URL,
        "publisher": "Universiteit Gent",
        "publicationYear": 2026,
        "published": "2026-03-01",
        "creators": [{"name": "A", "affiliation": ["UGent"], "nameIdentifiers": []}],
        "subjects": [],
        "container": {},
        "types": {
            "resourceTypeGeneral": "Dataset",
            "resourceType": "Survey",
            "schemaOrg": "Dataset",
            "citeproc": "dataset",
            "bibtex": "misc",
            "ris": "DATA",
        },
    }
    assert {key: attributes[key] for key in expected} == expected
    assert attributes["rightsList"][0]["rightsIdentifier"] == "cc-by-4.0"
    assert answer.json()["data"]["relationships"]["client"]["data"]["id"] == "hoeder.ug"
    wanted = standin.ask("GET", "/dois/10.5072/x?affiliation=true&publisher=true").json()
    assert wanted["data"]["attributes"]["publisher"] == {"name": "Universiteit Gent"}
    assert wanted["data"]["attributes"]["creators"][0]["affiliation"] == [{"name": "UGent"}]


def test_content_negotiation(standin: Standin, shared: Callable[[str], Path]) -> None:
    standin.ask("PUT", "/dois/10.5072/x", {**complete(language="nld"), **PUBLISH})

    def get(accept: str) -> requests.Response:
        return standin.ask("GET", "/dois/10.5072/x", headers={"Accept": accept})

    for accept in ("*/*", "application/json", "application/vnd.api+json", "text/html,*/*;q=0.8"):
        assert get(accept).json()["data"]["id"] == "10.5072/x"
    datacite = get("application/vnd.datacite.datacite+json")
    assert datacite.headers["Content-Type"] == "application/vnd.datacite.datacite+json"
    assert datacite.json()["id"] == "https://doi.org/10.5072/x"
    assert datacite.json()["publisher"] == {"name": "Universiteit Gent"}
    xml = get("application/vnd.datacite.datacite+xml")
    assert xml.headers["Content-Type"].startswith("application/vnd.datacite.datacite+xml")
    schema = etree.XMLSchema(etree.parse(shared("reference/datacite/kernel-4.7/metadata.xsd")))
    schema.assertValid(etree.fromstring(xml.content))
    in_json = base64.b64decode(get("*/*").json()["data"]["attributes"]["xml"])
    assert in_json == xml.content
    answer = get("application/x-bibtex")
    assert answer.status_code == 406
    assert titles(answer) == [(None, "The content type is not recognized.")]


def test_a_draft_that_is_no_xml_yet_has_none(standin: Standin) -> None:
    standin.ask("PUT", "/dois/10.5072/x", {"types": {"resourceType": "Survey"}})
    accept = {"Accept": "application/vnd.datacite.datacite+xml"}
    assert standin.ask("GET", "/dois/10.5072/x", headers=accept).status_code == 404


def test_lists_by_page_and_by_cursor(standin: Standin) -> None:
    names = [f"10.5072/{number}" for number in range(5)]
    for name in names:
        standin.ask("PUT", f"/dois/{name}", {})
    standin.ask("PUT", "/dois/10.5073/other", complete(event="publish", url=URL), name="kul")

    def walk(first: str) -> list[list[str]]:
        pages, link = [], f"{standin.url}{first}"
        while link:
            body = requests.get(link, auth=("HOEDER.UG", "secret-of-ug"), timeout=30).json()
            assert body["meta"]["total"] == 5
            assert body["meta"]["totalPages"] == 3
            pages.append([item["id"] for item in body["data"]])
            link = body["links"].get("next")
        return pages

    expected = [names[:2], names[2:4], names[4:]]
    assert walk("/dois?client-id=hoeder.ug&page[size]=2") == expected
    assert walk("/dois?prefix=10.5072&page[size]=2&page[cursor]=1") == expected
    assert walk("/dois?prefix=10.5072&page[size]=2&page[number]=2") == expected[1:]
    assert standin.ask("GET", "/dois?prefix=10.507").json()["meta"]["total"] == 0
    assert standin.ask("GET", "/dois?prefix=*").json()["data"][0]["id"] == "10.5072/0"
    assert standin.ask("GET", "/dois?page[cursor]=%25%25").status_code == 400
    assert standin.ask("GET", "/dois?page[size]=0").json()["data"] == []


# --- pages for people ---------------------------------------------------------------------------


def test_pages_say_what_they_are_and_escape_what_they_show(standin: Standin) -> None:
    url = 'https://data.example.org/"><script>alert(1)</script>'
    evil = complete(event="publish", url=url, titles=[{"title": "<script>alert(2)</script>"}])
    assert standin.ask("PUT", "/dois/10.5072/x", evil).status_code == 201
    for path in ("/doi/10.5072/x", "/10.5072/X"):
        page = standin.ask("GET", path, name=None)
        assert page.status_code == 200
        assert "This is a test DOI." in page.text
        assert "findable" in page.text
        assert "<script" not in page.text
        assert "&lt;script&gt;alert(2)" in page.text
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert "script" not in page.headers["Content-Security-Policy"]
        link = etree.HTML(page.text).find(".//dd/a")
        assert link is not None
        assert link.get("href") == url
    front = standin.ask("GET", "/", name=None)
    assert "stands in for DataCite" in front.text
    assert "10.5072/x" in front.text
    assert "<script" not in front.text


def test_pages_do_not_tell_more_than_the_api(standin: Standin) -> None:
    standin.ask("PUT", "/dois/10.5072/draft", complete())
    standin.ask("PUT", "/dois/10.5072/hidden", complete(event="register", url=URL))
    draft = standin.ask("GET", "/doi/10.5072/draft", name=None)
    assert draft.status_code == 404
    hidden = standin.ask("GET", "/doi/10.5072/hidden", name=None)
    assert hidden.status_code == 200
    assert URL in hidden.text
    for page in (draft, hidden, standin.ask("GET", "/", name=None)):
        assert "Sleep" not in page.text
