#!/usr/bin/env bash
# Starts the sample on Tomcat, on loopback only, at the root context, in the foreground. Downloads Tomcat once.
#   PORT                   default: 8080
#   TOMCAT_VERSION         default: 11.0.24; 10.1.55 works too
#   AUTH_JWT_SECRETKEY     required if no other key is set; create one with: openssl rand -base64 32
#   AUTH_..., MP_JWT_...   any setting of the filter; also as -Dauth.x=y in JAVA_OPTS
# Logs: sample-war/target/tomcat-VERSION/logs
set -euo pipefail
sample="$(cd "$(dirname "$0")/.." && pwd)"
version="${TOMCAT_VERSION:-11.0.24}"
target="$sample/target"
home="$target/apache-tomcat-$version"
base="$target/tomcat-$version"

if [ ! -d "$home" ]; then
  (cd "$sample/.." && ./mvnw -q -B -N dependency:unpack \
    -Dartifact="org.apache.tomcat:tomcat:$version:zip" -DoutputDirectory="$target")
fi
rm -rf "$base"
mkdir -p "$base/conf" "$base/webapps" "$base/logs" "$base/temp"
cp "$home/conf/web.xml" "$home/conf/logging.properties" "$base/conf/"
cp "$sample/bin/tomcat-server.xml" "$base/conf/server.xml"
cp "$target/expenses.war" "$base/webapps/ROOT.war"

export CATALINA_HOME="$home" CATALINA_BASE="$base"
export CATALINA_OPTS="${JAVA_OPTS:-} -Dsample.port=${PORT:-8080}"
unset JAVA_OPTS
exec sh "$home/bin/catalina.sh" run
