#!/usr/bin/env bash
# A throw-away PostgreSQL server on 127.0.0.1; started by root it runs as the user postgres. Everybody may log in as postgres.
#   pg.sh start DIR PORT   makes a server with its files in DIR (not there yet, below a folder that all may enter) and starts it
#   pg.sh serve DIR PORT   start, says "ready", and stop as soon as the standard input ends, so that it never outlives its caller
#   pg.sh crash DIR        ends it at once, with all that it was about
#   pg.sh again DIR        starts it again after a crash
#   pg.sh stop DIR         ends it and removes its files
# With LISTEN=ADDRESS it listens there as well, and everybody from that address's /24 may log in.
# Without DURABLE=1 it does not wait for the disk: faster, and good for all tests that do not stop the machine. What was committed outlives the server.
set -euo pipefail

verb=$1 dir=$2 port=${3:-}
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)
[ -x "$bin/initdb" ] || {
  echo "PostgreSQL is not installed here (looked below /usr/lib/postgresql). scripts/test.sh installs it; or run: sudo apt-get install postgresql-15" >&2
  exit 2
}

as_server() {
  if [ "$(id -u)" = 0 ]; then (cd / && exec runuser -u postgres -- "$@"); else "$@"; fi
}

# pg_ctl's own waiting compares times: it is wrong where somebody moves the server's clock.
start() {
  local port _
  port=$(sed -n 's/^port = //p' "$dir/data/postgresql.conf" | tail -1)
  as_server "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -W start >/dev/null
  for _ in $(seq 600); do
    ! "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" || return 0
    sleep 0.1
  done
  cat "$dir/server.log" >&2
  exit 1
}

make() {
  mkdir -p "$dir"
  [ "$(id -u)" != 0 ] || chown postgres "$dir"
  as_server "$bin/initdb" -D "$dir/data" -U postgres -A trust --no-sync --no-instructions -E UTF8 --locale=C >/dev/null
  {
    echo "port = $port"
    echo "listen_addresses = '127.0.0.1${LISTEN:+,$LISTEN}'"
    echo "unix_socket_directories = ''"
    echo "max_connections = 200"
    [ -n "${DURABLE:-}" ] || printf 'fsync = off\nfull_page_writes = off\n'
  } >>"$dir/data/postgresql.conf"
  [ -z "${LISTEN:-}" ] || echo "host all all $LISTEN/24 trust" >>"$dir/data/pg_hba.conf"
}

crash() { as_server "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null || true; }

case $verb in
  start) make && start ;;
  serve)
    trap 'crash; rm -rf "$dir"' EXIT
    make && start
    echo ready
    cat >/dev/null
    ;;
  crash) crash ;;
  again) start ;;
  stop) crash && rm -rf "$dir" ;;
  *) echo "usage: pg.sh start|serve DIR PORT | crash|again|stop DIR" >&2 && exit 2 ;;
esac
