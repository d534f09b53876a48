#!/usr/bin/env bash
# Starts the sample on the Jetty 12 in its WAR, on loopback only, in the foreground.
#   PORT          default: 8080
#   LOG_FILE      default: sample-war/target/jetty.log
#   LOG_LEVELS    such as io.sallyport=FINE; default: INFO
#   AUTH_..., MP_JWT_...   any setting of the filter; also as -Dauth.x=y in JAVA_OPTS
set -euo pipefail
target="$(cd "$(dirname "$0")/.." && pwd)/target"
export LOG_FILE="${LOG_FILE:-$target/jetty.log}"
# Not quoted: JAVA_OPTS may contain several options.
# shellcheck disable=SC2086
exec java ${JAVA_OPTS:-} -jar "$target/expenses.war"
