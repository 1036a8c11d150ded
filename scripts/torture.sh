#!/usr/bin/env bash
# torture.sh [SEED]: the scenarios of scripts/test.sh with the long counts: 200 kills at random moments, 200 captures of each 50 MB writer,
# 500 prunes by restic while we capture, a full and a broken disk at every operation of a repository's works instead of one of each.
# Takes the better part of an hour. A failure prints the seed that repeats it.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export SCENARIO_KILLS=${SCENARIO_KILLS:-200} SCENARIO_CAPTURES=${SCENARIO_CAPTURES:-200} SCENARIO_SEED=${1:-$RANDOM}
export SCENARIO_PRUNES=${SCENARIO_PRUNES:-500}
say "seed $SCENARIO_SEED (SCENARIO_KILLS=$SCENARIO_KILLS, SCENARIO_CAPTURES=$SCENARIO_CAPTURES, SCENARIO_PRUNES=$SCENARIO_PRUNES)"
exec "$root/scripts/test.sh" Repository.Tests Scenarios.Tests
