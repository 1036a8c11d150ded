#!/usr/bin/env bash
# bench-cluster.sh [fail-over|leave|shared|signals]…: three nodes and PostgreSQL on this machine; prints how fast a source moves, what 3,000 shared
# sources take, and how fast signals are accepted, with the machine it was measured on. Takes about ten minutes.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_sdk
need_sqlite
need_postgres
build tests/ActorBackup.Benchmarks
[ $# -gt 0 ] || set -- cluster
exec dotnet "$root/artifacts/$(runtime)/bin/ActorBackup.Benchmarks/release/ActorBackup.Benchmarks.dll" "$@"
