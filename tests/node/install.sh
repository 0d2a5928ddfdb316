#!/usr/bin/env bash
# Installs the npm packages that tests of the gateway use into .cache/node: OpenAI's client, and what makes TypeScript of the OpenAPI document and
# compiles it. Does nothing when they are there.
set -euo pipefail
cd "$(dirname "$0")/../.."
packages=(openai@7.59.0 openapi-typescript@7.13.0 openapi-fetch@0.17.0 typescript@5.9.3)
target=.cache/node
if [ "$(cat "$target/installed" 2>/dev/null || true)" = "${packages[*]}" ]; then exit 0; fi
if ! command -v npm >/dev/null; then
  echo "npm is not installed; the tests that run JavaScript will be skipped. Install Node.js 20 or newer to run them." >&2
  exit 0
fi
mkdir -p "$target"
npm install --prefix "$target" --ignore-scripts --no-audit --no-fund --loglevel=error "${packages[@]}"
echo "${packages[*]}" > "$target/installed"
