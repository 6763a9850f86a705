# Completion of am and amcli for bash. Made by tools/make_completions.py; do not edit.
# Use it:  source completions/am.bash   (or copy it to /etc/bash_completion.d/am)

_am_words() {
    case "$1" in
    '') echo 'today week next log checkins renewals risks show timeline find tasks done snooze renew stage churn undo redo history account contact contract interaction task init demo import config help --book --color --config --help --today --version -h' ;;
    'today') echo '--all --help --output -a -h -o' ;;
    'week') echo '--exit-code --fields --help --limit --no-header --output --sort -h -o -s' ;;
    'next') echo '--help --output -h -o' ;;
    'log') echo '--at --direction --due --editor --feel --help --kind --minutes --next --on --promise --purpose --stdin --tried --with -d -e -f -h -k -n -p -w' ;;
    'checkins') echo '--all --exit-code --fields --help --in --limit --no-header --output --sort --within -a -h -i -o -s' ;;
    'renewals') echo '--all --exit-code --fields --help --in --limit --no-header --output --sort --within -a -h -i -o -s' ;;
    'risks') echo '--all --exit-code --fields --help --limit --no-header --output --sort -a -h -o -s' ;;
    'show') echo '--help --output -h -o' ;;
    'timeline') echo '--all --fields --help --limit --no-header --output --sort -a -h -o -s' ;;
    'find') echo '--fields --help --limit --no-header --output --sort -h -o -s' ;;
    'tasks') echo '--exit-code --fields --help --limit --no-header --output --sort -h -o -s' ;;
    'done') echo '--help --on -h' ;;
    'snooze') echo '--help --reason -h -r' ;;
    'renew') echo '--auto-renew --concessions --ends --help --no-auto-renew --notice --overlap --quantity --reason --term --value -h -r -t -v' ;;
    'stage') echo '--forecast --help -h' ;;
    'churn') echo '--help --on --reason -h -r' ;;
    'undo') echo '--help -h' ;;
    'redo') echo '--help -h' ;;
    'history') echo '--fields --help --limit --no-header --output --sort -h -o -s' ;;
    'account') echo 'add list show edit rm archive pulse tag untag --help -h' ;;
    'account add') echo '--address --cadence --code --domain --help --industry --notes --objectives --owner --owner-since --parent --phone --qbr --region --segment --set --since --snoozed-until --status --tag --team --tier --website -h' ;;
    'account list') echo '--all --fields --help --limit --no-header --output --sort -a -h -o -s' ;;
    'account show') echo '--help --output -h -o' ;;
    'account edit') echo '--address --cadence --code --domain --editor --help --industry --name --notes --objectives --owner --owner-since --parent --phone --qbr --region --segment --set --since --snoozed-until --status --tag --team --tier --website -e -h' ;;
    'account rm') echo '--help --yes -h -y' ;;
    'account archive') echo '--help -h' ;;
    'account pulse') echo '--help -h' ;;
    'account tag') echo '--help -h' ;;
    'account untag') echo '--help -h' ;;
    'contact') echo 'add list show edit rm --help -h' ;;
    'contact add') echo '--do-not-mail --email --help --language --left --no-do-not-mail --no-primary --notes --phone --prefers --primary --role --set --stance --successor --tag --timezone --title -h' ;;
    'contact list') echo '--all --fields --help --limit --no-header --output --sort -a -h -o -s' ;;
    'contact show') echo '--help --output -h -o' ;;
    'contact edit') echo '--do-not-mail --editor --email --help --language --left --name --no-do-not-mail --no-primary --notes --phone --prefers --primary --role --set --stance --successor --tag --timezone --title -e -h' ;;
    'contact rm') echo '--help --yes -h -y' ;;
    'contract') echo 'add list show edit rm renew amend churn stage --help -h' ;;
    'contract add') echo '--auto-renew --concessions --currency --ends --forecast --help --no-auto-renew --notes --notice --overlap --per --product --quantity --reason --reference --set --signed --stage --starts --term --value -h -r -t -v' ;;
    'contract list') echo '--all --fields --help --limit --no-header --output --sort -a -h -o -s' ;;
    'contract show') echo '--help --output -h -o' ;;
    'contract edit') echo '--auto-renew --concessions --currency --editor --ends --forecast --help --no-auto-renew --notes --notice --product --quantity --reason --reference --set --signed --stage --starts --value -e -h -r -v' ;;
    'contract rm') echo '--help --yes -h -y' ;;
    'contract renew') echo '--auto-renew --concessions --ends --help --no-auto-renew --notice --overlap --quantity --reason --term --value -h -r -t -v' ;;
    'contract amend') echo '--by --help --on --quantity --reason --to -h -r' ;;
    'contract churn') echo '--help --on --reason -h -r' ;;
    'contract stage') echo '--forecast --help -h' ;;
    'interaction') echo 'add list show edit rm --help -h' ;;
    'interaction add') echo '--at --direction --due --editor --feel --help --kind --minutes --next --on --promise --purpose --stdin --tried --with -d -e -f -h -k -n -p -w' ;;
    'interaction list') echo '--all --fields --help --limit --no-header --output --sort -a -h -o -s' ;;
    'interaction show') echo '--help --output -h -o' ;;
    'interaction edit') echo '--at --body --direction --editor --feel --help --kind --minutes --no-tried --on --purpose --summary --tried -e -f -h -k' ;;
    'interaction rm') echo '--help --yes -h -y' ;;
    'task') echo 'add list show edit rm done reopen --help -h' ;;
    'task add') echo '--assignee --due --help --no-promised --promised --promised-by --waiting-on --with -d -h -w' ;;
    'task list') echo '--all --fields --help --limit --no-header --output --sort -a -h -o -s' ;;
    'task show') echo '--help --output -h -o' ;;
    'task edit') echo '--assignee --done --due --editor --help --no-promised --promised --promised-by --title --waiting-on --with -d -e -h -w' ;;
    'task rm') echo '--help --yes -h -y' ;;
    'task done') echo '--help --on -h' ;;
    'task reopen') echo '--help -h' ;;
    'init') echo '--currency --help --quiet -h -q' ;;
    'demo') echo '--help -h' ;;
    'import') echo '--clear --create-accounts --date-order --dry-run --encoding --extra --help --kind --map --no-link --output --skip-bad --yes -h -o -y' ;;
    'config') echo 'get set list path edit --help -h' ;;
    'config get') echo '--help -h' ;;
    'config set') echo '--help -h' ;;
    'config list') echo '--fields --help --limit --no-header --output --sort -h -o -s' ;;
    'config path') echo '--help -h' ;;
    'config edit') echo '--help -h' ;;
    'help') echo '--help -h' ;;
    esac
}

_am() {
    local word path="" known before=""
    COMPREPLY=()
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case "$before" in --book | --config | --today | --color)
            before="$word"
            continue
            ;;
        esac
        before="$word"
        [[ "$word" == -* ]] && continue
        known=" $(_am_words "$path") "
        [[ "$known" == *" $word "* ]] && path="${path:+$path }$word"
    done
    mapfile -t COMPREPLY < <(compgen -W "$(_am_words "$path")" -- "${COMP_WORDS[COMP_CWORD]}")
}

complete -o default -F _am am amcli
