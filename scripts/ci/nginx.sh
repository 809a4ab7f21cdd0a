#!/bin/sh
# An nginx for the test of scripts/deploy/nginx.conf: Debian's, where this may install it; else one line that says how to get one.
# With it the module that sends what was packed with brotli.
set -eu
module=/usr/lib/nginx/modules/ngx_http_brotli_static_module.so
command -v nginx >/dev/null 2>&1 && [ -e "$module" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
  apt-get install -y -qq --no-install-recommends libnginx-mod-http-brotli-static >/dev/null || echo "No brotli for this nginx: it is not tested." >&2
  command -v nginx >/dev/null 2>&1 && exit 0
fi
echo "No nginx found: its configuration is not tested. Install one, for instance: sudo apt-get install nginx-light" >&2
