#!/usr/bin/env bash
# Expected: khard lists every person in a file of its address book, or says that it doesn't.
# Happens:  of a file with three cards it shows the first; the others are left out without a word, in every command.
# Packages: khard 0.22.0 (PyPI).
# Matters:  phones and webmail export one file with all people; put into the folder as it is, all but one are missing.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env khard==0.22.0 || exit 75
export PYTHONPATH=$dir/env
mkdir cards
for n in 1 2 3; do
  printf '%s\r\n' BEGIN:VCARD VERSION:3.0 "UID:$n" "FN:Person $n" "N:$n;Person;;;" "EMAIL:p$n@a.example" END:VCARD
done >cards/all.vcf
printf '%s\n' '[addressbooks]' '[[work]]' "path = $dir/cards" '[general]' 'editor = true' 'merge_editor = true' >khard.conf
khard() { python3 -m khard -c khard.conf "$@"; }
python3 -c 'from importlib.metadata import version; print("khard", version("khard"))'
khard email 2>said | tee shown
[ "$(grep -c '@a.example' shown)" -eq 1 ]
grep -q p1@a.example shown
[ ! -s said ]
