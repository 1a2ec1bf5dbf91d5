#!/bin/sh
# Says how the running server signs in at the mail server: latchkey-mail-login.sh USER, with the password on standard input, which
# is asked for on a terminal. An empty USER means that nobody signs in.
# Needs a JRE and this directory, and the user that the server runs as, or root.
#
# JBOSS_BASE_DIR names the directory of a server that is not in ../standalone.
# Exits with 0 where it is done, 69 where no server answers, another number where it is not done.

if [ $# -ne 1 ]; then
    echo "usage: $0 USER" >&2
    exit 64
fi
home="$(cd "$(dirname "$0")/.." && pwd)" || exit 69
# Java 22 to 24 would take anything for a terminal.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Djdk.console=java.base \
    -cp "$home/modules/org/latchkey/realm/main/latchkey-realm.jar" \
    org.latchkey.operate.OperatorCall "${JBOSS_BASE_DIR:-$home/standalone}" mail-login "$1"
