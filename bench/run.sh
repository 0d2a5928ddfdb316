#!/usr/bin/env bash
# Runs benchmarks by name: bench/run.sh index ... ; without a name, all of them. Arguments after -- go to the benchmark.
# A benchmark is a project bench/<Name>/ that prints one row a figure, "name value unit bound ok|short", and ends with status 1 when one is short.
# Rows are appended to bench/results/<name>.tsv with date, commit and machine; CLUSTER_BENCH_KEEP=0 leaves that out, CLUSTER_BENCH_BUILD=0 the build. bench/run.sh plots draws the last ones.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
names=() rest=()
while [ $# -gt 0 ]; do
  [ "$1" = -- ] && { shift; rest=("$@"); break; }
  names+=("$1"); shift
done
if [ ${#names[@]} -eq 0 ]; then
  for program in bench/*/Program.cs; do names+=("$(basename "$(dirname "$program")" | tr '[:upper:]' '[:lower:]')"); done
fi

. bench/keep.sh

status=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for name in "${names[@]}"; do
  project=$(find bench -mindepth 2 -maxdepth 2 -iname "$name.csproj" | head -n 1)
  [ -n "$project" ] || { echo "no benchmark '$name' under bench/" >&2; status=2; continue; }
  folder=$(dirname "$project")
  if [ -x "$folder/install.sh" ]; then "$folder/install.sh" || echo "$name: what it compares with could not be installed" >&2; fi
  [ "${CLUSTER_BENCH_BUILD:-1}" = 0 ] || dotnet build "$project" -c Release -v quiet -p:UseSharedCompilation=true || { status=2; continue; }
  "$folder/bin/Release/net10.0/Cluster.Bench.$(basename "$project" .csproj)" "${rest[@]}" | tee "$log"
  [ "${PIPESTATUS[0]}" -eq 0 ] || status=1
  keep "$(tr '[:upper:]' '[:lower:]' <<<"$name")" "$log"
done
exit $status
