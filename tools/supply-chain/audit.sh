#!/usr/bin/env bash
# Fails when a package of what is shipped, direct or not, has a known weakness. Needs a package source that serves advisories; says so where none does.
# Given reports (dotnet list PROJECT package --vulnerable --include-transitive --format json > REPORT), it judges these instead, and fails on one that is none.
set -uo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

report() { dotnet list "$1" package --vulnerable --include-transitive --format json >"$2" 2>&1; }

# 0: nothing is known; 1: a weakness; 2: it is no report.
judge() {
  if ! grep -q '"projects"' "$2" || grep -q '"level": *"error"' "$2"; then
    echo "$1: the audit could not run:"
    tail -n 3 "$2"
    return 2
  elif grep -q '"vulnerabilities"' "$2"; then
    echo "$1: known weaknesses:"
    grep -E '"(id|resolvedVersion|severity|advisoryurl)"' "$2"
    return 1
  fi
  echo "$1: no known weakness"
}

# A source that serves no advisories has every package look well; it is asked for one that is known to be weak.
serves_advisories() {
  cat >"$work/Canary.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
  <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.1" /></ItemGroup>
</Project>
XML
  dotnet restore "$work/Canary.csproj" --verbosity quiet >"$work/restore.log" 2>&1 && report "$work/Canary.csproj" "$work/canary.json" && grep -q '"vulnerabilities"' "$work/canary.json"
}

status=0
if [ $# -gt 0 ]; then
  for given in "$@"; do
    judge "$given" "$given" || status=$?
  done
  exit $status
fi

cd "$here" || exit 2
for project in Standalone SiloHost GatewayHost Cli; do
  [ -f "src/$project/$project.csproj" ] || continue
  report "src/$project/$project.csproj" "$work/report.json"
  judge "$project" "$work/report.json" || { [ $? -ne 1 ] || status=1; }
done
[ $status -ne 0 ] || serves_advisories || echo "The package source serves no advisories: that none is known says nothing. Audit where one does."
exit $status
