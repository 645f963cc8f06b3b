#!/bin/sh
# The tests need Chromium, Firefox, nginx, and Java for the checker of markup. Installed from Debian's packages as root or
# under CI; else the command is told.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="chromium"
command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || missing="$missing firefox-esr"
[ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || missing="$missing nginx libnginx-mod-http-brotli-static"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
quick="chromium-headless-shell" # the audit is quicker with it, as it has no window; not every release has it
command -v $quick >/dev/null 2>&1 && quick=""
[ -n "$missing" ] || { [ -n "$quick" ] && apt-cache show $quick >/dev/null 2>&1; } || exit 0
install="apt-get update && apt-get install -y $missing"
if command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || [ -n "${CI:-}" ]; }; then
  sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo"
  if [ -n "$missing" ]; then
    $sudo apt-get update -qq
    # shellcheck disable=SC2086  each package is a word
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq $missing >/dev/null
  fi
  [ -z "$quick" ] || DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq $quick >/dev/null 2>&1 || true
  exit 0
fi
[ -n "$missing" ] || exit 0
echo "The tests need: $missing. On Debian and Ubuntu: sudo sh -c '$install'" >&2
exit 1
