#!/bin/sh
# Retires the key that signs access tokens: the next token is signed by another one, and what was signed stays good.
# Needs a JRE and this directory, and no server that runs.
#
# LATCHKEY_DB_URL, LATCHKEY_DB_USER and LATCHKEY_DB_PASSWORD in the environment say where the database is.
# Exits with 0 where it is done, 2 where the database could not be reached.

modules="$(cd "$(dirname "$0")/../modules" && pwd)" || exit 2
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" \
    -cp "$modules/org/latchkey/realm/main/latchkey-realm.jar:$modules/org/mariadb/jdbc/main/mariadb-java-client.jar" \
    org.latchkey.operate.RotateKeys
