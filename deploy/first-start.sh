#!/bin/sh
# The password of the maps: taken from the environment, else from the volume, else made on the first start and kept in the volume.
# Neo4j takes a first password only while its data are new, so one that is lost is not made anew over data that have another.
set -eu

secrets=${SECRETS:-/run/sysmap-secrets}
data=${DATA:-/data}
file=$secrets/neo4j-password

stop() { printf 'sysmap: %s\n' "$*" >&2; exit 1; }

[ -d "$secrets" ] && [ -w "$secrets" ] || stop "The volume for secrets is not at $secrets, or cannot be written: look at docker-compose.yml."
given=${SYSMAP_NEO4J_PASSWORD:-}

if [ -n "$given" ]; then
  [ "${#given}" -ge 12 ] || stop "SYSMAP_NEO4J_PASSWORD is shorter than 12 characters: choose a long random one, or leave it out and one is made."
  if [ -s "$file" ] && [ "$(cat "$file")" != "$given" ]; then
    stop "SYSMAP_NEO4J_PASSWORD is not the password that Neo4j was started with first: leave it out, or change it in Neo4j and in the volume."
  fi
elif [ ! -s "$file" ] && [ -d "$data/databases" ]; then
  stop "Neo4j has data, and its password is not in the volume for secrets: set SYSMAP_NEO4J_PASSWORD to the one it was started with."
elif [ ! -s "$file" ]; then
  given=$(head -c 24 /dev/urandom | base64 | tr -d '/+=\n')
  [ "${#given}" -ge 24 ] || stop "No password could be made: set SYSMAP_NEO4J_PASSWORD to a long random one."
fi

if [ ! -s "$file" ]; then
  (umask 077 && printf '%s' "$given" >"$file.new")
  mv "$file.new" "$file"
  echo "sysmap: a password for Neo4j is in the volume for secrets."
fi
# Neo4j's image reads user and password from one file; sysmap runs under another user, and only the two containers have the volume.
(umask 077 && printf 'neo4j/%s' "$(cat "$file")" >"$secrets/neo4j-auth.new")
mv "$secrets/neo4j-auth.new" "$secrets/neo4j-auth"
chown "${NEO4J_USER:-7474:7474}" "$secrets/neo4j-auth" 2>/dev/null || true
chown "${SYSMAP_USER:-10001:10001}" "$file" 2>/dev/null || true
chmod 0400 "$file" "$secrets/neo4j-auth"
