# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The shipped nginx configuration in a real nginx, before a small upstream that tells what it got.

Only places are changed (ports, folders, the upstream's address). It needs no instance; where
nginx is not installed it is skipped, in continuous integration it fails.
"""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "docker" / "nginx"
DOMAIN = "data.example.org"
UPLOAD = "/api/records/abcde-12345/draft/files/table.csv/content"
MEGABYTE = 1 << 20


@pytest.fixture(autouse=True)
def _clean_session() -> None:
    """No database is used here: this stands in for the fixture that needs an instance."""


class Upstream(BaseHTTPRequestHandler):
    """Answers with the request it got; ``/cookie`` sets a cookie on a public answer."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        got = {"path": self.path, "headers": list(self.headers.items()), "length": len(body)}
        content = json.dumps(got).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "public, max-age=86400")
        self.send_header("Expires", "Thu, 01 Jan 2099 00:00:00 GMT")
        self.send_header("Strict-Transport-Security", "max-age=31556926")
        self.send_header("X-Session-ID", "session-of-somebody")
        self.send_header("X-User-ID", "42")
        if self.path == "/cookie":
            self.send_header("Set-Cookie", "session=secret; Secure; HttpOnly")
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT = do_POST = answer

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test's output is for the test."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def got(self) -> dict[str, str]:
        """The headers that the upstream got."""
        return {name.lower(): value for name, value in json.loads(self.body)["headers"]}


