#!/bin/sh
# Run the tests marked `server` against Debian's PostgreSQL: a throw-away cluster on a socket, no network.
set -eu
python=$1
server_programs() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }
if [ -z "$(server_programs)" ]; then
  { apt-get update -q && apt-get install -y -q --no-install-recommends postgresql; } >/dev/null ||
    { echo "no PostgreSQL to be had; its tests are skipped"; exit 0; }
fi
programs=$(server_programs)
"$python" -c 'import psycopg' 2>/dev/null ||
  "$python" -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[postgresql]'
folder=$(mktemp -d)
as_server() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$1"; else sh -c "$1"; fi; }
stop() { as_server "$programs/pg_ctl -D $folder/data -m immediate stop" >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT
chmod 755 "$folder"
[ "$(id -u)" = 0 ] && chown postgres "$folder"
as_server "$programs/initdb -D $folder/data -A trust -U dateline -E UTF8 --no-sync" >/dev/null
as_server "$programs/pg_ctl -D $folder/data -w -o '-k $folder -c listen_addresses= -c fsync=off' -l $folder/log start" >/dev/null
as_server "$programs/createdb -h $folder -U dateline dateline"
DATELINE_POSTGRESQL="postgresql:///dateline?host=$folder&user=dateline" \
  "$python" -m pytest -q -m "server and not browser" -rs
