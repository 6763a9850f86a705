# Completion of am and amcli for fish. Made by tools/make_completions.py; do not edit.
# Use it:  copy it to ~/.config/fish/completions/am.fish   (am completion install fish does)
#
# Commands, options and their values stand here. Records come from the book, by am __complete, one a
# line: a value, a tab, what it is. Nothing of either is ever evaluated.

# What may stand at a place: commands and options with their help, what options take, arguments.
function __am_place --no-scope-shadowing
    set verbs
    set options
    set takes
    set arguments
    switch $argv[1]
# places
    end
end

# Read the words before the cursor: where in the tree they lead, and what the next one is to be.
function __am_read --no-scope-shadowing
    set -l option
    set -l ended
    set -l count 0
    set -l word
    __am_place ''
    for word in $words[2..]
        if test -n "$option"
            __am_given $option $word
            set option
        else if test -z "$ended"; and test "x$word" = x--
            set ended 1
        else if test -z "$ended"; and string match -q -- '--*=*' $word
            __am_given (string split -m 1 = -- $word)
        else if test -z "$ended"; and string match -q -- '-?*' $word
            __am_taken $word $takes >/dev/null; and set option $word
        else if contains -- $word (string replace -r '\t.*' '' -- $verbs)
            set place (string trim -- "$place $word")
            set count 0
            __am_place $place
        else
            test $count = 0; and set of $word
            set count (math $count + 1)
        end
    end
    if test -n "$option"
        set slot (__am_taken $option $takes)
    else if test -z "$ended"; and string match -q -- '--*=*' $typed
        set name (string split -f 1 -m 1 = -- $typed)=
        set slot (__am_taken (string trim -rc = -- $name) $takes)
        set typed (string split -f 2 -m 1 = -- $typed)
        test -n "$slot"; or set slot -
    else if test -n "$ended"; or not string match -q -- '-*' $typed
        # The last argument comes again where ... follows it.
        if test "$arguments[-1]" = ...; and test $count -ge (math (count $arguments) - 1)
            set count (math (count $arguments) - 2)
        end
        set slot $arguments[(math $count + 1)]
        # Where anything may be said, the options help; a word that was begun is somebody's own.
        if contains -- "$slot" '' -
            set slot
            test -n "$typed$ended" -a -z "$verbs"; and set slot -
        end
    end
end

# Note what an option was given, where the book or the configuration follows from it.
function __am_given --no-scope-shadowing
    switch $argv[1]
        case --book
            set book $argv[2]
        case --config
            set config $argv[2]
    end
end

# What an option takes; fails where it is a flag.
function __am_taken
    set -l each
    for each in $argv[2..]
        set -l pair (string split -m 1 \t -- $each)
        if test "x$pair[1]" = "x$argv[1]"
            echo $pair[2]
            return
        end
    end
    return 1
end

# Ask the program. Fish offers only what looks like the word that was typed, but that may stand anywhere in
# what is meant: one such record takes its place at once, several are offered for an empty word.
function __am_ask --no-scope-shadowing
    set -l asked $typed
    set -l again
    if test "$__am_before" = "$words"
        set again yes
        test -z "$typed"; and set asked $__am_asked
    end
    set -e __am_before
    set -l am (string replace -r '^~/' "$HOME/" -- $words[1])
    set -l found (command $am __complete (string sub -s 2 -- $slot) "word=$asked" "of=$of" "book=$book" \
        "config=$config" 2>/dev/null </dev/null)
    set -l values (string replace -r '\t.*' '' -- $found)
    set -l begun "^"(string escape --style=regex -- "$typed")
    if not set -q found[1]
        return
    else if test -n "$again"; or not string match -iv -q -r -- $begun $values
        printf '%s\n' $name$found
    else if set -q found[2]
        set -g __am_before $words
        set -g __am_asked $typed
        __am_replace "$name"
        commandline -f complete
    else if string match -q -- '*:' $values
        __am_replace $name(string escape -- $values)
    else
        __am_replace $name(string escape -- $values)' '
    end
end

# Put something in the place of the word on the line: as an abbreviation, which is forgotten at once.
function __am_replace
    set -g __am_word (commandline -t)
    set -g __am_instead $argv[1]
    abbr --add __am --position anywhere --regex '(?s).*' --function __am_replaced 2>/dev/null
    commandline -f expand-abbr
end

function __am_replaced
    abbr --erase __am 2>/dev/null
    test "$argv[1]" = "$__am_word"; and printf '%s' $__am_instead
end

# A word as a command would get it, without quotes and backslashes; nothing in it is expanded.
function __am_plain
    switch "$argv[1]"
        case '"*' "'*"
            string trim -c (string sub -l 1 -- $argv[1]) -- $argv[1]
        case '*'
            string unescape -- "$argv[1]"; or echo -- "$argv[1]"
    end
end

function __am_complete
    set -l place
    set -l of
    set -l book
    set -l config
    set -l slot
    set -l name ''
    set -l verbs
    set -l options
    set -l takes
    set -l arguments
    set -l words (commandline -opc)
    set -l typed (__am_plain (commandline -ct | string collect))
    while string match -qr -- '^\w+=' $words[1]
        set -e words[1]
    end
    __am_read
    switch "$slot"
        case @file
            string replace -r -- '^' "$name" (__fish_complete_path $typed)
        case '@*'
            __am_ask
        case -
        case ''
            if set -q verbs[1]; and not string match -q -- '-*' $typed
                printf '%s\n' $verbs
            else
                printf '%s\n' $options
            end
        case '*'
            printf '%s\n' $name(string split , -- $slot)
    end
end

complete -c am -f -k -a '(__am_complete)'
complete -c amcli -f -k -a '(__am_complete)'
