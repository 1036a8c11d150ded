#!/usr/bin/env bash
# akka.sh packages|subset: chooses what the next builds stand on, Akka.NET's packages or src/AkkaSubset, and remembers it.
# The packages are taken only if the feed has them; nothing changes otherwise. Without an argument it says what is chosen.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

remember() {
  mkdir -p "$root/artifacts"
  printf '<Project>\n  <PropertyGroup>\n    <UseAkkaPackages>%s</UseAkkaPackages>\n  </PropertyGroup>\n</Project>\n' "$1" >"$root/artifacts/akka.props"
}

# A throw-away project that asks for nothing but Akka, in the version the product asks for.
feed_has_akka() {
  local probe version
  version=$(sed -n 's/.*Include="Akka" Version="\([^"]*\)".*/\1/p' "$root/Directory.Packages.props")
  probe=$(mktemp -d)
  trap 'rm -rf "$probe"' RETURN
  cat >"$probe/probe.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Akka.Persistence.Sql" Version="[$version]" /></ItemGroup>
</Project>
END
  [ ! -e "$root/nuget.config" ] || cp "$root/nuget.config" "$probe"
  say "asking the feed for Akka.Persistence.Sql $version"
  dotnet restore "$probe/probe.csproj" -v quiet >&2
}

case ${1:-} in
  packages)
    need_sdk
    feed_has_akka || die "The feed does not have Akka.NET (see above); the choice stays '$(runtime)'. 'dotnet nuget list source' shows the feeds that were asked."
    remember true ;;
  subset) remember false ;;
  '') ;;
  *) die "usage: scripts/akka.sh [packages|subset]" ;;
esac
echo "builds stand on: $(runtime)"
