#!/usr/bin/env bash
# Expected: a note that begins with a customer's name and a colon is kept whole, under today.
# Happens:  jrnl reads what stands before the first colon as a day whenever any word of it can be one: "Sun Valley Foods:"
#           becomes last Sunday, "March Street Clinics:" the 1st of March, and the name is gone from the text. "Acme:" stays.
# Packages: jrnl 4.6 (PyPI).
# Matters:  a diary of calls, to be searched by customer, loses the customer and puts the call on another day.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv env && env/bin/pip install -qq jrnl==4.6 || exit 75
cat >jrnl.yaml <<YAML
colors: {body: none, date: none, tags: none, title: none}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals: {default: {journal: $dir/notes.txt}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%F %R'
version: v4.6
YAML
for note in "Sun Valley Foods: renewal agreed" "March Street Clinics: invoice paid" "Acme: wants 12 seats"; do
  env/bin/jrnl --config-file jrnl.yaml "$note" </dev/null >/dev/null 2>&1
done
env/bin/pip list 2>/dev/null | grep '^jrnl '
cat notes.txt
grep -qE '^\[[0-9]{4}-03-01 09:00\] invoice paid$' notes.txt
grep -qE '^\[[0-9-]{10} 09:00\] renewal agreed$' notes.txt
grep -q '\] Acme: wants 12 seats$' notes.txt
! grep -q 'Valley\|Street' notes.txt
