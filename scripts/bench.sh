#!/usr/bin/env bash
# bench.sh [NAME…]: prints the figures that README quotes, with the machine they were measured on. Takes about three minutes.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_sdk
need_sqlite
build tests/ActorBackup.Benchmarks
exec dotnet "$root/artifacts/$(runtime)/bin/ActorBackup.Benchmarks/release/ActorBackup.Benchmarks.dll" "$@"
