#!/usr/bin/env bash
# Expected: a calendar that vdirsyncer fetches over HTTP keeps the UIDs of its events.
# Happens:  it throws every UID away and makes one from the event's text: two events that differ in their UID alone
#           become one, and an event with one letter changed is another event.
# Packages: vdirsyncer 0.21.0 (PyPI), storages http and filesystem.
# Matters:  of two customers whose events read "Renewal" on one day only one arrives; write something of the customer
#           into every event of a calendar that people subscribe to.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env vdirsyncer==0.21.0 || exit 75
export PYTHONPATH=$dir/env
mkdir web vdir
event() { printf '%s\r\n' BEGIN:VEVENT "UID:$1" DTSTAMP:20260101T000000Z "DTSTART;VALUE=DATE:20260302" "SUMMARY:$2" END:VEVENT; }
calendar() { printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//EN; "$@"; printf '%s\r\n' END:VCALENDAR; }
three() { event 1@a.example Renewal; event 2@a.example Renewal; event 3@a.example "$what"; }
python3 - <<'PY' &
import http.server

with http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: http.server.SimpleHTTPRequestHandler(*a, directory="web")) as server:
    open("port.new", "w").write(str(server.server_port))
    __import__("os").rename("port.new", "port")
    server.serve_forever()
PY
server=$!
trap 'kill "$server"; rm -rf "$dir"' EXIT
for _ in $(seq 100); do [ -e port ] && break; sleep 0.1; done
cat >config <<CONFIG
[general]
status_path = "$dir/status/"
[pair renewals]
a = "web"
b = "files"
collections = null
[storage web]
type = "http"
url = "http://127.0.0.1:$(cat port)/book.ics"
[storage files]
type = "filesystem"
path = "$dir/vdir/"
fileext = ".ics"
CONFIG
sync() { python3 -m vdirsyncer -c config "$@" >>log 2>&1 || { cat log; exit 1; }; }
python3 -m vdirsyncer --version
what="Notice" && calendar three >web/book.ics
sync discover && sync sync
before=$(ls vdir)
echo "3 events served, files kept: $(ls vdir | wc -l), UIDs of the source kept: $(cat vdir/* | grep -c '@a.example' || true)"
[ "$(ls vdir | wc -l)" -eq 2 ]
[ "$(cat vdir/* | grep -c '@a.example' || true)" -eq 0 ]
what="Notice!" && calendar three >web/book.ics
sync sync
echo "one letter more in one event, files that are the same: $(comm -12 <(echo "$before") <(ls vdir) | wc -l)"
[ "$(comm -12 <(echo "$before") <(ls vdir) | wc -l)" -eq 1 ]
