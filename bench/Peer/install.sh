#!/usr/bin/env bash
# Installs Transformers.js with its ONNX Runtime and sharp, which the comparison runs, into .cache/transformers. Does nothing when it is there.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=4.3.2
target=.cache/transformers
if [ "$(cat "$target/installed" 2>/dev/null || true)" = "$version" ]; then exit 0; fi
if ! command -v npm >/dev/null; then
  echo "npm is not installed; the rows against Transformers.js will be short. Install Node.js 20 or newer." >&2
  exit 0
fi
mkdir -p "$target"
npm install --prefix "$target" --ignore-scripts --no-audit --no-fund --loglevel=error "@huggingface/transformers@$version"
echo "$version" > "$target/installed"
