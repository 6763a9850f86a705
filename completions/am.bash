# Completion of am and amcli for bash. Made by tools/make_completions.py; do not edit.
# Use it:  source completions/am.bash   (or copy it to /etc/bash_completion.d/am)
#
# Commands, options and their values stand here. Records come from the book, by am __complete, one a
# line: a value, a tab, what it is. Nothing of either is ever evaluated.

# What may stand at a place: words, what options take, arguments.
_am_place() {
    takes="" arguments=()
    case "$1" in
    '')
        words='today week next away log meet held checkins renewals risks accounts show brief timeline find tasks done snooze renew stage churn summary portfolio metrics forecast backtest undo redo history account contact contract interaction task opportunity issue feedback survey usage event goal product target qbr init demo import export unmatched backup restore doctor report sql schema cron config completion help --book --color --config --help --today --version -h'
        takes=' --book=@file --config=@file --today=- --color=auto,always,never '
        ;;
    'today')
        words='--all --as-of --explain --help --null --output -0 -a -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --as-of=- '
        arguments=(@filter:account ...)
        ;;
    'week')
        words='--as-of --exit-code --fields --help --in --limit --no-header --null --output --sort --within -0 -h -i -o -s'
        takes=' --in=- --within=- -i=- --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:week --sort=@fields:week -s=@fields:week --limit=- --as-of=- '
        arguments=(@filter:account ...)
        ;;
    'next')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@filter:account ...)
        ;;
    'away')
        words='--help --null --output --to -0 -h -o'
        takes=' --to=@values:account.owner --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(- @filter:account ...)
        ;;
    'log')
        words='--at --direction --due --editor --feel --help --kind --minutes --next --on --promise --purpose --stdin --theirs --tried --with -d -e -f -h -k -n -p -w'
        takes=' --kind=call,email,meeting,qbr,visit,chat,note -k=call,email,meeting,qbr,visit,chat,note --with=@contact:theirs -w=@contact:theirs --on=- --at=- --minutes=- --direction=in,out,both --feel=good,ok,bad -f=good,ok,bad --purpose=value,commercial,support,relationship --next=- -n=- --promise=- -p=- --theirs=- --due=- -d=- '
        arguments=(@account)
        ;;
    'meet')
        words='--help --kind --minutes --with -h -k -w'
        takes=' --kind=call,visit,meeting,qbr -k=call,visit,meeting,qbr --with=@contact:theirs -w=@contact:theirs --minutes=- '
        arguments=(@interaction:booked+account)
        ;;
    'held')
        words='--at --direction --due --editor --exit-code --feel --fields --help --kind --limit --minutes --next --no --no-header --null --on --output --promise --purpose --sort --theirs --with -0 -d -e -f -h -k -n -o -p -s -w'
        takes=' --kind=call,email,meeting,qbr,visit,chat,note -k=call,email,meeting,qbr,visit,chat,note --with=@contact:theirs -w=@contact:theirs --on=- --at=- --minutes=- --direction=in,out,both --feel=good,ok,bad -f=good,ok,bad --purpose=value,commercial,support,relationship --next=- -n=- --promise=- -p=- --theirs=- --due=- -d=- --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:held --sort=@fields:held -s=@fields:held --limit=- '
        arguments=(@interaction:booked ...)
        ;;
    'checkins')
        words='--all --as-of --exit-code --fields --help --in --limit --no-header --null --output --sort --within -0 -a -h -i -o -s'
        takes=' --in=- --within=- -i=- --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:checkins --sort=@fields:checkins -s=@fields:checkins --limit=- --as-of=- '
        arguments=(@filter:account ...)
        ;;
    'renewals')
        words='--all --as-of --exit-code --fields --help --in --limit --no-header --null --output --past --sort --within -0 -a -h -i -o -s'
        takes=' --in=- --within=- -i=- --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:renewals --sort=@fields:renewals -s=@fields:renewals --limit=- --as-of=- '
        arguments=(@filter:contract ...)
        ;;
    'risks')
        words='--all --as-of --exit-code --fields --help --limit --no-header --null --output --plot --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:risks --sort=@fields:risks -s=@fields:risks --limit=- --as-of=- '
        arguments=(@account+filter:account ...)
        ;;
    'accounts')
        words='--all --as-of --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:accounts --sort=@fields:accounts -s=@fields:accounts --limit=- --as-of=- '
        arguments=(@filter:account ...)
        ;;
    'show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@record)
        ;;
    'brief')
        words='--as-of --help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --as-of=- '
        arguments=(@account)
        ;;
    'timeline')
        words='--all --as-of --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:timeline --sort=@fields:timeline -s=@fields:timeline --limit=- --as-of=- '
        arguments=(@account @filter:account ...)
        ;;
    'find')
        words='--fields --help --limit --no-header --null --output --sort -0 -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:find --sort=@fields:find -s=@fields:find --limit=- '
        arguments=(@filter:account ...)
        ;;
    'tasks')
        words='--as-of --exit-code --fields --help --limit --mine --no-header --null --output --promises --sort --theirs --waiting --waiting-on -0 -h -o -s'
        takes=' --waiting-on=@values:task.waiting_on --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:tasks --sort=@fields:tasks -s=@fields:tasks --limit=- --as-of=- '
        arguments=(@account+filter:task ...)
        ;;
    'done')
        words='--help --on -h'
        takes=' --on=- '
        arguments=(@task:open ...)
        ;;
    'snooze')
        words='--help --off --reason -h -r'
        takes=' --reason=- -r=- '
        arguments=(@record:open)
        ;;
    'renew')
        words='--auto-renew --concessions --ends --help --no-auto-renew --notice --overlap --quantity --reason --term --value --yes -h -r -t -v -y'
        takes=' --value=- -v=- --term=- -t=- --ends=- --quantity=- --notice=- --reason=- -r=- --concessions=- '
        arguments=(@contract-or-account ...)
        ;;
    'stage')
        words='--forecast --help -h'
        takes=' --forecast=commit,likely,doubtful,lost '
        arguments=(@contract-or-account not_started,contacted,proposed,verbal,signed)
        ;;
    'churn')
        words='--help --on --reason --yes -h -r -y'
        takes=' --reason=- -r=- --on=- '
        arguments=(@contract-or-account ...)
        ;;
    'summary')
        words='--exit-code --format --help --mail --new --output --peek --period --send-with -h -o'
        takes=' --period=day,week --output=text,md,html,json -o=text,md,html,json --format=text,md,html,json --mail=- --send-with=- '
        arguments=(@filter:account ...)
        ;;
    'portfolio')
        words='--all --as-of --by --help --no-header --null --output --plot --white-space -0 -a -h -o'
        takes=' --by=tier,segment,region,owner,industry --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --as-of=- '
        arguments=(@filter:account ...)
        ;;
    'metrics')
        words='--all --as-of --by --by-parent --fields --help --latest --limit --no-header --null --output --period --plot --sort --split -0 -a -h -o -s'
        takes=' --period=- --by=account,tier,segment,owner,region,product,month --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:metrics --sort=@fields:metrics -s=@fields:metrics --limit=- --as-of=- '
        arguments=(@metric+filter:account ...)
        ;;
    'forecast')
        words='--all --as-of --help --no-header --null --output --period --plot --seed --trials --uplift -0 -a -h -o'
        takes=' --period=- --uplift=- --trials=- --seed=- --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --as-of=- '
        arguments=(@filter:account ...)
        ;;
    'backtest')
        words='--all --as-of --backdated --from --help --horizon --no-header --null --output -0 -a -h -o'
        takes=' --horizon=- --from=- --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --as-of=- '
        arguments=(@filter:account ...)
        ;;
    'undo')
        words='--help -h'
        ;;
    'redo')
        words='--help -h'
        ;;
    'history')
        words='--fields --help --limit --no-header --null --output --sort -0 -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:history --sort=@fields:history -s=@fields:history --limit=- '
        arguments=(@record+filter:account ...)
        ;;
    'account')
        words='add show edit rm archive pulse list handoff handoffs plan merge tag untag --help -h'
        ;;
    'account add')
        words='--address --cadence --code --domain --help --industry --notes --objectives --owner --owner-since --parent --phone --qbr --region --segment --set --since --snoozed-until --status --stdin --tag --team --tier --website -h'
        takes=' --code=- --tier=key,standard,light --status=onboarding,active,churned,archived --owner=@values:account.owner --owner-since=- --team=@values:account.team --industry=@values:account.industry --segment=@values:account.segment --region=@values:account.region --domain=- --website=- --phone=- --address=- --parent=@account --since=- --cadence=- --qbr=- --snoozed-until=- --objectives=- --notes=- --tag=@values:account.tags --set=- '
        ;;
    'account show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@account)
        ;;
    'account edit')
        words='--address --cadence --code --domain --editor --help --industry --name --notes --objectives --owner --owner-since --parent --phone --qbr --region --segment --set --since --snoozed-until --status --tag --team --tier --website -e -h'
        takes=' --name=- --code=- --tier=key,standard,light --status=onboarding,active,churned,archived --owner=@values:account.owner --owner-since=- --team=@values:account.team --industry=@values:account.industry --segment=@values:account.segment --region=@values:account.region --domain=- --website=- --phone=- --address=- --parent=@account --since=- --cadence=- --qbr=- --snoozed-until=- --objectives=- --notes=- --tag=@values:account.tags --set=- '
        arguments=(@account)
        ;;
    'account rm')
        words='--help --yes -h -y'
        arguments=(@account)
        ;;
    'account archive')
        words='--help -h'
        arguments=(@account)
        ;;
    'account pulse')
        words='--help --on -h'
        takes=' --on=- '
        arguments=(@account good,ok,bad)
        ;;
    'account list')
        words='--all --as-of --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:account.list --sort=@fields:account.list -s=@fields:account.list --limit=- --as-of=- '
        arguments=(@account+filter:account ...)
        ;;
    'account handoff')
        words='--editor --expectations --from --help --note --on --promises --risks --to --why -e -h'
        takes=' --to=@values:account.owner --from=@values:account.owner --on=- --why=- --expectations=- --promises=- --risks=- --note=- '
        arguments=(@account)
        ;;
    'account handoffs')
        words='--as-of --fields --help --limit --no-header --null --output --sort -0 -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:account.handoffs --sort=@fields:account.handoffs -s=@fields:account.handoffs --limit=- --as-of=- '
        arguments=(@account+filter:handoff ...)
        ;;
    'account plan')
        words='--as-of --help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --as-of=- '
        arguments=(@account)
        ;;
    'account merge')
        words='--help --yes -h -y'
        arguments=(@account @account)
        ;;
    'account tag')
        words='--help -h'
        arguments=(@account @values:account.tags ...)
        ;;
    'account untag')
        words='--help -h'
        arguments=(@account @values:account.tags ...)
        ;;
    'contact')
        words='add list show edit rm left move merge --help -h'
        ;;
    'contact add')
        words='--do-not-mail --email --help --language --left --no-do-not-mail --no-primary --notes --phone --prefers --primary --role --separate --set --stance --stdin --successor --tag --timezone --title -h'
        takes=' --title=- --email=- --phone=- --role=champion,economic_buyer,decision_maker,executive_sponsor,influencer,user,blocker,other --stance=supporter,neutral,critic --left=- --successor=@contact:theirs --language=@values:contact.language --timezone=- --prefers=phone,email,chat,visit --notes=- --tag=@values:contact.tags --set=- '
        arguments=(@account)
        ;;
    'contact list')
        words='--all --as-of --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:contact.list --sort=@fields:contact.list -s=@fields:contact.list --limit=- --as-of=- '
        arguments=(@account+filter:contact ...)
        ;;
    'contact show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@contact)
        ;;
    'contact edit')
        words='--do-not-mail --editor --email --help --language --left --name --no-do-not-mail --no-primary --notes --phone --prefers --primary --role --set --stance --successor --tag --timezone --title -e -h'
        takes=' --name=- --title=- --email=- --phone=- --role=champion,economic_buyer,decision_maker,executive_sponsor,influencer,user,blocker,other --stance=supporter,neutral,critic --left=- --successor=@contact:theirs --language=@values:contact.language --timezone=- --prefers=phone,email,chat,visit --notes=- --tag=@values:contact.tags --set=- '
        arguments=(@contact)
        ;;
    'contact rm')
        words='--help --yes -h -y'
        arguments=(@contact)
        ;;
    'contact left')
        words='--help --no-task --on --successor -h'
        takes=' --on=- --successor=@contact:theirs '
        arguments=(@contact)
        ;;
    'contact move')
        words='--help --misfiled --on -h'
        takes=' --on=- '
        arguments=(@contact @account)
        ;;
    'contact merge')
        words='--help --yes -h -y'
        arguments=(@contact @contact)
        ;;
    'contract')
        words='add list show edit rm renew amend churn stage --help -h'
        ;;
    'contract add')
        words='--auto-renew --concessions --currency --ends --forecast --help --no-auto-renew --notes --notice --overlap --per --product --quantity --reason --reference --set --signed --stage --starts --stdin --term --value -h -r -t -v'
        takes=' --term=- -t=- --per=year,month,term --product=@product --quantity=- --starts=- --ends=- --value=- -v=- --currency=- --signed=- --notice=- --stage=not_started,contacted,proposed,verbal,signed --forecast=commit,likely,doubtful,lost --reason=- -r=- --concessions=- --reference=- --notes=- --set=- '
        arguments=(@account)
        ;;
    'contract list')
        words='--all --as-of --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:contract.list --sort=@fields:contract.list -s=@fields:contract.list --limit=- --as-of=- '
        arguments=(@account+filter:contract ...)
        ;;
    'contract show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@contract)
        ;;
    'contract edit')
        words='--auto-renew --concessions --currency --editor --ends --forecast --help --no-auto-renew --notes --notice --product --quantity --reason --reference --set --signed --stage --starts --value -e -h -r -v'
        takes=' --product=@product --quantity=- --starts=- --ends=- --value=- -v=- --currency=- --signed=- --notice=- --stage=not_started,contacted,proposed,verbal,signed --forecast=commit,likely,doubtful,lost --reason=- -r=- --concessions=- --reference=- --notes=- --set=- '
        arguments=(@contract)
        ;;
    'contract rm')
        words='--help --yes -h -y'
        arguments=(@contract)
        ;;
    'contract renew')
        words='--auto-renew --concessions --ends --help --no-auto-renew --notice --overlap --quantity --reason --term --value --yes -h -r -t -v -y'
        takes=' --value=- -v=- --term=- -t=- --ends=- --quantity=- --notice=- --reason=- -r=- --concessions=- '
        arguments=(@contract-or-account ...)
        ;;
    'contract amend')
        words='--by --help --on --quantity --reason --to -h -r'
        takes=' --by=- --to=- --on=- --quantity=- --reason=- -r=- '
        arguments=(@contract-or-account)
        ;;
    'contract churn')
        words='--help --on --reason --yes -h -r -y'
        takes=' --reason=- -r=- --on=- '
        arguments=(@contract-or-account ...)
        ;;
    'contract stage')
        words='--forecast --help -h'
        takes=' --forecast=commit,likely,doubtful,lost '
        arguments=(@contract-or-account not_started,contacted,proposed,verbal,signed)
        ;;
    'interaction')
        words='add list show edit rm --help -h'
        ;;
    'interaction add')
        words='--at --direction --due --editor --feel --help --kind --minutes --next --on --promise --purpose --stdin --theirs --tried --with -d -e -f -h -k -n -p -w'
        takes=' --kind=call,email,meeting,qbr,visit,chat,note -k=call,email,meeting,qbr,visit,chat,note --with=@contact:theirs -w=@contact:theirs --on=- --at=- --minutes=- --direction=in,out,both --feel=good,ok,bad -f=good,ok,bad --purpose=value,commercial,support,relationship --next=- -n=- --promise=- -p=- --theirs=- --due=- -d=- '
        arguments=(@account)
        ;;
    'interaction list')
        words='--all --as-of --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:interaction.list --sort=@fields:interaction.list -s=@fields:interaction.list --limit=- --as-of=- '
        arguments=(@account+filter:interaction ...)
        ;;
    'interaction show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@interaction)
        ;;
    'interaction edit')
        words='--at --body --direction --editor --feel --help --kind --minutes --no-tried --on --purpose --summary --tried -e -f -h -k'
        takes=' --kind=call,email,meeting,qbr,visit,chat,note -k=call,email,meeting,qbr,visit,chat,note --on=- --at=- --minutes=- --direction=in,out,both --summary=- --body=- --feel=good,ok,bad -f=good,ok,bad --purpose=value,commercial,support,relationship '
        arguments=(@interaction)
        ;;
    'interaction rm')
        words='--help --yes -h -y'
        arguments=(@interaction)
        ;;
    'task')
        words='add list show edit rm done reopen --help -h'
        ;;
    'task add')
        words='--assignee --due --help --no-promised --no-theirs --promised --promised-by --repeat --stdin --theirs --waiting-on --with -d -h -w'
        takes=' --due=- -d=- --with=@contact:theirs -w=@contact:theirs --promised-by=me,them --assignee=@values:task.assignee --waiting-on=@values:task.waiting_on --repeat=- '
        arguments=(@account)
        ;;
    'task list')
        words='--all --as-of --fields --help --limit --no-header --null --open --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:task.list --sort=@fields:task.list -s=@fields:task.list --limit=- --as-of=- '
        arguments=(@account+filter:task ...)
        ;;
    'task show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@task)
        ;;
    'task edit')
        words='--assignee --done --due --editor --help --no-promised --no-theirs --promised --promised-by --repeat --theirs --title --waiting-on --with -d -e -h -w'
        takes=' --title=- --due=- -d=- --with=@contact:theirs -w=@contact:theirs --promised-by=me,them --assignee=@values:task.assignee --waiting-on=@values:task.waiting_on --repeat=- --done=- '
        arguments=(@task)
        ;;
    'task rm')
        words='--help --yes -h -y'
        arguments=(@task)
        ;;
    'task done')
        words='--help --on -h'
        takes=' --on=- '
        arguments=(@task:open ...)
        ;;
    'task reopen')
        words='--help -h'
        arguments=(@task:closed ...)
        ;;
    'opportunity')
        words='add list show edit rm stage win lose --help -h'
        ;;
    'opportunity add')
        words='--contract --currency --expected --fit --help --kind --probability --product --reason --stage --stdin --value --with -h -k -r -v -w'
        takes=' --kind=upsell,cross_sell,referral -k=upsell,cross_sell,referral --value=- -v=- --currency=- --stage=identified,qualified,proposed,won,lost --probability=- --expected=- --product=@product --contract=@contract:theirs --with=@contact:theirs -w=@contact:theirs --fit=- --reason=- -r=- '
        arguments=(@account)
        ;;
    'opportunity list')
        words='--all --as-of --fields --help --limit --no-header --null --open --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:opportunity.list --sort=@fields:opportunity.list -s=@fields:opportunity.list --limit=- --as-of=- '
        arguments=(@account+filter:opportunity ...)
        ;;
    'opportunity show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@opportunity)
        ;;
    'opportunity edit')
        words='--closed --contract --currency --editor --expected --fit --help --kind --name --probability --product --reason --stage --value --with -e -h -k -r -v -w'
        takes=' --name=- --kind=upsell,cross_sell,referral -k=upsell,cross_sell,referral --value=- -v=- --currency=- --stage=identified,qualified,proposed,won,lost --probability=- --expected=- --product=@product --contract=@contract:theirs --with=@contact:theirs -w=@contact:theirs --fit=- --reason=- -r=- --closed=- '
        arguments=(@opportunity)
        ;;
    'opportunity rm')
        words='--help --yes -h -y'
        arguments=(@opportunity)
        ;;
    'opportunity stage')
        words='--help -h'
        arguments=(@opportunity:open identified,qualified,proposed,won,lost)
        ;;
    'opportunity win')
        words='--auto-renew --contract --ends --help --no-auto-renew --notice --on --overlap --per --quantity --reason --starts --term --value -h -r -t -v'
        takes=' --on=- --reason=- -r=- --starts=- --ends=- --term=- -t=- --value=- -v=- --per=year,month,term --quantity=- --notice=- '
        arguments=(@opportunity:open)
        ;;
    'opportunity lose')
        words='--help --on --reason -h -r'
        takes=' --reason=- -r=- --on=- '
        arguments=(@opportunity:open)
        ;;
    'issue')
        words='add list show edit rm resolve escalate --help -h'
        ;;
    'issue add')
        words='--category --first-response --help --on --opened --owner --severity --stdin --with -h -w'
        takes=' --category=product,support,billing,delivery,other --severity=low,medium,high,critical --owner=@values:issue.owner --on=- --opened=- --with=@contact:theirs -w=@contact:theirs --first-response=- '
        arguments=(@account)
        ;;
    'issue list')
        words='--all --as-of --fields --help --limit --no-header --null --open --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:issue.list --sort=@fields:issue.list -s=@fields:issue.list --limit=- --as-of=- '
        arguments=(@account+filter:issue ...)
        ;;
    'issue show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@issue)
        ;;
    'issue edit')
        words='--category --editor --escalated --escalated-to --first-contact --first-response --help --no-first-contact --on --opened --owner --resolution --resolved --severity --title --with -e -h -w'
        takes=' --title=- --category=product,support,billing,delivery,other --severity=low,medium,high,critical --owner=@values:issue.owner --on=- --opened=- --with=@contact:theirs -w=@contact:theirs --first-response=- --escalated=- --escalated-to=@values:issue.escalated_to --resolved=- --resolution=- '
        arguments=(@issue)
        ;;
    'issue rm')
        words='--help --yes -h -y'
        arguments=(@issue)
        ;;
    'issue resolve')
        words='--first-contact --help --on -h'
        takes=' --on=- '
        arguments=(@issue:open)
        ;;
    'issue escalate')
        words='--help --on --to -h'
        takes=' --to=@values:issue.escalated_to --on=- '
        arguments=(@issue:open)
        ;;
    'feedback')
        words='add list show edit rm relay close themes --help -h'
        ;;
    'feedback add')
        words='--audience --help --on --stdin --theme --with -h -w'
        takes=' --theme=@values:feedback.theme --audience=product,marketing,support,leadership --with=@contact:theirs -w=@contact:theirs --on=- '
        arguments=(@account)
        ;;
    'feedback list')
        words='--all --as-of --fields --help --limit --no-header --null --open --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:feedback.list --sort=@fields:feedback.list -s=@fields:feedback.list --limit=- --as-of=- '
        arguments=(@account+filter:feedback ...)
        ;;
    'feedback show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@feedback)
        ;;
    'feedback edit')
        words='--audience --closed --editor --help --on --outcome --relayed --text --theme --with -e -h -w'
        takes=' --text=- --theme=@values:feedback.theme --audience=product,marketing,support,leadership --with=@contact:theirs -w=@contact:theirs --on=- --relayed=- --closed=- --outcome=- '
        arguments=(@feedback)
        ;;
    'feedback rm')
        words='--help --yes -h -y'
        arguments=(@feedback)
        ;;
    'feedback relay')
        words='--help --on --to -h'
        takes=' --to=product,marketing,support,leadership --on=- '
        arguments=(@feedback:open ...)
        ;;
    'feedback close')
        words='--help --on -h'
        takes=' --on=- '
        arguments=(@feedback:open)
        ;;
    'feedback themes')
        words='--as-of --fields --help --limit --no-header --null --output --sort -0 -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:feedback.themes --sort=@fields:feedback.themes -s=@fields:feedback.themes --limit=- --as-of=- '
        arguments=(@filter:feedback ...)
        ;;
    'survey')
        words='add list show edit rm --help -h'
        ;;
    'survey add')
        words='--help --of --on --stdin --with -h -w'
        takes=' --of=- --on=- --with=@contact:theirs -w=@contact:theirs '
        arguments=(@account nps,csat,ces)
        ;;
    'survey list')
        words='--all --as-of --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:survey.list --sort=@fields:survey.list -s=@fields:survey.list --limit=- --as-of=- '
        arguments=(@account+filter:survey ...)
        ;;
    'survey show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@survey)
        ;;
    'survey edit')
        words='--comment --editor --help --kind --of --on --score --with -e -h -k -w'
        takes=' --kind=nps,csat,ces -k=nps,csat,ces --score=- --of=- --on=- --with=@contact:theirs -w=@contact:theirs --comment=- '
        arguments=(@survey)
        ;;
    'survey rm')
        words='--help --yes -h -y'
        arguments=(@survey)
        ;;
    'usage')
        words='add list show edit rm --help -h'
        ;;
    'usage add')
        words='--help --of --on --stdin -h'
        takes=' --of=- --on=- '
        arguments=(@account @values:usage.metric)
        ;;
    'usage list')
        words='--as-of --fields --help --limit --metric --no-header --null --output --plot --sort -0 -h -o -s'
        takes=' --metric=@values:usage.metric --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:usage.list --sort=@fields:usage.list -s=@fields:usage.list --limit=- --as-of=- '
        arguments=(@account+filter:usage ...)
        ;;
    'usage show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@usage)
        ;;
    'usage edit')
        words='--editor --help --metric --of --on --value -e -h -v'
        takes=' --metric=@values:usage.metric --value=- -v=- --of=- --on=- '
        arguments=(@usage)
        ;;
    'usage rm')
        words='--help --yes -h -y'
        arguments=(@usage)
        ;;
    'event')
        words='add list show edit rm --help -h'
        ;;
    'event add')
        words='--good --help --no-good --on --stdin --until -h'
        takes=' --on=- --until=- '
        arguments=(@account takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other)
        ;;
    'event list')
        words='--all --as-of --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:event.list --sort=@fields:event.list -s=@fields:event.list --limit=- --as-of=- '
        arguments=(@account+filter:event ...)
        ;;
    'event show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@event)
        ;;
    'event edit')
        words='--editor --good --help --kind --no-good --note --on --until -e -h -k'
        takes=' --kind=takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other -k=takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other --on=- --until=- --note=- '
        arguments=(@event)
        ;;
    'event rm')
        words='--help --yes -h -y'
        arguments=(@event)
        ;;
    'goal')
        words='add progress met missed drop list show edit rm --help -h'
        ;;
    'goal add')
        words='--agreed-with --due --help --measure --stdin --target --with -d -h -w'
        takes=' --measure=- --target=- --due=- -d=- --with=@contact:theirs -w=@contact:theirs --agreed-with=@contact:theirs '
        arguments=(@account)
        ;;
    'goal progress')
        words='--help --on -h'
        takes=' --on=- '
        arguments=(@goal:open)
        ;;
    'goal met')
        words='--help --on -h'
        takes=' --on=- '
        arguments=(@goal:open)
        ;;
    'goal missed')
        words='--help -h'
        arguments=(@goal:open)
        ;;
    'goal drop')
        words='--help -h'
        arguments=(@goal:open)
        ;;
    'goal list')
        words='--all --as-of --fields --help --limit --no-header --null --open --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:goal.list --sort=@fields:goal.list -s=@fields:goal.list --limit=- --as-of=- '
        arguments=(@account+filter:goal ...)
        ;;
    'goal show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@goal)
        ;;
    'goal edit')
        words='--actual --agreed-with --due --editor --help --measure --met --progress-on --status --target --title --with -d -e -h -w'
        takes=' --title=- --measure=- --target=- --due=- -d=- --with=@contact:theirs -w=@contact:theirs --agreed-with=@contact:theirs --actual=- --progress-on=- --status=open,met,missed,dropped --met=- '
        arguments=(@goal)
        ;;
    'goal rm')
        words='--help --yes -h -y'
        arguments=(@goal)
        ;;
    'product')
        words='add list show edit rm --help -h'
        ;;
    'product add')
        words='--currency --help --price --stdin -h'
        takes=' --price=- --currency=- '
        ;;
    'product list')
        words='--all --as-of --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:product.list --sort=@fields:product.list -s=@fields:product.list --limit=- --as-of=- '
        arguments=(@filter:product ...)
        ;;
    'product show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@product)
        ;;
    'product edit')
        words='--currency --editor --help --name --price -e -h'
        takes=' --name=- --price=- --currency=- '
        arguments=(@product)
        ;;
    'product rm')
        words='--help --yes -h -y'
        arguments=(@product)
        ;;
    'target')
        words='add set list show edit rm --help -h'
        ;;
    'target add')
        words='--currency --help --stdin -h'
        takes=' --currency=- '
        arguments=(- renewals,expansion,nrr,grr)
        ;;
    'target set')
        words='--currency --help -h'
        takes=' --currency=- '
        arguments=(- renewals,expansion,nrr,grr)
        ;;
    'target list')
        words='--all --as-of --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:target.list --sort=@fields:target.list -s=@fields:target.list --limit=- --as-of=- '
        arguments=(@filter:target ...)
        ;;
    'target show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@target)
        ;;
    'target edit')
        words='--currency --editor --help --metric --period --value -e -h -v'
        takes=' --period=- --metric=renewals,expansion,nrr,grr --value=- -v=- --currency=- '
        arguments=(@target)
        ;;
    'target rm')
        words='--help --yes -h -y'
        arguments=(@target)
        ;;
    'qbr')
        words='brief due held add list show edit rm --help -h'
        ;;
    'qbr brief')
        words='--as-of --help --internal --null --output --period -0 -h -o'
        takes=' --period=- --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --as-of=- '
        arguments=(@account)
        ;;
    'qbr due')
        words='--all --as-of --exit-code --fields --help --in --limit --no-header --null --output --sort --within -0 -a -h -i -o -s'
        takes=' --in=- --within=- -i=- --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:qbr.due --sort=@fields:qbr.due -s=@fields:qbr.due --limit=- --as-of=- '
        arguments=(@filter:account ...)
        ;;
    'qbr held')
        words='--due --feel --help --minutes --next --on --promise --with -d -f -h -n -p -w'
        takes=' --with=@contact:theirs -w=@contact:theirs --on=- --next=- -n=- --promise=- -p=- --due=- -d=- --feel=good,ok,bad -f=good,ok,bad --minutes=- '
        arguments=(@account)
        ;;
    'qbr add')
        words='--due --feel --help --minutes --next --on --promise --with -d -f -h -n -p -w'
        takes=' --with=@contact:theirs -w=@contact:theirs --on=- --next=- -n=- --promise=- -p=- --due=- -d=- --feel=good,ok,bad -f=good,ok,bad --minutes=- '
        arguments=(@account)
        ;;
    'qbr list')
        words='--as-of --fields --help --limit --no-header --null --output --sort -0 -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:qbr.list --sort=@fields:qbr.list -s=@fields:qbr.list --limit=- --as-of=- '
        arguments=(@account+filter:interaction ...)
        ;;
    'qbr show')
        words='--help --null --output -0 -h -o'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        arguments=(@interaction)
        ;;
    'qbr edit')
        words='--at --body --direction --editor --feel --help --kind --minutes --no-tried --on --purpose --summary --tried -e -f -h -k'
        takes=' --kind=call,email,meeting,qbr,visit,chat,note -k=call,email,meeting,qbr,visit,chat,note --on=- --at=- --minutes=- --direction=in,out,both --summary=- --body=- --feel=good,ok,bad -f=good,ok,bad --purpose=value,commercial,support,relationship '
        arguments=(@interaction)
        ;;
    'qbr rm')
        words='--help --yes -h -y'
        arguments=(@interaction)
        ;;
    'init')
        words='--currency --help --quiet -h -q'
        takes=' --currency=- '
        ;;
    'demo')
        words='--help -h'
        arguments=(@file)
        ;;
    'import')
        words='--bad --bodies --by-domain --clear --create-accounts --date-order --dry-run --encoding --extra --help --kind --map --no-link --on --output --preset --quiet --raw --save-map --set --sheet --skip-bad --source --source-wins --term --values --yes -h -o -q -y'
        takes=' --kind=accounts,products,contacts,contracts,interactions,tasks,surveys,opportunities,issues,feedback,usage,goals,events,handoffs,targets,health,calls --map=@import:map --set=@import:set --values=@import:values --preset=@preset --save-map=- --source=- --bad=@file --term=- --date-order=dmy,mdy,ymd --encoding=- --on=- --sheet=- --output=table,json -o=table,json '
        arguments=(@file ...)
        ;;
    'export')
        words='calendar vcard html --account --all --help --kind --output --raw --redact --to -h -o'
        takes=' --kind=accounts,products,contacts,contracts,interactions,tasks,surveys,opportunities,issues,feedback,usage,goals,events,handoffs,targets,health --account=@account --to=@file --output=csv,jsonl -o=csv,jsonl '
        ;;
    'export calendar')
        words='--help --to -h'
        takes=' --to=@file '
        arguments=(@filter:account ...)
        ;;
    'export vcard')
        words='--all --help --to --version -a -h'
        takes=' --version=4.0,3.0 --to=@file '
        arguments=(@filter:account ...)
        ;;
    'export html')
        words='--account --help --to -h'
        takes=' --account=@account --to=@file '
        arguments=(@filter:account ...)
        ;;
    'unmatched')
        words='tie ignore forget --all --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:unmatched --sort=@fields:unmatched -s=@fields:unmatched --limit=- '
        ;;
    'unmatched tie')
        words='--help --stdin -h'
        arguments=(@values:unmatched.address @contact)
        ;;
    'unmatched ignore')
        words='--help --stdin -h'
        arguments=(@values:unmatched.address ...)
        ;;
    'unmatched forget')
        words='--help --stdin -h'
        arguments=(@values:unmatched.address ...)
        ;;
    'backup')
        words='--fields --help --limit --list --no-header --null --output --sort --to --yes -0 -h -o -s -y'
        takes=' --to=@file --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:backup --sort=@fields:backup -s=@fields:backup --limit=- '
        ;;
    'restore')
        words='--help --yes -h -y'
        arguments=(@file)
        ;;
    'doctor')
        words='--apart --duplicates --exit-code --fields --help --limit --no-header --null --output --sort -0 -h -o -s'
        takes=' --apart=- --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:doctor --sort=@fields:doctor -s=@fields:doctor --limit=- '
        arguments=(@filter:account ...)
        ;;
    'report')
        words='--as-of --exit-code --fields --help --limit --no-header --null --output --sort -0 -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:report --sort=@fields:report -s=@fields:report --limit=- --as-of=- '
        arguments=(@report @filter:report ...)
        ;;
    'sql')
        words='--as-of --exit-code --fields --help --limit --no-header --null --output --param --sort --tables --timeout -0 -h -o -s'
        takes=' --param=- --timeout=- --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=- --sort=- -s=- --limit=- --as-of=- '
        ;;
    'schema')
        words='--all --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:schema --sort=@fields:schema -s=@fields:schema --limit=- '
        arguments=(account,accounts,away,backtest,backup,brief,checkins,config,contact,contract,cron,doctor,due,error,event,feedback,find,forecast,goal,handoff,handoffs,held,history,import,interaction,issue,list,metrics,next,opportunity,plan,portfolio,product,qbr,renewals,report,risks,schema,show,sql,summary,survey,target,task,tasks,themes,timeline,today,unmatched,usage,week ...)
        ;;
    'cron')
        words='--at --days --help --install --mail --null --output --weekly --yes -0 -h -o -y'
        takes=' --at=- --days=- --mail=- --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids '
        ;;
    'config')
        words='check get set unset list path edit --help -h'
        ;;
    'config check')
        words='--help -h'
        ;;
    'config get')
        words='--help -h'
        arguments=(book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,calendar.timezone,metrics.gross_margin,me.emails,me.names,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least)
        ;;
    'config set')
        words='--help -h'
        arguments=(book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,calendar.timezone,metrics.gross_margin,me.emails,me.names,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least)
        ;;
    'config unset')
        words='--help -h'
        arguments=(book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,calendar.timezone,metrics.gross_margin,me.emails,me.names,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least)
        ;;
    'config list')
        words='--all --fields --help --limit --no-header --null --output --sort -0 -a -h -o -s'
        takes=' --output=table,json,jsonl,csv,tsv,md,ids -o=table,json,jsonl,csv,tsv,md,ids --fields=@fields:config.list --sort=@fields:config.list -s=@fields:config.list --limit=- '
        arguments=(@filter:account ...)
        ;;
    'config path')
        words='--help -h'
        ;;
    'config edit')
        words='--help -h'
        ;;
    'completion')
        words='install print --help -h'
        ;;
    'completion install')
        words='--help -h'
        arguments=(bash,zsh,fish,powershell)
        ;;
    'completion print')
        words='--help -h'
        arguments=(bash,zsh,fish,powershell)
        ;;
    'help')
        words='--help -h'
        arguments=(backtest,backup,calendar,chats,columns,completion,config,cron,dates,duplicates,exit-codes,export,filters,forecast,hooks,import,mail,meetings,metrics,money,output,past,pictures,ratios,recipes,references,reports,risk,settings,signals,sources,sql,start,summary,terms,tiers,today,typing,undo,work ...)
        ;;
    *) words="" ;;
    esac
}

