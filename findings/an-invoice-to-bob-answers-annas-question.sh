#!/usr/bin/env bash
# Expected: a customer manager that lists who is owed a reply keeps a question on the list until it is answered.
# Happens:  hermitcrm looks at the last message of a company alone. Anna asks, nobody answers; four days later somebody else
#           of her company gets an invoice, and "You owe a reply" is empty: the company now stands under "Waiting on them",
#           for the invoice.
# Packages: hermitcrm 1.0.0 (PyPI).
# Matters:  the more people write to one customer, the sooner a question is lost. Who owes whom is to be kept for each person
#           or thread, and a message to somebody else settles nothing.
set -euo pipefail
command -v git >/dev/null || exit 75
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env hermitcrm==1.0.0 || exit 75
export PYTHONPATH=$dir/env HOME=$dir GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=Dana GIT_AUTHOR_EMAIL=dana@example.com GIT_COMMITTER_NAME=Dana GIT_COMMITTER_EMAIL=dana@example.com
crm() { env/bin/hermitcrm --data "$dir/book" "$@"; }
ago() { python3 -c 'import datetime as dt, sys; print(dt.date.today() - dt.timedelta(int(sys.argv[1])), end="T09:00")' "$1"; }
env/bin/hermitcrm --version
env/bin/hermitcrm init --no-setup "$dir/book" >/dev/null
crm add company Alpha --stage engaged >/dev/null
crm add contact alpha "Anna Example" >/dev/null
crm add contact alpha "Bob Example" >/dev/null
crm add interaction alpha --channel email --direction in --contact anna-example --date "$(ago 10)" \
  --subject "Can we cancel?" --body "Please answer." >/dev/null
before=$(crm followups)
crm add interaction alpha --channel email --direction out --contact bob-example --date "$(ago 6)" \
  --subject "Invoice" --body "Here it is." >/dev/null
after=$(crm followups)
printf 'before: %s\nafter: %s\n' "$before" "$after"
[[ $before == *"You owe a reply (1)"*"Can we cancel?"* ]]
[[ $after != *"You owe a reply"* && $after != *"Can we cancel?"* && $after == *"Waiting on them (1)"*"Invoice"* ]]
