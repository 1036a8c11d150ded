#!/usr/bin/env bash
# cluster.sh: builds, then takes a tour of a cluster: three nodes and PostgreSQL on this machine, a program that signals them, a kill, a restore.
# Takes about a minute; everything happens in a temporary folder, and nothing is left running.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case ${1:-} in
  -h | --help) sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
need_sdk
need_sqlite
need_postgres
build tests/Scenarios/Demo
exec dotnet "$root/artifacts/$(runtime)/bin/Demo/release/demo.dll" cluster
