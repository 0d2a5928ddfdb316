#!/usr/bin/env bash
# Installs the Aspire dashboard into .cache/aspire, for ./dashboard.sh and the tests of telemetry. Does nothing when it is there.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=13.5.4
target=.cache/aspire
if [ "$(cat "$target/installed" 2>/dev/null || true)" = "$version" ]; then exit 0; fi
if ! command -v npm >/dev/null || [ "$(uname -sm)" != "Linux x86_64" ]; then
  echo "npm on Linux x64 is needed for the Aspire dashboard; the tests of telemetry will be skipped. Install Node.js 20 or newer to run them." >&2
  exit 0
fi
mkdir -p "$target"
npm install --prefix "$target" --ignore-scripts --no-audit --no-fund --loglevel=error "@microsoft/aspire-cli-linux-x64@$version"
echo "$version" > "$target/installed"