@dataclass(frozen=True)
class Nginx:
    """A running nginx: its ports and its logs."""

    http: int
    https: int
    health: int
    log: Path

    def plain(self, path: str, host: str = DOMAIN, port: int = 0) -> Answer:
        return self._answer(
            HTTPConnection("127.0.0.1", port or self.http, timeout=10), "GET", path, host
        )

    def ask(
        self,
        path: str,
        method: str = "GET",
        host: str = DOMAIN,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """A request over TLS; the handshake always names our domain, the Host header ``host``."""
        connection = HTTPSConnection("127.0.0.1", self.https, timeout=30)
        connection.sock = self.handshake()
        return self._answer(connection, method, path, host, body, headers)

    def handshake(
        self, name: str | None = DOMAIN, version: ssl.TLSVersion | None = None, ciphers: str = ""
    ) -> ssl.SSLSocket:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        if ciphers:
            context.set_ciphers(ciphers)
        if version is not None:
            context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
            context.maximum_version = version
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=10)
        return context.wrap_socket(plain, server_hostname=name)

    @staticmethod
    def _answer(
        connection: HTTPConnection,
        method: str,
        path: str,
        host: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        try:
            connection.request(method, path, body, {"Host": host, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def lay_out(folder: Path, upstream: int, ports: Mapping[str, int]) -> Path:
    """The shipped files in ``folder``, with places that a test can have."""
    (folder / "conf.d").mkdir()
    (folder / "static" / "dist" / "js").mkdir(parents=True)
    (folder / "static" / "logo.svg").write_text("<svg/>")
    (folder / "static" / "dist" / "js" / "app.b930578db8f015cf.js").write_text("1;")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", f"/CN={DOMAIN}"),
            *("-keyout", folder / "certificate_key", "-out", folder / "certificate"),
        ],
        check=True,
        capture_output=True,
    )
    values = {"HOEDER_DOMAIN": DOMAIN, "HOEDER_UPSTREAM": f"127.0.0.1:{upstream}"}
    template = (SHIPPED / "templates" / "hoeder.conf.template").read_text()
    servers = re.sub(r"\$\{(\w+)\}", lambda found: values[found[1]], template)
    for shipped, used in (
        ("listen 8080", f"listen 127.0.0.1:{ports['http']}"),
        ("listen 8443", f"listen 127.0.0.1:{ports['https']}"),
        ("127.0.0.1:8081", f"127.0.0.1:{ports['health']}"),
        ("/run/secrets/", f"{folder}/"),
        ("root /srv;", f"root {folder};"),
    ):
        assert shipped in servers
        servers = servers.replace(shipped, used)
    if version() < (1, 25, 1):  # the directive is newer; HTTP/2 itself is not tested here
        servers = servers.replace("http2 on;", "")
    (folder / "conf.d" / "hoeder.conf").write_text(servers)
    shutil.copyfile(SHIPPED / "proxy.conf", folder / "proxy.conf")
    main = folder / "nginx.conf"
    # As root, nginx's workers would be another account, which may not enter the test's folder.
    account = "user root;\n" if os.getuid() == 0 else ""
    main.write_text(account + (SHIPPED / "nginx.conf").read_text().replace("/tmp/", f"{folder}/"))
    return main


def version() -> tuple[int, ...]:
    told = subprocess.run([program(), "-v"], check=True, capture_output=True, text=True).stderr
    found = re.search(r"nginx/([\d.]+)", told)
    assert found, told
    return tuple(int(part) for part in found[1].split("."))


def program() -> str:
    """nginx's path; without it there is nothing to test."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found:
        return found
    message = "nginx is not installed: its configuration went unchecked"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def started(folder: Path, upstream: int) -> Iterator[Nginx]:
    """nginx in ``folder``, before the upstream's port."""
    command = program()
    ports = {name: free_port() for name in ("http", "https", "health")}
    main = lay_out(folder, upstream, ports)
    log = folder / "log"
    with open(log, "wb") as output:
        running = subprocess.Popen(
            [command, "-p", str(folder), "-c", str(main), "-g", "daemon off;"],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(ports["health"], running, log)
        yield Nginx(**ports, log=log)
    finally:
        running.terminate()
        running.wait(10)


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with started(tmp_path_factory.mktemp("nginx"), server.server_port) as running:
        yield running
    server.shutdown()


def wait_for(port: int, running: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        assert running.poll() is None, log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nginx does not listen: {log.read_text()}")


# TLS and names


def test_old_tls_is_refused(nginx: Nginx) -> None:
    for old in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
        # The server's own word: not the client, nor a lack of common ciphers, is what refuses.
        refused = pytest.raises(ssl.SSLError, match="ALERT_PROTOCOL_VERSION")
        with pytest.warns(DeprecationWarning, match="TLS"), refused:
            # Level 0, or the client itself would not ask.
            nginx.handshake(version=old, ciphers="ALL:@SECLEVEL=0")


@pytest.mark.parametrize(
    ("version", "name"),
    [(ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")],
)
def test_present_tls_is_spoken(nginx: Nginx, version: ssl.TLSVersion, name: str) -> None:
    with nginx.handshake(version=version) as connection:
        assert connection.version() == name


def test_ciphers_without_forward_secrecy_are_refused(nginx: Nginx) -> None:
    with pytest.raises(ssl.SSLError):
        nginx.handshake(version=ssl.TLSVersion.TLSv1_2, ciphers="AES128-GCM-SHA256:AES256-SHA")


def test_http_leads_to_https_and_keeps_path_and_query(nginx: Nginx) -> None:
    answer = nginx.plain("/records/a?q=1&r=%2F")
    assert answer.status == 308
    assert answer.headers["Location"] == f"https://{DOMAIN}/records/a?q=1&r=%2F"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", f"{DOMAIN}.evil.example"])
def test_foreign_hosts_get_nothing(nginx: Nginx, host: str) -> None:
    assert nginx.plain("/", host=host).status == 421
    assert nginx.ask("/", host=host).status == 421


@pytest.mark.parametrize("name", ["evil.example", None])
def test_a_handshake_for_a_foreign_name_gets_no_certificate(nginx: Nginx, name: str | None) -> None:
    with pytest.raises(ssl.SSLError):
        nginx.handshake(name)


# Headers


def test_the_application_is_told_the_truth_whatever_the_client_says(nginx: Nginx) -> None:
    forged = {
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Port": "1",
        "X-Forwarded-Prefix": "/evil",
        "X-Real-IP": "203.0.113.7",
        "Forwarded": "for=203.0.113.7",
        "Proxy": "http://evil.example",
        "X-Request-ID": "forged",
    }
    got = nginx.ask("/", headers=forged).got
    assert got["host"] == DOMAIN
    assert got["x-forwarded-for"] == "127.0.0.1"
    assert got["x-forwarded-host"] == DOMAIN
    assert got["x-forwarded-proto"] == "https"
    assert re.fullmatch(r"[0-9a-f]{32}", got["x-request-id"])
    left_out = ("x-forwarded-port", "x-forwarded-prefix", "x-real-ip", "forwarded", "proxy")
    assert not set(left_out) & set(got)


def test_upload_route_is_told_the_truth_too(nginx: Nginx) -> None:
    got = nginx.ask(UPLOAD, "PUT", body=b"x", headers={"X-Forwarded-For": "203.0.113.7"}).got
    assert got["x-forwarded-for"] == "127.0.0.1"


@pytest.mark.parametrize("path", ["/", UPLOAD])
def test_ids_of_sessions_and_users_stay_inside(nginx: Nginx, path: str) -> None:
    answer = nginx.ask(path)
    assert answer.status == 200
    assert "session-of-somebody" not in answer.headers.values()
    assert not {"X-Session-ID", "X-User-ID"} & set(answer.headers)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31556926"


def test_an_answer_with_a_cookie_is_kept_by_no_cache(nginx: Nginx) -> None:
    answer = nginx.ask("/cookie")
    assert answer.headers["Set-Cookie"].startswith("session=")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Expires" not in answer.headers


def test_without_a_cookie_the_application_decides_on_caching(nginx: Nginx) -> None:
    answer = nginx.ask("/")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.headers["Expires"] == "Thu, 01 Jan 2099 00:00:00 GMT"


# Bodies


@pytest.mark.parametrize(
    "path", ["/api/records", "/login/", "/api/records/a/draft/files/b/contents"]
)
def test_large_bodies_are_refused_on_ordinary_routes(nginx: Nginx, path: str) -> None:
    # Its length alone is enough: nothing of the body needs to be sent.
    answer = nginx.ask(path, "POST", headers={"Content-Length": str(11 * MEGABYTE)})
    assert answer.status == 413
    assert "nothing was stored" in json.loads(answer.body)["message"]


@pytest.mark.parametrize(
    "path",
    [
        UPLOAD,
        f"{UPLOAD}/3",
        "/api/records/abcde-12345/draft/media-files/cover.png/content",
        "/api/records/abcde-12345/draft/files/folder%2Ftable%20one.csv/content",
    ],
)
def test_large_files_are_let_through(nginx: Nginx, path: str) -> None:
    answer = nginx.ask(path, "PUT", body=b"\0" * (11 * MEGABYTE))
    assert answer.status == 200
    assert json.loads(answer.body)["length"] == 11 * MEGABYTE
    assert json.loads(answer.body)["path"] == path


def test_no_file_is_larger_than_the_application_accepts(nginx: Nginx) -> None:
    answer = nginx.ask(UPLOAD, "PUT", headers={"Content-Length": str(11 * 1024 * MEGABYTE)})
    assert answer.status == 413


# Paths


@pytest.mark.parametrize(
    "path", ["/ping", "/ping/", "//ping", "/%70ing", "/x/../ping", "/api/ping"]
)
def test_health_check_is_not_public(nginx: Nginx, path: str) -> None:
    assert nginx.ask(path).status == 404


def test_static_files_come_from_the_volume(nginx: Nginx) -> None:
    logo = nginx.ask("/static/logo.svg")
    assert (logo.status, logo.body) == (200, b"<svg/>")
    assert logo.headers["Content-Type"] == "image/svg+xml"
    assert logo.headers["X-Content-Type-Options"] == "nosniff"
    assert logo.headers["Cache-Control"] == "public, max-age=3600"
    script = nginx.ask("/static/dist/js/app.b930578db8f015cf.js")
    assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path", ["/static/../nginx.conf", "/static/%2e%2e/certificate_key", "/static/"]
)
def test_static_shows_nothing_else(nginx: Nginx, path: str) -> None:
    answer = nginx.ask(path)
    assert b"PRIVATE KEY" not in answer.body
    assert b"worker_processes" not in answer.body
    assert b"logo.svg" not in answer.body


def test_the_log_has_no_query_string(nginx: Nginx) -> None:
    nginx.ask("/records/logged-path?token=token-of-a-secret-link")
    end = time.monotonic() + 10
    while "logged-path" not in nginx.log.read_text() and time.monotonic() < end:
        time.sleep(0.05)
    assert "logged-path" in nginx.log.read_text()
    assert "token-of-a-secret-link" not in nginx.log.read_text()


def test_own_health_check_answers_on_the_loopback_only(nginx: Nginx) -> None:
    assert nginx.plain("/", port=nginx.health).status == 204


def test_without_the_application_people_and_harvesters_are_told_to_come_back(
    tmp_path: Path,
) -> None:
    with started(tmp_path, upstream=free_port()) as alone:
        answer = alone.ask("/records/a?token=token-of-a-secret-link")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    assert answer.headers["Content-Type"] == "text/html"
    assert b"Try again" in answer.body
    assert answer.headers["Cache-Control"] == "no-store"
    assert "token-of-a-secret-link" not in alone.log.read_text()
