#!/bin/sh
# Load the demonstration maps, which changes nothing where they are already, and serve. Without the demonstration: SYSMAP_DEMO=no.
set -eu

stop() { printf 'sysmap: %s\n' "$*" >&2; exit 1; }

file=${SYSMAP_NEO4J_PASSWORD_FILE:-}
if [ -n "${SYSMAP_NEO4J_USER:-}" ] && [ -z "${SYSMAP_NEO4J_PASSWORD:-}" ]; then
  [ -n "$file" ] || stop "No password for Neo4j: set SYSMAP_NEO4J_PASSWORD or SYSMAP_NEO4J_PASSWORD_FILE."
  [ -r "$file" ] && [ -s "$file" ] || stop "No password for Neo4j in $file: remove the volume for secrets only together with that for data."
fi

if [ "${SYSMAP_DEMO:-yes}" = yes ]; then
  # The service comes up all the same: it says what is wrong, and finds the maps once the store is back.
  sysmap demo --no-serve --folder "${SYSMAP_DEMO_FOLDER:-/tmp/sysmap-demo}" >/dev/null || echo "sysmap: the demonstration maps are not loaded." >&2
fi
exec sysmap serve
