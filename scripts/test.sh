#!/usr/bin/env bash
# test.sh [SUITE…]: builds everything and runs every test suite, or those whose project name contains one of the words given.
# The last line says how many tests passed and failed; the exit code is 0 only if none failed and every suite ran.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_sdk
need_sqlite
need_postgres
need_restic
build ActorBackup.sln

results=$(mktemp -d)
running=
finish() {
  [ -z "$running" ] || kill -TERM -- "-$running" 2>/dev/null
  rm -rf "$results"
}
trap finish EXIT
trap 'exit 130' INT TERM

wanted() {
  [ $# -gt 1 ] || return 0
  local name=$1 word
  shift
  for word in "$@"; do [[ $name == *"$word"* ]] && return 0; done
  return 1
}

# counted NAME FILE: one counter of a trx result file, 0 if the file does not say.
counted() {
  local value
  value=$(sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$2" 2>/dev/null | head -1)
  echo "${value:-0}"
}

passed=0 failed=0
# Scenarios last and alone: they start processes of their own and measure time.
projects=$(cd "$root" && find tests -name '*.Tests.csproj' | sort | awk '/Scenarios/ { last = last $0 "\n"; next } { print } END { printf "%s", last }')
for project in $projects; do
  name=$(basename "$project" .csproj)
  wanted "$name" "$@" || continue
  began=$SECONDS
  dll="$root/artifacts/$(runtime)/bin/$name/release/$name.dll"
  setsid timeout 900 dotnet test "$dll" --nologo --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' >"$results/$name.log" 2>&1 &
  running=$!
  wait "$running"
  code=$?
  kill -KILL -- "-$running" 2>/dev/null # whatever a crashed suite left behind
  running=
  good=$(counted passed "$results/$name.trx") bad=$(counted failed "$results/$name.trx") total=$(counted total "$results/$name.trx")
  why=
  if [ "$total" = 0 ]; then
    why="ran no test"
  elif [ "$code" != 0 ] && [ "$bad" = 0 ]; then
    why="ended with exit code $code"
  elif [ $((good + bad)) -lt "$total" ]; then
    why="$((total - good - bad)) of $total tests did not run"
  fi
  if [ -n "$why" ]; then bad=$((bad + 1)); fi
  if [ "$bad" = 0 ]; then
    printf '%-34s %4d passed  %3d s\n' "$name" "$good" $((SECONDS - began))
  else
    printf '%-34s %4d passed, %d FAILED %s  %d s\n' "$name" "$good" "$bad" "$why" $((SECONDS - began))
    sed 's/^/    /' "$results/$name.log"
  fi
  passed=$((passed + good)) failed=$((failed + bad))
done
if [ $((passed + failed)) = 0 ]; then
  say "no suite matches '$*'"
  failed=1
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
