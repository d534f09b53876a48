#!/usr/bin/env bash
# The sample on the Jetty 12 that lies in its WAR: loopback only, in the foreground.
#   PORT          8080 unless told otherwise
#   LOG_FILE      sample-war/target/jetty.log unless told otherwise
#   LOG_LEVELS    such as io.sallyport=FINE; INFO unless told otherwise
#   AUTH_..., MP_JWT_...   any setting of the filter; also as -Dauth.x=y in JAVA_OPTS
set -euo pipefail
target="$(cd "$(dirname "$0")/.." && pwd)/target"
export LOG_FILE="${LOG_FILE:-$target/jetty.log}"
# Split on purpose: several options.
# shellcheck disable=SC2086
exec java ${JAVA_OPTS:-} -jar "$target/expenses.war"
