#!/usr/bin/env bash
# Fails when a package of what is shipped, direct or not, has a known weakness. Needs a package source that serves advisories; says so where none does.
set -uo pipefail
cd "$(dirname "$0")/../.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
for project in Standalone SiloHost GatewayHost Cli; do
  [ -f "src/$project/$project.csproj" ] || continue
  dotnet list "src/$project/$project.csproj" package --vulnerable --include-transitive >"$log" 2>&1 || { echo "$project: the audit could not run:"; tail -n 3 "$log"; continue; }
  if grep -q "has the following vulnerable packages" "$log"; then cat "$log"; status=1; else echo "$project: no known weakness"; fi
done
exit $status
