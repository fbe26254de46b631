#!/bin/bash
# train.sh CACHE: starts the hub of this folder once, with everything embedded and its samples
# playing, and has the JVM (25 or later) keep in CACHE what it loaded, linked and profiled.
set -eu
cache=$1
port=${SERVER_PORT:-8080}
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

DROMEDARY_DATA_DIR=$data java -XX:AOTCacheOutput="$cache" -jar dromedary.jar &
hub=$!

ready() {
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
  printf 'GET /actuator/health/readiness HTTP/1.0\r\n\r\n' >&3
  head -n 1 <&3 | grep -q ' 200'
}

until (ready) 2>/dev/null; do
  kill -0 "$hub" || { echo "the hub ended before it was ready" >&2; exit 1; }
  sleep 1
done
sleep 15 # the samples' first messages
kill "$hub"
wait "$hub" || [ $? -eq 143 ]
test -s "$cache"
