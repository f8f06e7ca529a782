#!/bin/sh
# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT
#
# Run once, in an empty database server: the application's account owns its database and no more.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv password HOEDER_POSTGRESQL_PASSWORD
CREATE ROLE hoeder LOGIN PASSWORD :'password';
CREATE DATABASE hoeder OWNER hoeder TEMPLATE template0 ENCODING 'UTF8';
REVOKE CONNECT, TEMPORARY ON DATABASE hoeder FROM PUBLIC;
SQL
