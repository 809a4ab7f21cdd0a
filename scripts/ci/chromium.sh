#!/bin/sh
# A Chromium for the browser tests: Debian's, where this may install it; else one line that says how to get one.
set -eu
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null
  command -v chromium >/dev/null 2>&1 && exit 0
fi
echo "No Chromium found: the browser tests are skipped. Install one, for instance: sudo apt-get install chromium" >&2
