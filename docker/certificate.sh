#!/bin/sh
# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT
#
# Makes a self-signed certificate for a trial, valid for 30 days: docker/certificate.sh data.example.org
set -eu
cd "$(dirname "$0")"

say() { printf '%s\n' "$*" >&2; }

if [ -z "${1:-}" ]; then
  say "Give the instance's name, the one in HOEDER_DOMAIN: docker/certificate.sh data.example.org"
  exit 64
fi
if [ -e tls/fullchain.pem ] || [ -e tls/privkey.pem ]; then
  say "docker/tls holds a certificate or a key already; nothing was changed. Remove both files first if they may go."
  exit 73
fi
umask 077
mkdir -p tls
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
  -subj "/CN=$1" -addext "subjectAltName=DNS:$1" \
  -keyout tls/privkey.pem -out tls/fullchain.pem 2>/dev/null
# nginx reads them under another account; on this machine the folder lets nobody else in.
chmod 644 tls/privkey.pem tls/fullchain.pem
say "Made docker/tls/fullchain.pem and privkey.pem. Browsers warn of it: replace it before anyone relies on the instance."
