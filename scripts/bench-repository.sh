#!/usr/bin/env bash
# bench-repository.sh [--seed N] [--divisor N] [--runs N] [--folder DIR] [mixed|big|changed]…: the repository against stock restic on this machine, in turns,
# on the same generated data: first backup of 2 GiB in 20,000 files, the same with nothing changed, its restore, one incompressible file of 1 GiB, and one
# changed file in a running process. Every repository of ours is checked by restic with all its data. Medians; the largest part of an hour on two cores:
# --divisor 8 takes an eighth of the data and a few minutes. Needs 12 GiB in DIR.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_sdk
need_restic
need_package 'test -x /usr/bin/time' time
build tests/ActorBackup.Benchmarks
exec dotnet "$root/artifacts/$(runtime)/bin/ActorBackup.Benchmarks/release/ActorBackup.Benchmarks.dll" repository "$@"
