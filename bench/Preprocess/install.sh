#!/usr/bin/env bash
# Installs sharp, which the preprocessing benchmark compares with, into .cache/sharp. Does nothing when it is there.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=0.35.5
target=.cache/sharp
if [ "$(cat "$target/installed" 2>/dev/null || true)" = "$version" ]; then exit 0; fi
if ! command -v npm >/dev/null; then
  echo "npm is not installed; the rows against sharp will be short. Install Node.js 20 or newer." >&2
  exit 0
fi
mkdir -p "$target"
npm install --prefix "$target" --ignore-scripts --no-audit --no-fund --loglevel=error "sharp@$version"
echo "$version" > "$target/installed"
