# Shared by the scripts of this folder; sourced, never run.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# A build server and warm MSBuild nodes would outlive the script; the compiler server ends by itself after the build.
export UseSharedCompilation=true
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

need_sdk() {
  local wanted have
  wanted=$(sed -n 's/.*"version": *"\([0-9]*\)\..*/\1/p' "$root/global.json")
  if ! command -v dotnet >/dev/null; then
    die "The .NET SDK $wanted is missing. Install it (https://dotnet.microsoft.com/download, or the package dotnet-sdk-$wanted.0 of Microsoft's apt feed), see that 'dotnet --version' answers, and run this again."
  fi
  have=$(cd "$root" && dotnet --version 2>/dev/null) || die "dotnet is here, but no SDK that global.json accepts (it wants $wanted.x). 'dotnet --list-sdks' shows what there is; install .NET SDK $wanted and run this again."
  [ "${have%%.*}" -ge "$wanted" ] || die "The .NET SDK is $have; this project needs $wanted. Install .NET SDK $wanted and run this again."
}

# need_packages TEST PACKAGE: installs a Debian package unless the shell test succeeds.
need_package() {
  local there=$1 package=$2 as_root=()
  eval "$there" >/dev/null 2>&1 && return
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  say "installing $package with apt-get (this machine has it not)"
  if ! command -v apt-get >/dev/null; then
    die "$package is missing and there is no apt-get here. Install it with this system's package manager and run this again."
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$package" >&2 && return
  say "trying again after apt-get update"
  "${as_root[@]}" apt-get update -q >&2 && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$package" >&2 && return
  die "$package could not be installed. Run 'sudo apt-get update && sudo apt-get install $package' and run this again."
}

need_sqlite() { need_package 'ldconfig -p | grep -q libsqlite3.so.0 || ls /usr/lib/*/libsqlite3.so.0' libsqlite3-0; }

need_restic() { need_package 'command -v restic' restic; }

# The program only: a server that runs by itself, as the package makes one where nobody objects, is not wanted.
need_postgres() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && return
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  if [ ! -e /etc/postgresql-common ]; then
    "${as_root[@]}" mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  need_package false postgresql-15
}

# Which actor runtime the build uses: what scripts/akka.sh remembered, else the subset.
runtime() {
  if grep -q '<UseAkkaPackages>true' "$root/artifacts/akka.props" 2>/dev/null; then echo packages; else echo subset; fi
}

node_dll() { echo "$root/artifacts/$(runtime)/bin/ActorBackup.Node/release/actorbackup.dll"; }

# build TARGET: shows one line per project as it is finished.
build() {
  say "building $1 (the first time takes a minute or two)"
  (cd "$root" && dotnet build "$1" -c Release --nologo -v minimal -clp:NoSummary) || die "The build failed; the lines above say where."
}

# Every process a script starts in the background is named here and ended with the script, whatever ends it.
started=()
end_started() {
  local pid
  for pid in "${started[@]}"; do kill -TERM -- "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  started=()
}
