#!/bin/sh
# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT
#
# Makes .env with a secret of its own for each service. An .env that exists stays as it is.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

if [ -e .env ]; then
  say ".env exists and was left as it is: its secrets belong to the data in the volumes."
  exit 0
fi
case "${1:-}" in
  *[!a-z0-9.-]* | "" | .* | -* | *. | *..*)
    say "Give the name people reach the instance by, in small letters, and a contact address: docker/secrets.sh data.example.org data@example.org"
    exit 64 ;;
esac
case "${2:-}" in
  *[!A-Za-z0-9.@_+-]* | *@*@* | @* | *@) contact= ;;
  *@*) contact=$2 ;;
  *) contact= ;;
esac
if [ -z "$contact" ]; then
  say "Give the address that reports and harvesters' questions go to: docker/secrets.sh $1 data@example.org"
  exit 64
fi

# A letter first: Invenio reads a value that looks like a number as one.
secret() { printf 's%s' "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')"; }

umask 077
new=$(mktemp .env.XXXXXX)
trap 'rm -f "$new"' EXIT
cat > "$new" <<END
HOEDER_DOMAIN=$1
HOEDER_CONTACT_EMAIL=$contact

# Never change one of these in a running instance without reading docs/containers.md.
INVENIO_SECRET_KEY=$(secret)
INVENIO_SECURITY_PASSWORD_SALT=$(secret)
HOEDER_POSTGRESQL_ADMIN_PASSWORD=$(secret)
HOEDER_POSTGRESQL_PASSWORD=$(secret)
HOEDER_VALKEY_PASSWORD=$(secret)
HOEDER_RABBITMQ_PASSWORD=$(secret)

# Test DOIs until this says https://api.datacite.org. Passwords: {"REPOSITORY": "password"}.
INVENIO_HOEDER_DATACITE_URL=https://api.test.datacite.org
INVENIO_HOEDER_DATACITE_PASSWORDS='{}'
END
# A link, not a move: of two that start together the second finds the name taken and stops.
ln "$new" .env
say "Made .env, readable by you only. Put a copy where your backups are: without it the database cannot be opened."