# The words of the line up to the cursor. Bash cuts them at = and : too; here only blanks part them.
_am_line() {
    local i word blanks rest="${COMP_LINE:0:COMP_POINT}"
    line=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word="${COMP_WORDS[i]}"
        blanks="${rest%%[![:blank:]]*}"
        rest="${rest#"$blanks"}"
        ((i == COMP_CWORD)) && [[ -n "$COMP_LINE" ]] && word="$rest"
        if ((i == 0)) || [[ -n "$blanks" || -z "$COMP_LINE" ]]; then
            line+=("$word")
        else
            line[${#line[@]} - 1]+="$word"
        fi
        rest="${rest#"$word"}"
    done
}

# A word as a command would get it, without quotes and backslashes; nothing in it is expanded.
_am_plain() {
    case "$1" in
    \"*) plain="${1#\"}" plain="${plain%\"}" ;;
    \'*) plain="${1#\'}" plain="${plain%\'}" ;;
    *) plain="${1//\\/}" ;;
    esac
}

# Note what an option was given, where the book or the configuration follows from it.
_am_given() {
    case "$1" in
    --book) book="$2" ;;
    --config) config="$2" ;;
    esac
}

# Read the words before the cursor: where in the tree they lead, and what the next one is to be.
_am_read() {
    local word plain option="" count=0 ended=""
    _am_place ""
    for word in "${line[@]:1:${#line[@]} - 2}"; do
        if [[ -n "$option" ]]; then
            _am_plain "$word"
            _am_given "$option" "$plain"
            option=""
        elif [[ -z "$ended" && "$word" == -- ]]; then
            ended=1
        elif [[ -z "$ended" && "$word" == --*=* ]]; then
            _am_plain "${word#*=}"
            _am_given "${word%%=*}" "$plain"
        elif [[ -z "$ended" && "$word" == -* ]]; then
            [[ "$takes" == *" $word="* ]] && option="$word"
        elif [[ " $words " == *" $word "* ]]; then
            path="${path:+$path }$word" count=0
            _am_place "$path"
        else
            _am_plain "$word"
            ((count++ == 0)) && of="$plain"
        fi
    done
    if [[ -n "$option" ]]; then
        _am_taken "$option"
    elif [[ -z "$ended" && "$typed" == --*=* ]]; then
        name="${typed%%=*}"
        typed="${typed#*=}"
        _am_taken "$name"
    elif [[ -n "$ended" || "$typed" != -* ]]; then
        # The last argument comes again where ... follows it.
        [[ "${arguments[*]}" == *" ..." ]] && ((count >= ${#arguments[@]} - 1)) && count=$((${#arguments[@]} - 2))
        slot="${arguments[count]-}"
        # Where anything may be said, the options help; a word that was begun is somebody's own.
        if [[ "${slot:--}" == - && "$words" == -* ]]; then
            slot=""
            [[ -n "$typed$ended" ]] && slot=-
        fi
    fi
}

# What completes the value of an option.
_am_taken() {
    slot=-
    if [[ "$takes" == *" $1="* ]]; then
        slot="${takes#*" $1="}"
        slot="${slot%% *}"
    fi
}

# Ask the book for records, and quote each value for where it is to stand.
_am_ask() {
    local plain value text quote="" begun
    case "$typed" in \"* | \'*) quote="${typed:0:1}" ;; esac
    _am_plain "$typed"
    # What bash will not replace, since it cut the word there.
    begun="${typed%"$replaced"}"
    [[ -n "$quote" ]] && begun=""
    while IFS=$'\t' read -r value text; do
        if [[ -z "$quote" ]]; then
            printf -v value '%q' "$value"
            value="${value//\\,/,}" # which means something between braces only
            [[ "$value" == "$begun"* ]] || continue
        elif [[ "$value" == *[\"\'\`\\\$!]* ]]; then
            continue
        fi
        COMPREPLY+=("${value#"$begun"}")
        texts+=("$text")
    done < <(command "$am" __complete "${slot#@}" "word=$plain" "of=$of" "book=$book" \
        "config=$config" 2>/dev/null </dev/null)
    # A word that goes on has no blank after it.
    [[ "$slot" == @fields:* || "${COMPREPLY[*]}" == *[:=] ]] && compopt -o nospace 2>/dev/null
}

# Several values: keep what was typed where they do not begin with it, since bash would put in its
# place what they share; where they are only listed, list beside each what it is.
_am_several() {
    local i value blanks room wide=0 keep=""
    ((${#COMPREPLY[@]} < 2)) && return
    for value in "${COMPREPLY[@]}"; do
        ((${#value} > wide)) && wide=${#value}
        [[ -n "$replaced" && "${value,,}" == "${replaced,,}"* ]] || keep=1
    done
    case "${COMP_TYPE-}" in 33 | 63 | 64)
        room=$((${COLUMNS:-80} - wide - 3))
        for i in "${!texts[@]}"; do
            ((room > 0)) || break
            printf -v blanks '%*s' $((wide - ${#COMPREPLY[i]} + 2)) ""
            COMPREPLY[i]+="$blanks${texts[i]:0:room}"
        done
        ;;
    esac
    case "${COMP_TYPE-}" in 9 | 33 | 64) [[ -n "$keep" ]] && COMPREPLY+=("") ;; esac
}

_am() {
    local am="${1-am}" replaced path="" of="" book="" config="" slot="" name="" words takes typed
    local -a line arguments texts=()
    COMPREPLY=()
    _am_line
    typed="${line[-1]}" replaced="${2-"${line[-1]}"}"
    [[ "$am" == "~/"* ]] && am="$HOME/${am:2}"
    _am_read
    case "$slot" in
    @file) return ;;
    @*)
        compopt +o default 2>/dev/null
        compopt -o nosort 2>/dev/null
        _am_ask
        ;;
    -) compopt +o default 2>/dev/null ;;
    *)
        compopt +o default 2>/dev/null
        [[ -n "$slot" ]] && words="${slot//,/ }"
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$typed")
        ;;
    esac
    _am_several
    # Where = does not part words, what is replaced begins with the option.
    [[ -n "$name" && "$replaced" == "$name="* ]] && COMPREPLY=("${COMPREPLY[@]/#/"$name="}")
    return 0
}

complete -o default -F _am am amcli
