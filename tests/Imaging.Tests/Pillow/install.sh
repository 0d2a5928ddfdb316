#!/usr/bin/env bash
# Installs Pillow and numpy from Debian: what the references preprocess with. Does nothing when they are there.
set -euo pipefail
if /usr/bin/python3 -c 'import PIL, numpy' 2>/dev/null; then exit 0; fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "python3-pil and python3-numpy are not installed; tests against Pillow will be skipped. Install them as root." >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=300 update -qq
apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends python3-pil python3-numpy >/dev/null
