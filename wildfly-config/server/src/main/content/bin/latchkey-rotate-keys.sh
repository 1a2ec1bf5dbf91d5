#!/bin/sh
# Retires the key that signs access tokens: the next token is signed by another one, and what was signed stays good.
# Needs a JRE and this directory, and the user that the server runs as, or root.
#
# JBOSS_BASE_DIR names the directory of a server that is not in ../standalone.
# Exits with 0 where it is done, 69 where no server answers, another number where it is not done.

home="$(cd "$(dirname "$0")/.." && pwd)" || exit 69
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$home/modules/org/latchkey/realm/main/latchkey-realm.jar" \
    org.latchkey.operate.OperatorCall "${JBOSS_BASE_DIR:-$home/standalone}" rotate-signing-key
