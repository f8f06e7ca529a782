# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What is not public is in no document, export, page, link or sitemap, whoever asks."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from invenio_sitemap.tasks import update_sitemap_cache

from hoeder.custodians.proxies import current_custodians
from hoeder.operations.people import PEOPLE
from statements import complete_statement

EXPORTS = ("dcat-ap", "dcat-ap-turtle", "dcat-ap-json-ld", "json-ld")
TYPES = ("application/rdf+xml", "text/turtle", "application/ld+json", "application/linkset+json")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


@pytest.fixture(scope="module")
def everything(site: Any, records: Any) -> dict[str, str]:
    """All that a program can read, by address."""
    paths = [f"/catalogue/ugent-demo.{suffix}" for suffix in ("rdf", "ttl", "jsonld")]
    paths += ["/catalogue/ugent-demo", "/oai2d?verb=ListRecords&metadataPrefix=dcat_ap_vl"]
    found = {path: site.get(path).text for path in paths}
    for name, made in records.items():
        for export in EXPORTS:
            path = f"/records/{made.id}/export/{export}"
            answer = site.get(path)
            # A page leads to the sign-in.
            assert answer.status_code == (302 if name == "restricted" else 200), answer.text[:300]
            found[path] = answer.text
        for media_type in TYPES:
            answer = site.get(f"/api/records/{made.id}", Accept=media_type)
            assert answer.status_code == (403 if name == "restricted" else 200), answer.text[:300]
            found[f"{made.id} as {media_type}"] = answer.text + str(answer.headers)
        page = site.get(f"/records/{made.id}", Accept="text/html")
        found[f"{made.id} links"] = str(page.headers)
        scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.S)
        assert bool(scripts) is (name != "restricted")
        found[f"{made.id} script"] = "".join(scripts)
    return found


def test_restricted_records_names_of_files_and_notes(
    everything: dict[str, str], records: Any
) -> None:
    for made in records.values():
        for path, text in everything.items():
            assert made.canary not in text, path
    public = {path: text for path, text in everything.items() if path.startswith("/catalogue")}
    for path, text in public.items():
        assert records["restricted"].id not in text, path
        assert ("table.csv" in text) is ("." in path), path


def test_no_address_for_mail_but_the_custodians(everything: dict[str, str], app: Flask) -> None:
    public = {custodian.contact.email for custodian in current_custodians.all()}
    people = {email for email, *_ in PEOPLE.values()}
    for path, text in everything.items():
        if path == "/catalogue/ugent-demo":
            assert not people - public & set(MAIL.findall(text))
            continue
        if path.endswith("links"):
            continue
        assert set(MAIL.findall(text)) <= public, path


def test_answers_that_are_internal(everything: dict[str, str]) -> None:
    inside = complete_statement().get("internal") or {}
    told = [text for text in inside.values() if isinstance(text, str) and len(text) > 12]
    for path, text in everything.items():
        for answer in told:
            assert answer not in text, path


def test_the_sitemap(app: Flask, site: Any, records: Any, settled: Callable[[], None]) -> None:
    update_sitemap_cache.delay()
    end = time.monotonic() + 60
    while f"/records/{records['open'].id}<" not in (page := site.get("/sitemap_0.xml").text):
        assert time.monotonic() < end, page
        time.sleep(0.5)
    assert "sitemap_0.xml" in site.get("/sitemap.xml").text
    for name, made in records.items():
        assert (f"{site.base}/records/{made.id}<" in page) is (name != "restricted")
