#!/usr/bin/env bash
# Installs Debian's redis-server for the tests of clusters, which start servers of their own. Does nothing when it is there, and only root can.
set -euo pipefail
if command -v redis-server >/dev/null; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "redis-server is not installed; the tests of clusters will be skipped. On Debian: apt-get install redis-server" >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
apt-get update -q >/dev/null
apt-get -o DPkg::Lock::Timeout=300 install -y -q --no-install-recommends redis-server >/dev/null
