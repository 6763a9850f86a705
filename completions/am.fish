# Completion of am and amcli for fish: copy it to ~/.config/fish/completions (am completion install fish does).
# am itself knows what may come next: it gets the line up to the cursor and answers what is to be done, then one
# word a line. Nothing is ever evaluated; without am, or with one too old, nothing happens.

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

function __am_complete
    set -l line (commandline -cp | string collect)
    set -l am (string replace -r '^~/' "$HOME/" -- (string match -rv '^\w+=' -- (commandline -opc))[1])
    command -q -- $am; or set am am # an alias, or the like
    set -l said (command $am __complete fish "$line" "$__am_before" 2>/dev/null </dev/null)
    set -e __am_before
    switch "$said[1]"
        case words
            printf '%s\n' $said[2..]
        case file
            string replace -r -- '^' "$said[2]" (__fish_complete_path "$said[3]")
        case several # which don't look like the word: for an empty one fish offers them
            set -g __am_before $line
            __am_replace "$said[2]"
            commandline -f complete
        case one
            __am_replace $said[2](string escape -- $said[3])"$said[4]"
    end
end

complete -c am -f -k -a '(__am_complete)'
complete -c amcli -f -k -a '(__am_complete)'
