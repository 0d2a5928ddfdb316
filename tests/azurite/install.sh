#!/usr/bin/env bash
# Installs Azurite, the Azure Storage emulator, into .cache/azurite for the tests of blob sources. Does nothing when it is there.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=3.37.0
target=.cache/azurite
if [ "$(cat "$target/installed" 2>/dev/null || true)" = "$version" ]; then exit 0; fi
if ! command -v npm >/dev/null; then
  echo "npm is not installed; the tests against Azurite will be skipped. Install Node.js 20 or newer to run them." >&2
  exit 0
fi
mkdir -p "$target"
npm install --prefix "$target" --ignore-scripts --no-audit --no-fund --loglevel=error "azurite@$version"
echo "$version" > "$target/installed"
