# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Where files go: a folder, or a bucket of a real S3 server (package moto)."""

import io
from collections.abc import Iterator

import boto3
import pytest
from flask import Flask
from invenio_app.factory import create_api
from invenio_db import db
from invenio_files_rest.models import Bucket, Location, ObjectVersion
from moto.server import ThreadedMotoServer

from hoeder.operations.setup.steps import file_storage

KEYS = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}


@pytest.fixture
def s3() -> Iterator[str]:
    """Address of an S3 server with the bucket ``hoeder``."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    boto3.client("s3", endpoint_url=url, region_name="us-east-1", **KEYS).create_bucket(
        Bucket="hoeder"
    )
    yield url
    server.stop()


@pytest.fixture
def s3_app(s3: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application as it is with ``HOEDER_FILES=s3://hoeder``; the default place is put back."""
    monkeypatch.setenv("HOEDER_FILES", "s3://hoeder")
    monkeypatch.setenv("INVENIO_S3_ENDPOINT_URL", s3)
    monkeypatch.setenv("INVENIO_S3_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("INVENIO_S3_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("INVENIO_S3_REGION_NAME", "us-east-1")
    app = create_api()
    with app.app_context():
        before = Location.get_default().uri
        yield app
        monkeypatch.setenv("HOEDER_FILES", before)
        file_storage(lambda *_: None)


def test_files_go_to_the_bucket_and_come_back(s3_app: Flask, s3: str) -> None:
    file_storage(lambda *_: None)
    assert Location.get_default().uri == "s3://hoeder"
    version = ObjectVersion.create(
        Bucket.create(), "survey.csv", stream=io.BytesIO(b"age,answer\n42,yes\n"), size=18
    )
    db.session.commit()
    stored = boto3.client("s3", endpoint_url=s3, region_name="us-east-1", **KEYS)
    assert stored.list_objects_v2(Bucket="hoeder")["KeyCount"] == 1
    with version.file.storage().open("rb") as file:
        assert file.read() == b"age,answer\n42,yes\n"


def test_the_place_is_set_once(app: Flask) -> None:
    before = Location.query.count()
    file_storage(lambda *_: None)
    assert Location.query.count() == before
    assert [place.default for place in Location.query.all()].count(True) == 1
