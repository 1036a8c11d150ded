#!/usr/bin/env bash
# run.sh [PATH…]: builds, then protects the files named (a file, or a glob in quotes) with a node in the foreground.
# Without a path it runs the demo: a program that rewrites two files carelessly, a node that watches it, a restore.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case ${1:-} in
  -h | --help) sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
need_sdk
need_sqlite
if [ $# -gt 0 ]; then
  build src/ActorBackup.Node
  exec dotnet "$(node_dll)" node "$@"
fi
build tests/Scenarios/Demo
exec dotnet "$root/artifacts/$(runtime)/bin/Demo/release/demo.dll"
