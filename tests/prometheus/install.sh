#!/usr/bin/env bash
# Brings promtool, Prometheus' checker of rules, from Debian's package into .cache/prometheus; nothing is installed or started. Does nothing when it is there.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$PWD/.cache/prometheus
if command -v promtool >/dev/null || [ -x "$target/usr/bin/promtool" ]; then exit 0; fi
if ! command -v apt-get >/dev/null; then
  echo "promtool is not installed; the tests of the alert rules will be skipped. On Debian: apt-get install prometheus" >&2
  exit 0
fi
mkdir -p "$target"
cd "$target"
apt-get download -q prometheus >/dev/null 2>&1 || { apt-get update -q >/dev/null; apt-get download -q prometheus >/dev/null; }
dpkg-deb -x prometheus_*.deb .
rm -f prometheus_*.deb
