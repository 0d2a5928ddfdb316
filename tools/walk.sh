#!/usr/bin/env bash
# Walks as a newcomer does: a clone of what is committed, a home with nothing in it but pictures, and every command of README.md and docs/quick-start.md word for
# word, in their order. ./test.sh is left out. Needs port 8080, the registry and some minutes; ends with the first command that fails.
# tools/walk.sh [FOLDER OF PICTURES]
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
pictures=$(realpath "${1:-$repository/../shared/datasets/clothing}")
work=$(mktemp -d)
server=
# The server may outlive the `dotnet run` that was told to end: the whole group is waited for, or the next command would talk to the old one.
stop() {
  [ -n "$server" ] || return 0
  while kill -- "-$server" 2>/dev/null; do sleep 0.5; done
  wait "$server" 2>/dev/null || true
  server=
}
trap 'stop; rm -rf "$work"' EXIT

git clone -q "$repository" "$work/clone"
mkdir -p "$work/home/pictures"
find "$pictures" -name '*.jpg' | sort | sed -n '1,60p' | xargs -I{} cp {} "$work/home/pictures/"
cp "$(find "$work/home/pictures" -name '*.jpg' | sort | sed -n 1p)" "$work/home/pictures/mug.jpg"

# Where packages come from is the machine's, and not the newcomer's, business.
if [ -f "$HOME/.nuget/NuGet/NuGet.Config" ]; then
  mkdir -p "$work/home/.nuget/NuGet"
  cp "$HOME/.nuget/NuGet/NuGet.Config" "$work/home/.nuget/NuGet/"
fi

export HOME="$work/home"
unset NUGET_PACKAGES
cd "$work/clone"

serve() {
  stop
  setsid bash -c "$1" >"$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 600); do
    curl -fsS -o /dev/null http://127.0.0.1:8080/health 2>/dev/null && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 1
  done
  tail -n 40 "$work/server.log"
  echo "walk: '$1' does not serve" >&2
  return 1
}

for page in README.md docs/quick-start.md; do
  echo "== $page"
  while IFS= read -r command; do
    case $command in
      ./test.sh*) echo "-- left out: $command" ;;
      'dotnet run --project src/Standalone'*--once*) echo "\$ $command"; stop; eval "$command" ;;
      'dotnet run --project src/Standalone'*) echo "\$ $command"; serve "$command" ;;
      *) echo "\$ $command"; eval "$command" ;;
    esac
  done < <(awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$page")
  stop
  [ -d data ] || { echo "walk: data/ is not where the commands were given" >&2; exit 1; }
  rm -rf data
done
echo "walk: every command of both pages did what it says"
