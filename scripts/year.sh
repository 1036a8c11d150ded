#!/usr/bin/env bash
# year.sh [DAYS]: a file and a tree captured every minute for a year (or DAYS) of virtual time, each into a repository of its own in memory, and one
# day on disk. At every midnight the files are counted; at twelve points restic checks, lists and restores. A year takes about half an hour.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_sdk
need_restic
build tests/Scenarios/YearOfMinutes
year="$root/artifacts/$(runtime)/bin/YearOfMinutes/release/YearOfMinutes.dll"
missed=0
dotnet "$year" disk || missed=1
dotnet "$year" file "${1:-365}" || missed=1
dotnet "$year" tree "${1:-365}" || missed=1
exit "$missed"
