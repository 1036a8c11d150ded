#!/usr/bin/env bash
# nemesis.sh [SEED] [--triggers N] [--minutes M] [--sources N] [--sqlite] [--broken]: three nodes and PostgreSQL on virtual hosts, clients that send
# triggers, and faults drawn from the seed: kills, stops, cuts of the network, crashes of the database, steps of clocks. Then a checker judges
# from journal and stores. Exit code 1 if a promise was broken. Needs root. --broken: nodes that ignore their deadlines, which it must find.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case ${1:-} in
  -h | --help) sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
[[ " $* " == *" --sqlite "* ]] || [ "$(id -u)" = 0 ] || die "nemesis.sh makes network namespaces and needs root for that: run it with sudo, or with --sqlite, which needs none."
need_sdk
need_sqlite
need_postgres
need_package 'command -v ip' iproute2
need_package 'command -v nft' nftables
need_package 'ls /usr/lib/*/faketime/libfaketimeMT.so.1' faketime
build tests/Scenarios/Nemesis
exec dotnet "$root/artifacts/$(runtime)/bin/Nemesis/release/nemesis.dll" "$@"
