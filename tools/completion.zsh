#compdef am amcli
# Completion of am and amcli for zsh. Made by tools/make_completions.py; do not edit.
# Use it:  copy it as _am to a folder of $fpath   (am completion install zsh does)
#
# Commands, options and their values stand here. Records come from the book, by am __complete, one a
# line: a value, a tab, what it is. Nothing of either is ever evaluated.

# What may stand at a place: commands and options with their help, what options take, arguments.
_am_place() {
    verbs=() options=() takes=() arguments=()
    case $1 in
# places
    esac
}

# Note what an option was given, where the book or the configuration follows from it.
_am_given() {
    case $1 in
    --book) book=$2 ;;
    --config) config=$2 ;;
    esac
}

# Read the words before the cursor: where in the tree they lead, and what the next one is to be.
_am_read() {
    local word plain option= ended=
    local -i count=0
    _am_place ''
    for word in "${(@)words[2,CURRENT - 1]}"; do
        plain=${(Q)word}
        if [[ -n $option ]]; then
            _am_given "$option" "$plain"
            option=
        elif [[ -z $ended && $word == -- ]]; then
            ended=1
        elif [[ -z $ended && $word == --*=* ]]; then
            _am_given "${plain%%=*}" "${plain#*=}"
        elif [[ -z $ended && $word == -?* ]]; then
            [[ -n ${takes[$word]} ]] && option=$word
        elif [[ " ${(j: :)${(@)verbs%%:*}} " == *" $plain "* ]]; then
            place=${place:+$place }$plain
            count=0
            _am_place "$place"
        else
            ((count++ == 0)) && of=$plain
        fi
    done
    if [[ -n $option ]]; then
        slot=${takes[$option]}
    elif [[ -z $ended && $typed == --*=* ]]; then
        name=${typed%%=*} typed=${typed#*=}
        slot=${takes[$name]:--}
    elif [[ -n $ended || $typed != -* ]]; then
        # The last argument comes again where ... follows it.
        [[ ${arguments[-1]} == ... ]] && ((count > $#arguments - 2)) && count=$(($#arguments - 2))
        slot=${arguments[count + 1]}
        # Where anything may be said, the options help; a word that was begun is somebody's own.
        if [[ ${slot:--} == - ]]; then
            slot=
            [[ -n $typed$ended && -z $verbs ]] && slot=-
        fi
    fi
}

# Ask the program, and offer what it says as it says it: a word may stand anywhere in what is meant.
_am_ask() {
    local am=${(Q)words[1]} value text
    local -a values texts whole begun wholes beguns ends
    local -i wide=0 at
    [[ $am == '~/'* ]] && am=$HOME/${am#'~/'}
    while IFS=$'\t' read -r value text; do
        values+=("$value") texts+=("$text")
        ((${(m)#value} > wide)) && wide=${(m)#value}
    done < <(command "$am" __complete "${slot#@}" "word=$typed" "of=$of" "book=$book" \
        "config=$config" 2>/dev/null </dev/null)
    for ((at = 1; at <= $#values; at++)); do
        text=${values[at]}
        [[ -n ${texts[at]} ]] && text="${(mr:wide:)values[at]}  -- ${texts[at]}"
        text=${(mr:COLUMNS - 1:)text}
        text=${text%%[[:blank:]]##}
        # A word that goes on has no blank after it.
        if [[ ${values[at]} == *[:=] || $slot == @fields:* ]]; then
            begun+=("${values[at]}") beguns+=("$text")
        else
            whole+=("${values[at]}") wholes+=("$text")
        fi
    done
    # Nor has one within quotes that are closed already: zsh would put it there.
    [[ -n $QISUFFIX ]] && ends=(-S '')
    compadd -U -i "$IPREFIX" "${(@)ends}" -V am -l -d wholes -a whole
    compadd -U -i "$IPREFIX" -V am -l -S '' -d beguns -a begun
    # What all of them begin with is put on the line only where it goes on from what was typed.
    if ((compstate[nmatches] > 1)) && [[ ${(L)compstate[unambiguous]} != ${(bL)typed}* ]]; then
        [[ $compstate[insert] == *unambiguous* ]] && compstate[insert]= compstate[list]='list force'
    fi
    ((compstate[nmatches] > 0))
}

_am() {
    local place= of= book= config= slot= name= typed
    local -a verbs options arguments
    local -A takes
    # As the program would get it, without quotes and backslashes; nothing in it is expanded.
    typed=$PREFIX
    [[ -z $compstate[quote] ]] && typed=${(Q)PREFIX}
    _am_read
    # On leaving a function these are what they were, hence here.
    [[ -n $name ]] && IPREFIX+=$name= PREFIX=${PREFIX#*=}
    case $slot in
    @file) _files ;;
    @*) _am_ask ;;
    -) return 1 ;;
    '')
        [[ $typed == -* ]] || { (($#verbs)) && _describe -t commands command verbs && return }
        _describe -o -t options option options
        ;;
    *)
        local -a values=(${(s:,:)slot})
        compadd -V am -a values
        ;;
    esac
}

_am "$@"
