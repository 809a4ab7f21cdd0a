#!/bin/sh
# The other engines for the walk in tests/engines: Debian's Firefox and WebKit, where this may install them, and old Chromium from
# npm; else one line that says what is left out.
set -eu
here=$(dirname "$0")/../..
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  if ! command -v firefox-esr >/dev/null 2>&1 || ! command -v WebKitWebDriver >/dev/null 2>&1 || ! command -v Xvfb >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends firefox-esr webkit2gtk-driver xvfb libnss3 >/dev/null
  fi
else
  command -v firefox-esr >/dev/null 2>&1 || echo "No Firefox found: its walk is skipped. Install it, for instance: sudo apt-get install firefox-esr" >&2
  command -v WebKitWebDriver >/dev/null 2>&1 || echo "No WebKit found: its walk is skipped. Install it, for instance: sudo apt-get install webkit2gtk-driver xvfb" >&2
fi
if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && [ "$(uname -sm)" = "Linux x86_64" ]; then
  node "$here/tests/engines/fetch.mjs"
else
  echo "Old Chromium runs on Linux x86_64 with node and npm: its walks are skipped." >&2
fi
