#!/bin/sh
# Verifies the chain of audit events of every company. Needs a JRE and this directory, and no server that runs.
#
# LATCHKEY_DB_URL, LATCHKEY_DB_USER and LATCHKEY_DB_PASSWORD in the environment say where the database is.
# Exits with 0 where all chains are whole, 1 where one is broken, 2 where they could not be read.

modules="$(cd "$(dirname "$0")/../modules" && pwd)" || exit 2
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" \
    -cp "$modules/org/latchkey/realm/main/latchkey-realm.jar:$modules/org/mariadb/jdbc/main/mariadb-java-client.jar" \
    org.latchkey.chain.Verify
