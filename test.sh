#!/usr/bin/env bash
# Builds everything and runs every test project. Sets up what the tests need; ends with "N passed, N failed, N skipped".
# Set CLUSTER_SKIP_SETUP=1 to leave Debian and npm packages alone; the tests that need them are then skipped, loudly.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
configuration=${CONFIGURATION:-Release}

# Each tests/**/install.sh brings one real part; without it the tests that need it say so and are skipped.
setup() {
  [ "${CLUSTER_SKIP_SETUP:-0}" = 1 ] && return 0
  local script
  for script in $(find tests -name install.sh -not -path '*/node_modules/*' | sort); do
    "$script" || echo "setup: $script failed; the tests that need what it installs will be skipped"
  done
}

setup

# In CI a lock file that a restore would change is a fault; elsewhere the restore just mends it.
unlocked=0
if [ "${CI:-}" = true ]; then
  dotnet restore Cluster.sln --locked-mode -v quiet || { echo "packages.lock.json: restore, and commit what changed"; unlocked=1; }
fi

# One compiler process for all projects, whatever the environment says of it: a whole build takes a third of the time.
dotnet build Cluster.sln -c "$configuration" -v quiet -p:UseSharedCompilation=true || { echo "the build failed"; echo "0 passed, 1 failed"; exit 1; }

passed=0 failed=$unlocked skipped=0
logs=$(mktemp -d)
faults="$logs/faults"
: >"$faults"
trap 'rm -rf "$logs"' EXIT
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  program="$(dirname "$project")/bin/$configuration/net10.0/Cluster.$name"
  log="$logs/$name.log"
  echo "== $name"
  began=$SECONDS
  NO_COLOR=1 timeout 1200 "$program" -noColor -noLogo -diagnostics >"$log" 2>&1
  status=$?
  summary=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -a -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' | tail -n 1)
  read -r total errors fail skip <<<"$(sed -E 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/' <<<"${summary:-}")"
  if [ -z "${summary:-}" ]; then
    echo "$name: no summary" >>"$faults"
    tail -n 60 "$log"; echo "$name ended with status $status and no summary"; failed=$((failed + 1)); continue
  fi
  bad=$((errors + fail))
  # A run that fails outside any test must not pass.
  [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
  if [ "$bad" -gt 0 ]; then
    # What failed comes first: a log may end with hundreds of lines of skipped tests.
    sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -a -A 20 -F '[FAIL]' | head -n 200 | tee -a "$faults"
    [ "$fail" -gt 0 ] || tail -n 40 "$log" | tee -a "$faults"
  fi
  # Every reason to skip is told once, with the number of tests and one of them.
  [ "$skip" -gt 0 ] && sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '
    /\[SKIP\]/ { name = $1; getline reason; sub(/^ +/, "", reason); if (!count[reason]++) first[reason] = name }
    END { for (reason in count) printf "   skipped %d, such as %s: %s\n", count[reason], first[reason], reason }' | sort
  sed -n 's/.*figure: /   figure: /p' "$log"
  echo "$summary"
  echo "   $((SECONDS - began)) s"
  passed=$((passed + total - fail - skip)); failed=$((failed + bad)); skipped=$((skipped + skip))
done

# Known weaknesses of packages fail a run of CI; elsewhere they are only told.
if [ "${CI:-}" = true ]; then
  echo "== packages"
  tools/supply-chain/audit.sh || failed=$((failed + 1))
fi

if [ -s "$faults" ]; then
  echo "== what failed, once more"
  cut -c -400 "$faults"
fi

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
