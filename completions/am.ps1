# Completion of am and amcli for PowerShell. Made by tools/make_completions.py; do not edit.
# Use it:  . am.ps1   in your profile (am completion install powershell says the line)
#
# Commands, options and their values stand here. Records come from the book, by am __complete, one a
# line: a value, a tab, what it is. Nothing of either is ever evaluated.

Register-ArgumentCompleter -Native -CommandName @('am', 'amcli') -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    Set-StrictMode -Off

    # What may stand at a place: commands and options with their help, what options take, arguments.
    $places = @{
        '' = @{
            verbs = [ordered]@{ 'today' = 'What to do today, in which order, and why'; 'week' = 'The days ahead: what falls due in the next seven days, day by day'; 'next' = 'The brief of the morning''s first line'; 'away' = 'What falls due while you are away, and a note for whoever looks after it'; 'log' = 'Log a call, a mail or a meeting in one line'; 'checkins' = 'Who has not heard from you in time'; 'renewals' = 'Contracts whose end or notice day is near'; 'risks' = 'Accounts at risk, with reasons; or one account''s score'; 'accounts' = 'List your accounts: ARR, health, last touch, next step, renewal'; 'show' = 'Any record at a glance: an account by name, all else by reference'; 'brief' = 'One page for a meeting: who is who, what is owed, what was said, what to ask'; 'timeline' = 'What happened with an account, the newest first'; 'find' = 'Search all text in the book: names, notes, what was said, tasks'; 'tasks' = 'What is owed, by whom, and when: open tasks, the longest overdue first'; 'done' = 'A task or promise is done'; 'snooze' = 'Put something off until later: a check-in, a task, a contract, any record'; 'renew' = 'A contract is renewed, on the same terms unless told otherwise'; 'stage' = 'How far a renewal has come'; 'churn' = 'A contract ends and is not renewed'; 'summary' = 'The digest: what is due, late, nearer, worse and better'; 'portfolio' = 'The whole book: what it is made of, and whether there is time for it'; 'metrics' = 'What the book earned, kept and lost, and how customers were served'; 'forecast' = 'What the renewals of a period may bring, and what is missing of my number'; 'backtest' = 'Whether the score warned of the losses that came'; 'undo' = 'Take back the last change, whatever it was; again, the one before'; 'redo' = 'Put back what undo took, while nothing else has changed'; 'history' = 'What changed, when, and by which command; the newest first'; 'account' = 'Customers: who they are, who owns them, how often they hear from you'; 'contact' = 'People at customers: their role in the decision, and how to reach them'; 'contract' = 'Contracts: what was bought, for how long, and for how much'; 'interaction' = 'Calls, mails, meetings, notes: the log of what was said'; 'task' = 'Things to do, and promises in both directions'; 'opportunity' = 'Growth that fits: upsells, cross-sells, referrals'; 'issue' = 'Customers'' problems, from the report to the solution'; 'feedback' = 'What customers say about you, and what became of it'; 'survey' = 'What customers answered: NPS, CSAT and CES'; 'usage' = 'How much of what they bought customers use, over time'; 'event' = 'What happened at customers: takeovers, new bosses, budget cuts, funding'; 'goal' = 'What customers want to reach, and how far they are'; 'product' = 'The catalogue: what there is to buy, and for how much'; 'target' = 'Your number for a period: renewals, expansion, or a retention'; 'qbr' = 'Reviews with customers: which are due, what to bring, and how they went'; 'init' = 'Make your own book, empty, readable by you alone'; 'demo' = 'Look around in a sample book, kept apart from yours'; 'import' = 'Bring in files: a plan first, then all or nothing'; 'export' = 'Give everything back: CSV or JSONL that am import takes in again'; 'unmatched' = 'Who wrote, met or called and is nobody''s contact'; 'backup' = 'Copy the whole book, checked, into the folder backups beside it'; 'restore' = 'Put a backup in the place of the book; without FILE the newest'; 'doctor' = 'Find accounts and people that are likely in the book twice'; 'report' = 'Run a saved report, with more filters if need be'; 'sql' = 'Ask the book in SQL; nothing is ever written'; 'schema' = 'The JSON Schema of a record, or of what a command prints with -o json'; 'cron' = 'The morning''s digest by itself: a line for cron, and units for systemd'; 'config' = 'Settings: what they are, and where each value comes from'; 'completion' = 'Completion for bash, zsh, fish and PowerShell: with a tab, what may come next'; 'help' = 'Guides: how to start, dates, money, filters, output, exit codes, and more' }
            options = [ordered]@{ '--book' = 'Another book (AMCLI_BOOK)'; '--color' = 'When to use colour'; '--config' = 'Another configuration'; '--help' = 'Show this message and exit'; '--today' = 'Act as if it were this day'; '--version' = 'Show the version and exit'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--book' = '@file'; '--config' = '@file'; '--today' = '-'; '--color' = 'auto,always,never' }
        }
        'today' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--explain' = 'Show what each priority is made of'; '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'week' = @{
            options = [ordered]@{ '--as-of' = 'As it was on a day that has passed'; '--exit-code' = 'Exit with 10 when there is something to show'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--in' = 'So far ahead, not 7 days'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '--within' = 'So far ahead, not 7 days'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-i' = 'So far ahead, not 7 days'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--in' = '-'; '--within' = '-'; '-i' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:week'; '--sort' = '@fields:week'; '-s' = '@fields:week'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'next' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@filter:account', '...')
        }
        'away' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--to' = 'Who looks after it'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--to' = '@values:account.owner'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('-', '@filter:account', '...')
        }
        'log' = @{
            options = [ordered]@{ '--at' = 'The time'; '--direction' = 'Who began'; '--due' = 'When that is due'; '--editor' = 'Write the whole text in your editor'; '--feel' = 'How it felt'; '--help' = 'Show this message and exit'; '--kind' = 'What it was'; '--minutes' = 'How long'; '--next' = 'A task that follows'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '--promise' = 'What you promised'; '--purpose' = 'What it was about'; '--stdin' = 'Read JSONL or CSV from standard input, all or nothing'; '--theirs' = 'What they promised'; '--tried' = 'Nobody was reached: on the timeline, no touch'; '--with' = 'Who was there; may be given again'; '-d' = 'When that is due'; '-e' = 'Write the whole text in your editor'; '-f' = 'How it felt'; '-h' = 'Show this message and exit'; '-k' = 'What it was'; '-n' = 'A task that follows'; '-p' = 'What you promised'; '-w' = 'Who was there; may be given again' }
            takes = [ordered]@{ '--kind' = 'call,email,meeting,qbr,visit,chat,note'; '-k' = 'call,email,meeting,qbr,visit,chat,note'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-'; '--at' = '-'; '--minutes' = '-'; '--direction' = 'in,out,both'; '--feel' = 'good,ok,bad'; '-f' = 'good,ok,bad'; '--purpose' = 'value,commercial,support,relationship'; '--next' = '-'; '-n' = '-'; '--promise' = '-'; '-p' = '-'; '--theirs' = '-'; '--due' = '-'; '-d' = '-' }
            arguments = @('@account')
        }
        'checkins' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--exit-code' = 'Exit with 10 when there is something to show'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--in' = 'Look so far ahead, such as 30d'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '--within' = 'Look so far ahead, such as 30d'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-i' = 'Look so far ahead, such as 30d'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--in' = '-'; '--within' = '-'; '-i' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:checkins'; '--sort' = '@fields:checkins'; '-s' = '@fields:checkins'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'renewals' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--exit-code' = 'Exit with 10 when there is something to show'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--in' = 'Look so far ahead, such as 30d'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '--within' = 'Look so far ahead, such as 30d'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-i' = 'Look so far ahead, such as 30d'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--in' = '-'; '--within' = '-'; '-i' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:renewals'; '--sort' = '@fields:renewals'; '-s' = '@fields:renewals'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:contract', '...')
        }
        'risks' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--exit-code' = 'Exit with 10 when there is something to show'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--plot' = 'As a picture; in a pipe, its figures as a table'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:risks'; '--sort' = '@fields:risks'; '-s' = '@fields:risks'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:account', '...')
        }
        'accounts' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:accounts'; '--sort' = '@fields:accounts'; '-s' = '@fields:accounts'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@record')
        }
        'brief' = @{
            options = [ordered]@{ '--as-of' = 'As it was on a day that has passed'; '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--as-of' = '-' }
            arguments = @('@account')
        }
        'timeline' = @{
            options = [ordered]@{ '--all' = 'What is still ahead, too'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'What is still ahead, too'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:timeline'; '--sort' = '@fields:timeline'; '-s' = '@fields:timeline'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account', '@filter:account', '...')
        }
        'find' = @{
            options = [ordered]@{ '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:find'; '--sort' = '@fields:find'; '-s' = '@fields:find'; '--limit' = '-' }
            arguments = @('@filter:account', '...')
        }
        'tasks' = @{
            options = [ordered]@{ '--as-of' = 'As it was on a day that has passed'; '--exit-code' = 'Exit with 10 when there is something to show'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--mine' = 'Only what you promised'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--promises' = 'Only promises, of both sides'; '--sort' = 'Sort by fields; - for falling'; '--theirs' = 'Only what they promised'; '--waiting' = 'Only what waits for a colleague'; '--waiting-on' = 'Only what waits for this colleague'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--waiting-on' = '@values:task.waiting_on'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:tasks'; '--sort' = '@fields:tasks'; '-s' = '@fields:tasks'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:task', '...')
        }
        'done' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it was done; today otherwise'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@task:open', '...')
        }
        'snooze' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--off' = 'Wake it up again'; '--reason' = 'Why'; '-h' = 'Show this message and exit'; '-r' = 'Why' }
            takes = [ordered]@{ '--reason' = '-'; '-r' = '-' }
            arguments = @('@record:open')
        }
        'renew' = @{
            options = [ordered]@{ '--auto-renew' = 'Whether it renews by itself'; '--concessions' = 'What was given away'; '--ends' = 'The new last day'; '--help' = 'Show this message and exit'; '--no-auto-renew' = 'Whether it renews by itself'; '--notice' = 'The new notice period'; '--overlap' = 'Even if the same product runs already'; '--quantity' = 'The new quantity'; '--reason' = 'Why'; '--term' = 'Length, such as 12m'; '--value' = 'The new value a year'; '-h' = 'Show this message and exit'; '-r' = 'Why'; '-t' = 'Length, such as 12m'; '-v' = 'The new value a year' }
            takes = [ordered]@{ '--value' = '-'; '-v' = '-'; '--term' = '-'; '-t' = '-'; '--ends' = '-'; '--quantity' = '-'; '--notice' = '-'; '--reason' = '-'; '-r' = '-'; '--concessions' = '-' }
            arguments = @('@contract-or-account')
        }
        'stage' = @{
            options = [ordered]@{ '--forecast' = 'What you expect'; '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--forecast' = 'commit,likely,doubtful,lost' }
            arguments = @('@contract-or-account', 'not_started,contacted,proposed,verbal,signed')
        }
        'churn' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'First day on which it no longer runs, where it stops before its end'; '--reason' = 'Why'; '-h' = 'Show this message and exit'; '-r' = 'Why' }
            takes = [ordered]@{ '--reason' = '-'; '-r' = '-'; '--on' = '-' }
            arguments = @('@contract-or-account')
        }
        'summary' = @{
            options = [ordered]@{ '--exit-code' = 'Exit with 10 when there is something to tell'; '--format' = 'Output format'; '--help' = 'Show this message and exit'; '--mail' = 'A whole message, for sendmail'; '--new' = 'Only what is new or moved since the last --new; silent without'; '--output' = 'Output format'; '--peek' = 'With --new: look, and count it as not sent'; '--period' = 'For a day or a week'; '--send-with' = 'Hand the message to this program'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--period' = 'day,week'; '--output' = 'text,md,html,json'; '-o' = 'text,md,html,json'; '--format' = 'text,md,html,json'; '--mail' = '-'; '--send-with' = '-' }
            arguments = @('@filter:account', '...')
        }
        'portfolio' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--by' = 'The accounts by this alone'; '--help' = 'Show this message and exit'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--plot' = 'As a picture; in a pipe, its figures as a table'; '--white-space' = 'The grid of products by account alone'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--by' = 'tier,segment,region,owner,industry'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'metrics' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--by' = 'The same for each group'; '--by-parent' = 'A parent account with its subsidiaries counts once'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--latest' = 'Only the newest answer of each person'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--period' = 'Which days: 2026-Q1, last-12m, 2025, ytd'; '--plot' = 'As a picture; in a pipe, its figures as a table'; '--sort' = 'Sort by fields; - for falling'; '--split' = 'Where expansion came from: price, upsell, cross-sell'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--period' = '-'; '--by' = 'account,tier,segment,owner,region,product,month'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:metrics'; '--sort' = '@fields:metrics'; '-s' = '@fields:metrics'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@metric+filter:account', '...')
        }
        'forecast' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--help' = 'Show this message and exit'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--period' = 'Which days: next-quarter, 2026-Q3, 2027'; '--plot' = 'As a picture; in a pipe, its figures as a table'; '--seed' = 'Another draw; the same gives the same'; '--trials' = 'How often to draw them'; '--uplift' = 'What those renewed are to grow by: 3%'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--period' = '-'; '--uplift' = '-'; '--trials' = '-'; '--seed' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'backtest' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--backdated' = 'Count records from the day they carry, also if typed in later'; '--from' = 'From when on: 2025, last-12m, a day'; '--help' = 'Show this message and exit'; '--horizon' = 'How far ahead the score is to warn; 90d'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--horizon' = '-'; '--from' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'undo' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'redo' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'history' = @{
            options = [ordered]@{ '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:history'; '--sort' = '@fields:history'; '-s' = '@fields:history'; '--limit' = '-' }
            arguments = @('@record+filter:account', '...')
        }
        'account' = @{
            verbs = [ordered]@{ 'add' = 'Add an account; a name is enough'; 'show' = 'Show one account'; 'edit' = 'Change an account. An empty text empties a field'; 'rm' = 'Delete an account with what belongs to it'; 'archive' = 'Hide an account from every list; nothing is deleted'; 'pulse' = 'Say how an account feels to you; a bad pulse caps its score'; 'list' = 'List your accounts: ARR, health, last touch, next step, renewal'; 'handoff' = 'Hand an account over: why they bought, what they expect, what was promised'; 'handoffs' = 'Handoffs on record, the newest first'; 'plan' = 'The account''s plan: goals, people, contracts, growth, risks, next steps'; 'merge' = 'Make one account of two that are the same customer'; 'tag' = 'Add tags to an account'; 'untag' = 'Take tags off an account' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'account add' = @{
            options = [ordered]@{ '--address' = 'Postal address'; '--cadence' = 'Days between check-ins; the tier''s otherwise'; '--code' = 'What you type for it; made from the name otherwise'; '--domain' = 'E-mail domain'; '--help' = 'Show this message and exit'; '--industry' = 'Industry'; '--notes' = 'Notes'; '--objectives' = 'What the customer wants to reach'; '--owner' = 'Who owns it'; '--owner-since' = 'Since when'; '--parent' = 'The account it is a part of'; '--phone' = 'Switchboard'; '--qbr' = 'Days between reviews; the tier''s otherwise'; '--region' = 'Region'; '--segment' = 'Segment'; '--set' = 'A custom field; may be given again'; '--since' = 'First day as a customer'; '--snoozed-until' = 'Put the check-in off until this day'; '--status' = 'Where it stands'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '--tag' = 'A tag; may be given again'; '--team' = 'Who else works on it'; '--tier' = 'How often it hears from you: key, standard, light'; '--website' = 'Website'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--code' = '-'; '--tier' = 'key,standard,light'; '--status' = 'onboarding,active,churned,archived'; '--owner' = '@values:account.owner'; '--owner-since' = '-'; '--team' = '@values:account.team'; '--industry' = '@values:account.industry'; '--segment' = '@values:account.segment'; '--region' = '@values:account.region'; '--domain' = '-'; '--website' = '-'; '--phone' = '-'; '--address' = '-'; '--parent' = '@account'; '--since' = '-'; '--cadence' = '-'; '--qbr' = '-'; '--snoozed-until' = '-'; '--objectives' = '-'; '--notes' = '-'; '--tag' = '@values:account.tags'; '--set' = '-' }
        }
        'account show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@account')
        }
        'account edit' = @{
            options = [ordered]@{ '--address' = 'Postal address'; '--cadence' = 'Days between check-ins; the tier''s otherwise'; '--code' = 'What you type for it; made from the name otherwise'; '--domain' = 'E-mail domain'; '--editor' = 'Change it in your editor'; '--help' = 'Show this message and exit'; '--industry' = 'Industry'; '--name' = 'Its name'; '--notes' = 'Notes'; '--objectives' = 'What the customer wants to reach'; '--owner' = 'Who owns it'; '--owner-since' = 'Since when'; '--parent' = 'The account it is a part of'; '--phone' = 'Switchboard'; '--qbr' = 'Days between reviews; the tier''s otherwise'; '--region' = 'Region'; '--segment' = 'Segment'; '--set' = 'A custom field; may be given again'; '--since' = 'First day as a customer'; '--snoozed-until' = 'Put the check-in off until this day'; '--status' = 'Where it stands'; '--tag' = 'A tag; may be given again'; '--team' = 'Who else works on it'; '--tier' = 'How often it hears from you: key, standard, light'; '--website' = 'Website'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--name' = '-'; '--code' = '-'; '--tier' = 'key,standard,light'; '--status' = 'onboarding,active,churned,archived'; '--owner' = '@values:account.owner'; '--owner-since' = '-'; '--team' = '@values:account.team'; '--industry' = '@values:account.industry'; '--segment' = '@values:account.segment'; '--region' = '@values:account.region'; '--domain' = '-'; '--website' = '-'; '--phone' = '-'; '--address' = '-'; '--parent' = '@account'; '--since' = '-'; '--cadence' = '-'; '--qbr' = '-'; '--snoozed-until' = '-'; '--objectives' = '-'; '--notes' = '-'; '--tag' = '@values:account.tags'; '--set' = '-' }
            arguments = @('@account')
        }
        'account rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@account')
        }
        'account archive' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('@account')
        }
        'account pulse' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@account', 'good,ok,bad')
        }
        'account list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:account.list'; '--sort' = '@fields:account.list'; '-s' = '@fields:account.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:account', '...')
        }
        'account handoff' = @{
            options = [ordered]@{ '--editor' = 'Write the texts in your editor'; '--expectations' = 'What they expect'; '--from' = 'Who had it; its owner otherwise'; '--help' = 'Show this message and exit'; '--note' = 'What else they must know'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '--promises' = 'What was promised'; '--risks' = 'What could go wrong'; '--to' = 'Who takes over: the account''s owner from then on'; '--why' = 'Why they bought'; '-e' = 'Write the texts in your editor'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--to' = '@values:account.owner'; '--from' = '@values:account.owner'; '--on' = '-'; '--why' = '-'; '--expectations' = '-'; '--promises' = '-'; '--risks' = '-'; '--note' = '-' }
            arguments = @('@account')
        }
        'account handoffs' = @{
            options = [ordered]@{ '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:account.handoffs'; '--sort' = '@fields:account.handoffs'; '-s' = '@fields:account.handoffs'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:handoff', '...')
        }
        'account plan' = @{
            options = [ordered]@{ '--as-of' = 'As it was on a day that has passed'; '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--as-of' = '-' }
            arguments = @('@account')
        }
        'account merge' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@account', '@account')
        }
        'account tag' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('@account', '@values:account.tags', '...')
        }
        'account untag' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('@account', '@values:account.tags', '...')
        }
        'contact' = @{
            verbs = [ordered]@{ 'add' = 'Add a person to an account. Without NAME a terminal is asked for it'; 'list' = 'List contacts, all of them or one account''s'; 'show' = 'Show one contact'; 'edit' = 'Change a contact. An empty text empties a field'; 'rm' = 'Delete a contact with what belongs to it'; 'left' = 'Someone left: who remains, what is uncovered, and whom to reach now'; 'move' = 'Someone went to another account; their history stays whole'; 'merge' = 'Make one contact of two that are the same person' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'contact add' = @{
            options = [ordered]@{ '--do-not-mail' = 'Opted out of mailings'; '--email' = 'E-mail address; may be given again'; '--help' = 'Show this message and exit'; '--language' = 'Language'; '--left' = 'The day they left'; '--no-do-not-mail' = 'Opted out of mailings'; '--no-primary' = 'First to call'; '--notes' = 'Notes'; '--phone' = 'Phone number; may be given again'; '--prefers' = 'How they like to be reached'; '--primary' = 'First to call'; '--role' = 'Role in the decision'; '--set' = 'A custom field; may be given again'; '--stance' = 'For or against you'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '--successor' = 'Who followed them'; '--tag' = 'A tag; may be given again'; '--timezone' = 'Time zone'; '--title' = 'Job title'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--title' = '-'; '--email' = '-'; '--phone' = '-'; '--role' = 'champion,economic_buyer,decision_maker,executive_sponsor,influencer,user,blocker,other'; '--stance' = 'supporter,neutral,critic'; '--left' = '-'; '--successor' = '@contact:theirs'; '--language' = '@values:contact.language'; '--timezone' = '-'; '--prefers' = 'phone,email,chat,visit'; '--notes' = '-'; '--tag' = '@values:contact.tags'; '--set' = '-' }
            arguments = @('@account')
        }
        'contact list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:contact.list'; '--sort' = '@fields:contact.list'; '-s' = '@fields:contact.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:contact', '...')
        }
        'contact show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@contact')
        }
        'contact edit' = @{
            options = [ordered]@{ '--do-not-mail' = 'Opted out of mailings'; '--editor' = 'Change it in your editor'; '--email' = 'E-mail address; may be given again'; '--help' = 'Show this message and exit'; '--language' = 'Language'; '--left' = 'The day they left'; '--name' = 'Their name'; '--no-do-not-mail' = 'Opted out of mailings'; '--no-primary' = 'First to call'; '--notes' = 'Notes'; '--phone' = 'Phone number; may be given again'; '--prefers' = 'How they like to be reached'; '--primary' = 'First to call'; '--role' = 'Role in the decision'; '--set' = 'A custom field; may be given again'; '--stance' = 'For or against you'; '--successor' = 'Who followed them'; '--tag' = 'A tag; may be given again'; '--timezone' = 'Time zone'; '--title' = 'Job title'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--name' = '-'; '--title' = '-'; '--email' = '-'; '--phone' = '-'; '--role' = 'champion,economic_buyer,decision_maker,executive_sponsor,influencer,user,blocker,other'; '--stance' = 'supporter,neutral,critic'; '--left' = '-'; '--successor' = '@contact:theirs'; '--language' = '@values:contact.language'; '--timezone' = '-'; '--prefers' = 'phone,email,chat,visit'; '--notes' = '-'; '--tag' = '@values:contact.tags'; '--set' = '-' }
            arguments = @('@contact')
        }
        'contact rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@contact')
        }
        'contact left' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--no-task' = 'Do not make a task of it'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '--successor' = 'Who follows them'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-'; '--successor' = '@contact:theirs' }
            arguments = @('@contact')
        }
        'contact move' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--misfiled' = 'They never were at the old account; nothing of them stays'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@contact', '@account')
        }
        'contact merge' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@contact', '@contact')
        }
        'contract' = @{
            verbs = [ordered]@{ 'add' = 'Add a contract'; 'list' = 'List contracts, all of them or one account''s'; 'show' = 'Show one contract'; 'edit' = 'Change a contract. An empty text empties a field'; 'rm' = 'Delete a contract with what belongs to it'; 'renew' = 'A contract is renewed, on the same terms unless told otherwise'; 'amend' = 'Change the value of a contract within its term'; 'churn' = 'A contract ends and is not renewed'; 'stage' = 'How far a renewal has come' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'contract add' = @{
            options = [ordered]@{ '--auto-renew' = 'It renews by itself'; '--concessions' = 'What was given away'; '--currency' = 'Currency of the value'; '--ends' = 'Last day; without end it runs until terminated'; '--forecast' = 'What you expect'; '--help' = 'Show this message and exit'; '--no-auto-renew' = 'It renews by itself'; '--notes' = 'Notes'; '--notice' = 'Notice period in days'; '--overlap' = 'Even if the same product runs already'; '--per' = 'What --value is for'; '--product' = 'What was bought; added to the catalogue when new'; '--quantity' = 'How many'; '--reason' = 'Why'; '--reference' = 'Its number on paper'; '--set' = 'A custom field; may be given again'; '--signed' = 'Day of signature'; '--stage' = 'How far the renewal has come'; '--starts' = 'First day; today otherwise'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '--term' = 'Length, such as 12m'; '--value' = 'What it is worth: 60k, EUR 60,000'; '-h' = 'Show this message and exit'; '-r' = 'Why'; '-t' = 'Length, such as 12m'; '-v' = 'What it is worth: 60k, EUR 60,000' }
            takes = [ordered]@{ '--term' = '-'; '-t' = '-'; '--per' = 'year,month,term'; '--product' = '@product'; '--quantity' = '-'; '--starts' = '-'; '--ends' = '-'; '--value' = '-'; '-v' = '-'; '--currency' = '-'; '--signed' = '-'; '--notice' = '-'; '--stage' = 'not_started,contacted,proposed,verbal,signed'; '--forecast' = 'commit,likely,doubtful,lost'; '--reason' = '-'; '-r' = '-'; '--concessions' = '-'; '--reference' = '-'; '--notes' = '-'; '--set' = '-' }
            arguments = @('@account')
        }
        'contract list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:contract.list'; '--sort' = '@fields:contract.list'; '-s' = '@fields:contract.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:contract', '...')
        }
        'contract show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@contract')
        }
        'contract edit' = @{
            options = [ordered]@{ '--auto-renew' = 'It renews by itself'; '--concessions' = 'What was given away'; '--currency' = 'Currency of the value'; '--editor' = 'Change it in your editor'; '--ends' = 'Last day; without end it runs until terminated'; '--forecast' = 'What you expect'; '--help' = 'Show this message and exit'; '--no-auto-renew' = 'It renews by itself'; '--notes' = 'Notes'; '--notice' = 'Notice period in days'; '--product' = 'What was bought; added to the catalogue when new'; '--quantity' = 'How many'; '--reason' = 'Why'; '--reference' = 'Its number on paper'; '--set' = 'A custom field; may be given again'; '--signed' = 'Day of signature'; '--stage' = 'How far the renewal has come'; '--starts' = 'First day; today otherwise'; '--value' = 'What it is worth: 60k, EUR 60,000'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit'; '-r' = 'Why'; '-v' = 'What it is worth: 60k, EUR 60,000' }
            takes = [ordered]@{ '--product' = '@product'; '--quantity' = '-'; '--starts' = '-'; '--ends' = '-'; '--value' = '-'; '-v' = '-'; '--currency' = '-'; '--signed' = '-'; '--notice' = '-'; '--stage' = 'not_started,contacted,proposed,verbal,signed'; '--forecast' = 'commit,likely,doubtful,lost'; '--reason' = '-'; '-r' = '-'; '--concessions' = '-'; '--reference' = '-'; '--notes' = '-'; '--set' = '-' }
            arguments = @('@contract')
        }
        'contract rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@contract')
        }
        'contract renew' = @{
            options = [ordered]@{ '--auto-renew' = 'Whether it renews by itself'; '--concessions' = 'What was given away'; '--ends' = 'The new last day'; '--help' = 'Show this message and exit'; '--no-auto-renew' = 'Whether it renews by itself'; '--notice' = 'The new notice period'; '--overlap' = 'Even if the same product runs already'; '--quantity' = 'The new quantity'; '--reason' = 'Why'; '--term' = 'Length, such as 12m'; '--value' = 'The new value a year'; '-h' = 'Show this message and exit'; '-r' = 'Why'; '-t' = 'Length, such as 12m'; '-v' = 'The new value a year' }
            takes = [ordered]@{ '--value' = '-'; '-v' = '-'; '--term' = '-'; '-t' = '-'; '--ends' = '-'; '--quantity' = '-'; '--notice' = '-'; '--reason' = '-'; '-r' = '-'; '--concessions' = '-' }
            arguments = @('@contract-or-account')
        }
        'contract amend' = @{
            options = [ordered]@{ '--by' = 'Change a year: 12k, -5k'; '--help' = 'Show this message and exit'; '--on' = 'From when; today otherwise'; '--quantity' = 'How many more'; '--reason' = 'Why'; '--to' = 'New value a year'; '-h' = 'Show this message and exit'; '-r' = 'Why' }
            takes = [ordered]@{ '--by' = '-'; '--to' = '-'; '--on' = '-'; '--quantity' = '-'; '--reason' = '-'; '-r' = '-' }
            arguments = @('@contract-or-account')
        }
        'contract churn' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'First day on which it no longer runs, where it stops before its end'; '--reason' = 'Why'; '-h' = 'Show this message and exit'; '-r' = 'Why' }
            takes = [ordered]@{ '--reason' = '-'; '-r' = '-'; '--on' = '-' }
            arguments = @('@contract-or-account')
        }
        'contract stage' = @{
            options = [ordered]@{ '--forecast' = 'What you expect'; '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--forecast' = 'commit,likely,doubtful,lost' }
            arguments = @('@contract-or-account', 'not_started,contacted,proposed,verbal,signed')
        }
        'interaction' = @{
            verbs = [ordered]@{ 'add' = 'Log a call, a mail or a meeting in one line'; 'list' = 'List interactions, all of them or one account''s'; 'show' = 'Show one interaction'; 'edit' = 'Change an interaction. An empty text empties a field'; 'rm' = 'Delete an interaction with what belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'interaction add' = @{
            options = [ordered]@{ '--at' = 'The time'; '--direction' = 'Who began'; '--due' = 'When that is due'; '--editor' = 'Write the whole text in your editor'; '--feel' = 'How it felt'; '--help' = 'Show this message and exit'; '--kind' = 'What it was'; '--minutes' = 'How long'; '--next' = 'A task that follows'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '--promise' = 'What you promised'; '--purpose' = 'What it was about'; '--stdin' = 'Read JSONL or CSV from standard input, all or nothing'; '--theirs' = 'What they promised'; '--tried' = 'Nobody was reached: on the timeline, no touch'; '--with' = 'Who was there; may be given again'; '-d' = 'When that is due'; '-e' = 'Write the whole text in your editor'; '-f' = 'How it felt'; '-h' = 'Show this message and exit'; '-k' = 'What it was'; '-n' = 'A task that follows'; '-p' = 'What you promised'; '-w' = 'Who was there; may be given again' }
            takes = [ordered]@{ '--kind' = 'call,email,meeting,qbr,visit,chat,note'; '-k' = 'call,email,meeting,qbr,visit,chat,note'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-'; '--at' = '-'; '--minutes' = '-'; '--direction' = 'in,out,both'; '--feel' = 'good,ok,bad'; '-f' = 'good,ok,bad'; '--purpose' = 'value,commercial,support,relationship'; '--next' = '-'; '-n' = '-'; '--promise' = '-'; '-p' = '-'; '--theirs' = '-'; '--due' = '-'; '-d' = '-' }
            arguments = @('@account')
        }
        'interaction list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:interaction.list'; '--sort' = '@fields:interaction.list'; '-s' = '@fields:interaction.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:interaction', '...')
        }
        'interaction show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@interaction')
        }
        'interaction edit' = @{
            options = [ordered]@{ '--at' = 'The time'; '--body' = 'The whole text'; '--direction' = 'Who began: in, out or both'; '--editor' = 'Change it in your editor'; '--feel' = 'How it felt'; '--help' = 'Show this message and exit'; '--kind' = 'What it was'; '--minutes' = 'How long'; '--no-tried' = 'Nobody was reached: no touch'; '--on' = 'The day'; '--purpose' = 'What it was about'; '--summary' = 'What was said, in a line'; '--tried' = 'Nobody was reached: no touch'; '-e' = 'Change it in your editor'; '-f' = 'How it felt'; '-h' = 'Show this message and exit'; '-k' = 'What it was' }
            takes = [ordered]@{ '--kind' = 'call,email,meeting,qbr,visit,chat,note'; '-k' = 'call,email,meeting,qbr,visit,chat,note'; '--on' = '-'; '--at' = '-'; '--minutes' = '-'; '--direction' = 'in,out,both'; '--summary' = '-'; '--body' = '-'; '--feel' = 'good,ok,bad'; '-f' = 'good,ok,bad'; '--purpose' = 'value,commercial,support,relationship' }
            arguments = @('@interaction')
        }
        'interaction rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@interaction')
        }
        'task' = @{
            verbs = [ordered]@{ 'add' = 'Add something to do'; 'list' = 'List tasks, all of them or one account''s'; 'show' = 'Show one task'; 'edit' = 'Change a task. An empty text empties a field'; 'rm' = 'Delete a task with what belongs to it'; 'done' = 'A task or promise is done (the same as am done)'; 'reopen' = 'A task is not done after all' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'task add' = @{
            options = [ordered]@{ '--assignee' = 'Who does it'; '--due' = 'When it is due: fri, +10d, 28 feb'; '--help' = 'Show this message and exit'; '--no-promised' = 'It is a promise'; '--no-theirs' = 'They promised it, not you'; '--promised' = 'It is a promise'; '--promised-by' = 'Who promised it: me or them'; '--repeat' = 'monthly, every 2 weeks, or an RRULE'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '--theirs' = 'They promised it, not you'; '--waiting-on' = 'The colleague it waits for'; '--with' = 'The person it concerns'; '-d' = 'When it is due: fri, +10d, 28 feb'; '-h' = 'Show this message and exit'; '-w' = 'The person it concerns' }
            takes = [ordered]@{ '--due' = '-'; '-d' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--promised-by' = 'me,them'; '--assignee' = '@values:task.assignee'; '--waiting-on' = '@values:task.waiting_on'; '--repeat' = '-' }
            arguments = @('@account')
        }
        'task list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--open' = 'Only those still open'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:task.list'; '--sort' = '@fields:task.list'; '-s' = '@fields:task.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:task', '...')
        }
        'task show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@task')
        }
        'task edit' = @{
            options = [ordered]@{ '--assignee' = 'Who does it'; '--done' = 'When it was done'; '--due' = 'When it is due: fri, +10d, 28 feb'; '--editor' = 'Change it in your editor'; '--help' = 'Show this message and exit'; '--no-promised' = 'It is a promise'; '--no-theirs' = 'They promised it, not you'; '--promised' = 'It is a promise'; '--promised-by' = 'Who promised it: me or them'; '--repeat' = 'monthly, every 2 weeks, or an RRULE'; '--theirs' = 'They promised it, not you'; '--title' = 'What is to be done'; '--waiting-on' = 'The colleague it waits for'; '--with' = 'The person it concerns'; '-d' = 'When it is due: fri, +10d, 28 feb'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit'; '-w' = 'The person it concerns' }
            takes = [ordered]@{ '--title' = '-'; '--due' = '-'; '-d' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--promised-by' = 'me,them'; '--assignee' = '@values:task.assignee'; '--waiting-on' = '@values:task.waiting_on'; '--repeat' = '-'; '--done' = '-' }
            arguments = @('@task')
        }
        'task rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@task')
        }
        'task done' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When; today otherwise'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@task:open', '...')
        }
        'task reopen' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('@task:closed', '...')
        }
        'opportunity' = @{
            verbs = [ordered]@{ 'add' = 'Add an opportunity'; 'list' = 'List opportunities, all of them or one account''s'; 'show' = 'Show one opportunity'; 'edit' = 'Change an opportunity. An empty text empties a field'; 'rm' = 'Delete an opportunity with what belongs to it'; 'stage' = 'How far an opportunity has come'; 'win' = 'An opportunity is won; with --contract its contract is added in the same step'; 'lose' = 'An opportunity is lost' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'opportunity add' = @{
            options = [ordered]@{ '--contract' = 'The contract it grows from (k12)'; '--currency' = 'Currency of the value'; '--expected' = 'When it is expected to close'; '--fit' = 'Why it helps the customer'; '--help' = 'Show this message and exit'; '--kind' = 'What sort of growth; upsell otherwise'; '--probability' = 'How likely it is: 40%, 0.4'; '--product' = 'What they would buy; added to the catalogue when new'; '--reason' = 'Why it was won or lost'; '--stage' = 'How far it has come'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '--value' = 'What it is worth a year: 60k, EUR 60,000'; '--with' = 'The person it goes through'; '-h' = 'Show this message and exit'; '-k' = 'What sort of growth; upsell otherwise'; '-r' = 'Why it was won or lost'; '-v' = 'What it is worth a year: 60k, EUR 60,000'; '-w' = 'The person it goes through' }
            takes = [ordered]@{ '--kind' = 'upsell,cross_sell,referral'; '-k' = 'upsell,cross_sell,referral'; '--value' = '-'; '-v' = '-'; '--currency' = '-'; '--stage' = 'identified,qualified,proposed,won,lost'; '--probability' = '-'; '--expected' = '-'; '--product' = '@product'; '--contract' = '@contract:theirs'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--fit' = '-'; '--reason' = '-'; '-r' = '-' }
            arguments = @('@account')
        }
        'opportunity list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--open' = 'Only those still open'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:opportunity.list'; '--sort' = '@fields:opportunity.list'; '-s' = '@fields:opportunity.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:opportunity', '...')
        }
        'opportunity show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@opportunity')
        }
        'opportunity edit' = @{
            options = [ordered]@{ '--closed' = 'When it was won or lost'; '--contract' = 'The contract it grows from (k12)'; '--currency' = 'Currency of the value'; '--editor' = 'Change it in your editor'; '--expected' = 'When it is expected to close'; '--fit' = 'Why it helps the customer'; '--help' = 'Show this message and exit'; '--kind' = 'What sort of growth; upsell otherwise'; '--name' = 'Its name'; '--probability' = 'How likely it is: 40%, 0.4'; '--product' = 'What they would buy; added to the catalogue when new'; '--reason' = 'Why it was won or lost'; '--stage' = 'How far it has come'; '--value' = 'What it is worth a year: 60k, EUR 60,000'; '--with' = 'The person it goes through'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit'; '-k' = 'What sort of growth; upsell otherwise'; '-r' = 'Why it was won or lost'; '-v' = 'What it is worth a year: 60k, EUR 60,000'; '-w' = 'The person it goes through' }
            takes = [ordered]@{ '--name' = '-'; '--kind' = 'upsell,cross_sell,referral'; '-k' = 'upsell,cross_sell,referral'; '--value' = '-'; '-v' = '-'; '--currency' = '-'; '--stage' = 'identified,qualified,proposed,won,lost'; '--probability' = '-'; '--expected' = '-'; '--product' = '@product'; '--contract' = '@contract:theirs'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--fit' = '-'; '--reason' = '-'; '-r' = '-'; '--closed' = '-' }
            arguments = @('@opportunity')
        }
        'opportunity rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@opportunity')
        }
        'opportunity stage' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('@opportunity:open', 'identified,qualified,proposed,won,lost')
        }
        'opportunity win' = @{
            options = [ordered]@{ '--auto-renew' = 'Whether it renews by itself'; '--contract' = 'Add its contract, too'; '--ends' = 'Its last day'; '--help' = 'Show this message and exit'; '--no-auto-renew' = 'Whether it renews by itself'; '--notice' = 'Its notice period in days'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '--overlap' = 'Even if the same product runs already'; '--per' = 'What --value is for'; '--quantity' = 'How many'; '--reason' = 'Why'; '--starts' = 'Its first day; the day of the win otherwise'; '--term' = 'Its length'; '--value' = 'Its value; as expected otherwise'; '-h' = 'Show this message and exit'; '-r' = 'Why'; '-t' = 'Its length'; '-v' = 'Its value; as expected otherwise' }
            takes = [ordered]@{ '--on' = '-'; '--reason' = '-'; '-r' = '-'; '--starts' = '-'; '--ends' = '-'; '--term' = '-'; '-t' = '-'; '--value' = '-'; '-v' = '-'; '--per' = 'year,month,term'; '--quantity' = '-'; '--notice' = '-' }
            arguments = @('@opportunity:open')
        }
        'opportunity lose' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '--reason' = 'Why'; '-h' = 'Show this message and exit'; '-r' = 'Why' }
            takes = [ordered]@{ '--reason' = '-'; '-r' = '-'; '--on' = '-' }
            arguments = @('@opportunity:open')
        }
        'issue' = @{
            verbs = [ordered]@{ 'add' = 'Add an issue'; 'list' = 'List issues, all of them or one account''s'; 'show' = 'Show one issue'; 'edit' = 'Change an issue. An empty text empties a field'; 'rm' = 'Delete an issue with what belongs to it'; 'resolve' = 'An issue is resolved'; 'escalate' = 'An issue is taken to somebody who can solve it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'issue add' = @{
            options = [ordered]@{ '--category' = 'What it is about; other otherwise'; '--first-response' = 'When it was first answered'; '--help' = 'Show this message and exit'; '--on' = 'When it was reported; today otherwise'; '--opened' = 'When it was reported; today otherwise'; '--owner' = 'Who sees to it'; '--severity' = 'How grave it is; medium otherwise'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '--with' = 'Who reported it'; '-h' = 'Show this message and exit'; '-w' = 'Who reported it' }
            takes = [ordered]@{ '--category' = 'product,support,billing,delivery,other'; '--severity' = 'low,medium,high,critical'; '--owner' = '@values:issue.owner'; '--on' = '-'; '--opened' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--first-response' = '-' }
            arguments = @('@account')
        }
        'issue list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--open' = 'Only those still open'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:issue.list'; '--sort' = '@fields:issue.list'; '-s' = '@fields:issue.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:issue', '...')
        }
        'issue show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@issue')
        }
        'issue edit' = @{
            options = [ordered]@{ '--category' = 'What it is about; other otherwise'; '--editor' = 'Change it in your editor'; '--escalated' = 'When it was escalated'; '--escalated-to' = 'To whom'; '--first-contact' = 'The first answer resolved it'; '--first-response' = 'When it was first answered'; '--help' = 'Show this message and exit'; '--no-first-contact' = 'The first answer resolved it'; '--on' = 'When it was reported; today otherwise'; '--opened' = 'When it was reported; today otherwise'; '--owner' = 'Who sees to it'; '--resolution' = 'How it was resolved'; '--resolved' = 'When it was resolved; empty opens it again'; '--severity' = 'How grave it is; medium otherwise'; '--title' = 'What is wrong'; '--with' = 'Who reported it'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit'; '-w' = 'Who reported it' }
            takes = [ordered]@{ '--title' = '-'; '--category' = 'product,support,billing,delivery,other'; '--severity' = 'low,medium,high,critical'; '--owner' = '@values:issue.owner'; '--on' = '-'; '--opened' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--first-response' = '-'; '--escalated' = '-'; '--escalated-to' = '@values:issue.escalated_to'; '--resolved' = '-'; '--resolution' = '-' }
            arguments = @('@issue')
        }
        'issue rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@issue')
        }
        'issue resolve' = @{
            options = [ordered]@{ '--first-contact' = 'The first answer resolved it'; '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@issue:open')
        }
        'issue escalate' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '--to' = 'To whom'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--to' = '@values:issue.escalated_to'; '--on' = '-' }
            arguments = @('@issue:open')
        }
        'feedback' = @{
            verbs = [ordered]@{ 'add' = 'Add what a customer said about you'; 'list' = 'List feedback, all of them or one account''s'; 'show' = 'Show one feedback'; 'edit' = 'Change a feedback. An empty text empties a field'; 'rm' = 'Delete a feedback with what belongs to it'; 'relay' = 'Feedback was passed on to those whom it concerns'; 'close' = 'The customer has heard what became of their feedback'; 'themes' = 'What customers talk about, with the revenue behind each theme' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'feedback add' = @{
            options = [ordered]@{ '--audience' = 'Whom it concerns'; '--help' = 'Show this message and exit'; '--on' = 'When; today otherwise'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '--theme' = 'What it is about, in a word: am feedback themes counts them'; '--with' = 'Who said it'; '-h' = 'Show this message and exit'; '-w' = 'Who said it' }
            takes = [ordered]@{ '--theme' = '@values:feedback.theme'; '--audience' = 'product,marketing,support,leadership'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-' }
            arguments = @('@account')
        }
        'feedback list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--open' = 'Only those still open'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:feedback.list'; '--sort' = '@fields:feedback.list'; '-s' = '@fields:feedback.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:feedback', '...')
        }
        'feedback show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@feedback')
        }
        'feedback edit' = @{
            options = [ordered]@{ '--audience' = 'Whom it concerns'; '--closed' = 'When the customer heard what became of it'; '--editor' = 'Change it in your editor'; '--help' = 'Show this message and exit'; '--on' = 'When; today otherwise'; '--outcome' = 'What became of it'; '--relayed' = 'When it was passed on'; '--text' = 'What was said'; '--theme' = 'What it is about, in a word: am feedback themes counts them'; '--with' = 'Who said it'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit'; '-w' = 'Who said it' }
            takes = [ordered]@{ '--text' = '-'; '--theme' = '@values:feedback.theme'; '--audience' = 'product,marketing,support,leadership'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-'; '--relayed' = '-'; '--closed' = '-'; '--outcome' = '-' }
            arguments = @('@feedback')
        }
        'feedback rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@feedback')
        }
        'feedback relay' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '--to' = 'To whom'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--to' = 'product,marketing,support,leadership'; '--on' = '-' }
            arguments = @('@feedback:open', '...')
        }
        'feedback close' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@feedback:open')
        }
        'feedback themes' = @{
            options = [ordered]@{ '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:feedback.themes'; '--sort' = '@fields:feedback.themes'; '-s' = '@fields:feedback.themes'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:feedback', '...')
        }
        'survey' = @{
            verbs = [ordered]@{ 'add' = 'Record an answer to a survey'; 'list' = 'List surveys, all of them or one account''s'; 'show' = 'Show one survey'; 'edit' = 'Change a survey. An empty text empties a field'; 'rm' = 'Delete a survey with what belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'survey add' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--of' = 'The best answer possible; 10 for nps, 5 csat, 7 ces'; '--on' = 'The day of the answer; today otherwise'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '--with' = 'Who answered'; '-h' = 'Show this message and exit'; '-w' = 'Who answered' }
            takes = [ordered]@{ '--of' = '-'; '--on' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs' }
            arguments = @('@account', 'nps,csat,ces')
        }
        'survey list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:survey.list'; '--sort' = '@fields:survey.list'; '-s' = '@fields:survey.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:survey', '...')
        }
        'survey show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@survey')
        }
        'survey edit' = @{
            options = [ordered]@{ '--comment' = 'What they wrote'; '--editor' = 'Change it in your editor'; '--help' = 'Show this message and exit'; '--kind' = 'What was asked'; '--of' = 'The best answer possible; 10 for nps, 5 csat, 7 ces'; '--on' = 'The day of the answer; today otherwise'; '--score' = 'The answer'; '--with' = 'Who answered'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit'; '-k' = 'What was asked'; '-w' = 'Who answered' }
            takes = [ordered]@{ '--kind' = 'nps,csat,ces'; '-k' = 'nps,csat,ces'; '--score' = '-'; '--of' = '-'; '--on' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--comment' = '-' }
            arguments = @('@survey')
        }
        'survey rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@survey')
        }
        'usage' = @{
            verbs = [ordered]@{ 'add' = 'Record how much a customer uses'; 'list' = 'List figures of use, by account and metric, the newest first'; 'show' = 'Show one usage'; 'edit' = 'Change a usage. An empty text empties a field'; 'rm' = 'Delete a usage with what belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'usage add' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--of' = 'How much they bought'; '--on' = 'The day it was counted; today otherwise'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--of' = '-'; '--on' = '-' }
            arguments = @('@account', '@values:usage.metric')
        }
        'usage list' = @{
            options = [ordered]@{ '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--metric' = 'Only this metric, by its beginning'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--plot' = 'As a picture; in a pipe, its figures as a table'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--metric' = '@values:usage.metric'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:usage.list'; '--sort' = '@fields:usage.list'; '-s' = '@fields:usage.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:usage', '...')
        }
        'usage show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@usage')
        }
        'usage edit' = @{
            options = [ordered]@{ '--editor' = 'Change it in your editor'; '--help' = 'Show this message and exit'; '--metric' = 'What is counted'; '--of' = 'How much they bought'; '--on' = 'The day it was counted; today otherwise'; '--value' = 'How much is used'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit'; '-v' = 'How much is used' }
            takes = [ordered]@{ '--metric' = '@values:usage.metric'; '--value' = '-'; '-v' = '-'; '--of' = '-'; '--on' = '-' }
            arguments = @('@usage')
        }
        'usage rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@usage')
        }
        'event' = @{
            verbs = [ordered]@{ 'add' = 'Note what happened at a customer'; 'list' = 'List events, all of them or one account''s'; 'show' = 'Show one event'; 'edit' = 'Change an event. An empty text empties a field'; 'rm' = 'Delete an event with what belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'event add' = @{
            options = [ordered]@{ '--good' = 'It is good news'; '--help' = 'Show this message and exit'; '--no-good' = 'It is good news'; '--on' = 'When it happened; today otherwise'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '--until' = 'How long it matters'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-'; '--until' = '-' }
            arguments = @('@account', 'takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other')
        }
        'event list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:event.list'; '--sort' = '@fields:event.list'; '-s' = '@fields:event.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:event', '...')
        }
        'event show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@event')
        }
        'event edit' = @{
            options = [ordered]@{ '--editor' = 'Change it in your editor'; '--good' = 'It is good news'; '--help' = 'Show this message and exit'; '--kind' = 'What it was'; '--no-good' = 'It is good news'; '--note' = 'What happened'; '--on' = 'When it happened; today otherwise'; '--until' = 'How long it matters'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit'; '-k' = 'What it was' }
            takes = [ordered]@{ '--kind' = 'takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other'; '-k' = 'takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other'; '--on' = '-'; '--until' = '-'; '--note' = '-' }
            arguments = @('@event')
        }
        'event rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@event')
        }
        'goal' = @{
            verbs = [ordered]@{ 'add' = 'Add a goal of a customer. Without TITLE a terminal is asked for it'; 'progress' = 'Record how far a goal has come'; 'met' = 'A goal is met'; 'missed' = 'A goal was not reached in time'; 'drop' = 'A goal is no longer wanted'; 'list' = 'List goals, all of them or one account''s'; 'show' = 'Show one goal'; 'edit' = 'Change a goal. An empty text empties a field'; 'rm' = 'Delete a goal with what belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'goal add' = @{
            options = [ordered]@{ '--agreed-with' = 'Who agreed to it: a contact, or any name'; '--due' = 'By when: eoq, 30 jun'; '--help' = 'Show this message and exit'; '--measure' = 'How it is measured'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '--target' = 'What is to be reached'; '--with' = 'Who agreed to it: a contact, or any name'; '-d' = 'By when: eoq, 30 jun'; '-h' = 'Show this message and exit'; '-w' = 'Who agreed to it: a contact, or any name' }
            takes = [ordered]@{ '--measure' = '-'; '--target' = '-'; '--due' = '-'; '-d' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--agreed-with' = '@contact:theirs' }
            arguments = @('@account')
        }
        'goal progress' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@goal:open')
        }
        'goal met' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@goal:open')
        }
        'goal missed' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('@goal:open')
        }
        'goal drop' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('@goal:open')
        }
        'goal list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--open' = 'Only those still open'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:goal.list'; '--sort' = '@fields:goal.list'; '-s' = '@fields:goal.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:goal', '...')
        }
        'goal show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@goal')
        }
        'goal edit' = @{
            options = [ordered]@{ '--actual' = 'What has been reached'; '--agreed-with' = 'Who agreed to it: a contact, or any name'; '--due' = 'By when: eoq, 30 jun'; '--editor' = 'Change it in your editor'; '--help' = 'Show this message and exit'; '--measure' = 'How it is measured'; '--met' = 'When it was met'; '--progress-on' = 'When that was last looked at'; '--status' = 'open, met, missed or dropped'; '--target' = 'What is to be reached'; '--title' = 'What they want to reach'; '--with' = 'Who agreed to it: a contact, or any name'; '-d' = 'By when: eoq, 30 jun'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit'; '-w' = 'Who agreed to it: a contact, or any name' }
            takes = [ordered]@{ '--title' = '-'; '--measure' = '-'; '--target' = '-'; '--due' = '-'; '-d' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--agreed-with' = '@contact:theirs'; '--actual' = '-'; '--progress-on' = '-'; '--status' = 'open,met,missed,dropped'; '--met' = '-' }
            arguments = @('@goal')
        }
        'goal rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@goal')
        }
        'product' = @{
            verbs = [ordered]@{ 'add' = 'Add a product to the catalogue. One that a contract names is added by itself'; 'list' = 'List products'; 'show' = 'Show one product'; 'edit' = 'Change a product. An empty text empties a field'; 'rm' = 'Delete a product with what belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'product add' = @{
            options = [ordered]@{ '--currency' = 'Currency of the price'; '--help' = 'Show this message and exit'; '--price' = 'Its price: 900, EUR 12k'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--price' = '-'; '--currency' = '-' }
        }
        'product list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:product.list'; '--sort' = '@fields:product.list'; '-s' = '@fields:product.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:product', '...')
        }
        'product show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@product')
        }
        'product edit' = @{
            options = [ordered]@{ '--currency' = 'Currency of the price'; '--editor' = 'Change it in your editor'; '--help' = 'Show this message and exit'; '--name' = 'Its name'; '--price' = 'Its price: 900, EUR 12k'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--name' = '-'; '--price' = '-'; '--currency' = '-' }
            arguments = @('@product')
        }
        'product rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@product')
        }
        'target' = @{
            verbs = [ordered]@{ 'add' = 'Add a target: an amount for renewals and expansion, a ratio for nrr and grr'; 'set' = 'Set a target, whether or not there was one before'; 'list' = 'List targets'; 'show' = 'Show one target'; 'edit' = 'Change a target. An empty text empties a field'; 'rm' = 'Delete a target with what belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'target add' = @{
            options = [ordered]@{ '--currency' = 'Currency of an amount'; '--help' = 'Show this message and exit'; '--stdin' = 'Add a record for each row of standard input: JSON lines or CSV'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--currency' = '-' }
            arguments = @('-', 'renewals,expansion,nrr,grr')
        }
        'target set' = @{
            options = [ordered]@{ '--currency' = 'Currency of an amount'; '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--currency' = '-' }
            arguments = @('-', 'renewals,expansion,nrr,grr')
        }
        'target list' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:target.list'; '--sort' = '@fields:target.list'; '-s' = '@fields:target.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:target', '...')
        }
        'target show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@target')
        }
        'target edit' = @{
            options = [ordered]@{ '--currency' = 'Currency of an amount'; '--editor' = 'Change it in your editor'; '--help' = 'Show this message and exit'; '--metric' = 'What is to be reached'; '--period' = 'The period: 2026-Q3, 2026, FY2026, this-quarter'; '--value' = 'The number: 400k, or 104% for nrr and grr'; '-e' = 'Change it in your editor'; '-h' = 'Show this message and exit'; '-v' = 'The number: 400k, or 104% for nrr and grr' }
            takes = [ordered]@{ '--period' = '-'; '--metric' = 'renewals,expansion,nrr,grr'; '--value' = '-'; '-v' = '-'; '--currency' = '-' }
            arguments = @('@target')
        }
        'target rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@target')
        }
        'qbr' = @{
            verbs = [ordered]@{ 'brief' = 'Prepare a review: goals against results, use, promises, what comes next'; 'due' = 'Which customers should see a review, the longest overdue first'; 'held' = 'A review was held: log it, with what it leads to'; 'add' = 'A review was held (the same as am qbr held)'; 'list' = 'List the reviews that were held, the newest first'; 'show' = 'Show one interaction'; 'edit' = 'Change an interaction. An empty text empties a field'; 'rm' = 'Delete an interaction with what belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'qbr brief' = @{
            options = [ordered]@{ '--as-of' = 'As it was on a day that has passed'; '--help' = 'Show this message and exit'; '--internal' = 'With what is for us alone: health, stances, questions'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--period' = 'Another period: last-quarter, 2026-Q1, ytd'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--period' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--as-of' = '-' }
            arguments = @('@account')
        }
        'qbr due' = @{
            options = [ordered]@{ '--all' = 'Show all of them'; '--as-of' = 'As it was on a day that has passed'; '--exit-code' = 'Exit with 10 when there is something to show'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--in' = 'Look so far ahead, such as 30d'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '--within' = 'Look so far ahead, such as 30d'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-i' = 'Look so far ahead, such as 30d'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--in' = '-'; '--within' = '-'; '-i' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:qbr.due'; '--sort' = '@fields:qbr.due'; '-s' = '@fields:qbr.due'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'qbr held' = @{
            options = [ordered]@{ '--due' = 'When it is due: fri, +10d, 28 feb'; '--feel' = 'How it felt'; '--help' = 'Show this message and exit'; '--minutes' = 'How long'; '--next' = 'A task that follows'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '--promise' = 'What you promised'; '--with' = 'Who was there; may be given again'; '-d' = 'When it is due: fri, +10d, 28 feb'; '-f' = 'How it felt'; '-h' = 'Show this message and exit'; '-n' = 'A task that follows'; '-p' = 'What you promised'; '-w' = 'Who was there; may be given again' }
            takes = [ordered]@{ '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-'; '--next' = '-'; '-n' = '-'; '--promise' = '-'; '-p' = '-'; '--due' = '-'; '-d' = '-'; '--feel' = 'good,ok,bad'; '-f' = 'good,ok,bad'; '--minutes' = '-' }
            arguments = @('@account')
        }
        'qbr add' = @{
            options = [ordered]@{ '--due' = 'When it is due: fri, +10d, 28 feb'; '--feel' = 'How it felt'; '--help' = 'Show this message and exit'; '--minutes' = 'How long'; '--next' = 'A task that follows'; '--on' = 'When it happened: yesterday, mon, 28 feb'; '--promise' = 'What you promised'; '--with' = 'Who was there; may be given again'; '-d' = 'When it is due: fri, +10d, 28 feb'; '-f' = 'How it felt'; '-h' = 'Show this message and exit'; '-n' = 'A task that follows'; '-p' = 'What you promised'; '-w' = 'Who was there; may be given again' }
            takes = [ordered]@{ '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-'; '--next' = '-'; '-n' = '-'; '--promise' = '-'; '-p' = '-'; '--due' = '-'; '-d' = '-'; '--feel' = 'good,ok,bad'; '-f' = 'good,ok,bad'; '--minutes' = '-' }
            arguments = @('@account')
        }
        'qbr list' = @{
            options = [ordered]@{ '--as-of' = 'As it was on a day that has passed'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:qbr.list'; '--sort' = '@fields:qbr.list'; '-s' = '@fields:qbr.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:interaction', '...')
        }
        'qbr show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@interaction')
        }
        'qbr edit' = @{
            options = [ordered]@{ '--at' = 'The time'; '--body' = 'The whole text'; '--direction' = 'Who began: in, out or both'; '--editor' = 'Change it in your editor'; '--feel' = 'How it felt'; '--help' = 'Show this message and exit'; '--kind' = 'What it was'; '--minutes' = 'How long'; '--no-tried' = 'Nobody was reached: no touch'; '--on' = 'The day'; '--purpose' = 'What it was about'; '--summary' = 'What was said, in a line'; '--tried' = 'Nobody was reached: no touch'; '-e' = 'Change it in your editor'; '-f' = 'How it felt'; '-h' = 'Show this message and exit'; '-k' = 'What it was' }
            takes = [ordered]@{ '--kind' = 'call,email,meeting,qbr,visit,chat,note'; '-k' = 'call,email,meeting,qbr,visit,chat,note'; '--on' = '-'; '--at' = '-'; '--minutes' = '-'; '--direction' = 'in,out,both'; '--summary' = '-'; '--body' = '-'; '--feel' = 'good,ok,bad'; '-f' = 'good,ok,bad'; '--purpose' = 'value,commercial,support,relationship' }
            arguments = @('@interaction')
        }
        'qbr rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@interaction')
        }
        'init' = @{
            options = [ordered]@{ '--currency' = 'Base currency of all totals, such as EUR'; '--help' = 'Show this message and exit'; '--quiet' = 'Print nothing'; '-h' = 'Show this message and exit'; '-q' = 'Print nothing' }
            takes = [ordered]@{ '--currency' = '-' }
        }
        'demo' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('@file')
        }
        'import' = @{
            options = [ordered]@{ '--bodies' = 'Keep the whole text of mails, not their first line'; '--by-domain' = 'Mail with anyone of an account''s domain counts, too'; '--clear' = 'An empty cell empties the field'; '--create-accounts' = 'Make accounts that rows name and the book lacks'; '--date-order' = 'How 03/04/2026 is read'; '--dry-run' = 'Show the plan and change nothing'; '--encoding' = 'The files'' encoding, if it is guessed wrong'; '--extra' = 'Keep unknown columns as custom fields'; '--help' = 'Show this message and exit'; '--kind' = 'What the files hold, if headers don''t say'; '--map' = 'Read a field from this column'; '--no-link' = 'Don''t link contracts to those they follow'; '--output' = 'Output format'; '--preset' = 'The system the files are from, or a saved mapping'; '--quiet' = 'Print nothing where nothing changed'; '--raw' = 'Take no '' off what looks like a formula'; '--save-map' = 'Keep how the files are read, for --preset'; '--skip-bad' = 'Set bad rows aside in FILE.bad.csv'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-q' = 'Print nothing where nothing changed'; '-y' = 'Answer yes to every question' }
            takes = [ordered]@{ '--kind' = 'accounts,products,contacts,contracts,interactions,tasks,surveys,opportunities,issues,feedback,usage,goals,events,handoffs,targets,health,calls'; '--map' = '-'; '--preset' = '@preset'; '--save-map' = '-'; '--date-order' = 'dmy,mdy,ymd'; '--encoding' = '-'; '--output' = 'table,json'; '-o' = 'table,json' }
            arguments = @('@file', '...')
        }
        'export' = @{
            verbs = [ordered]@{ 'calendar' = 'The days you act on, as an iCalendar file'; 'vcard' = 'People as vCards, for an address book'; 'html' = 'The book as one page for a browser; or a customer''s review' }
            options = [ordered]@{ '--account' = 'Only what belongs to this account'; '--all' = 'Every kind, a file each'; '--help' = 'Show this message and exit'; '--kind' = 'Records of this kind; may be given again'; '--output' = 'Output format'; '--raw' = 'No '' before what a spreadsheet would run'; '--redact' = 'Replace names, addresses and free text'; '--to' = 'A folder, or for one kind and JSONL a file'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--kind' = 'accounts,products,contacts,contracts,interactions,tasks,surveys,opportunities,issues,feedback,usage,goals,events,handoffs,targets,health'; '--account' = '@account'; '--to' = '@file'; '--output' = 'csv,jsonl'; '-o' = 'csv,jsonl' }
        }
        'export calendar' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--to' = 'Write this file, whole or not at all; else the output'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--to' = '@file' }
            arguments = @('@filter:account', '...')
        }
        'export vcard' = @{
            options = [ordered]@{ '--all' = 'Those who left and those of archived accounts, too'; '--help' = 'Show this message and exit'; '--to' = 'Write this file, whole or not at all; else the output'; '--version' = 'The version of vCard'; '-a' = 'Those who left and those of archived accounts, too'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--version' = '4.0,3.0'; '--to' = '@file' }
            arguments = @('@filter:account', '...')
        }
        'export html' = @{
            options = [ordered]@{ '--account' = 'One customer, to bring to a review'; '--help' = 'Show this message and exit'; '--to' = 'Write this file, whole or not at all; else the output'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--account' = '@account'; '--to' = '@file' }
            arguments = @('@filter:account', '...')
        }
        'unmatched' = @{
            verbs = [ordered]@{ 'tie' = 'An address belongs to a contact, for good'; 'ignore' = 'Addresses are nobody''s, for good: they leave the list and never come back'; 'forget' = 'Take back that an address was tied or ignored: it is open again' }
            options = [ordered]@{ '--all' = 'Show all of them'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'Show all of them'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:unmatched'; '--sort' = '@fields:unmatched'; '-s' = '@fields:unmatched'; '--limit' = '-' }
        }
        'unmatched tie' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--stdin' = 'Rows of address and contact from standard input'; '-h' = 'Show this message and exit' }
            arguments = @('@values:unmatched.address', '@contact')
        }
        'unmatched ignore' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--stdin' = 'Addresses from standard input, one a line'; '-h' = 'Show this message and exit' }
            arguments = @('@values:unmatched.address', '...')
        }
        'unmatched forget' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--stdin' = 'Addresses from standard input, one a line'; '-h' = 'Show this message and exit' }
            arguments = @('@values:unmatched.address', '...')
        }
        'backup' = @{
            options = [ordered]@{ '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--list' = 'Which there are, the newest first'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '--to' = 'Write it to this file or folder instead'; '--yes' = 'Answer yes to every question'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling'; '-y' = 'Answer yes to every question' }
            takes = [ordered]@{ '--to' = '@file'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:backup'; '--sort' = '@fields:backup'; '-s' = '@fields:backup'; '--limit' = '-' }
        }
        'restore' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@file')
        }
        'doctor' = @{
            options = [ordered]@{ '--apart' = 'These two are two: do not show them again'; '--duplicates' = 'Accounts and people that are likely there twice'; '--exit-code' = 'Exit with 10 when there is something to show'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--apart' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:doctor'; '--sort' = '@fields:doctor'; '-s' = '@fields:doctor'; '--limit' = '-' }
            arguments = @('@filter:account', '...')
        }
        'report' = @{
            options = [ordered]@{ '--as-of' = 'As it was on a day that has passed'; '--exit-code' = 'Exit with 10 when there is something to show'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:report'; '--sort' = '@fields:report'; '-s' = '@fields:report'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@report', '@filter:report', '...')
        }
        'sql' = @{
            options = [ordered]@{ '--as-of' = 'As it was on a day that has passed'; '--exit-code' = 'Exit with 10 when there is something to show'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--param' = 'A value for :NAME; may be given again'; '--sort' = 'Sort by fields; - for falling'; '--tables' = 'What there is: tables, views, columns'; '--timeout' = 'End it after so long'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--param' = '-'; '--timeout' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '-'; '--sort' = '-'; '-s' = '-'; '--limit' = '-'; '--as-of' = '-' }
        }
        'schema' = @{
            options = [ordered]@{ '--all' = 'All of them in one document'; '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-a' = 'All of them in one document'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:schema'; '--sort' = '@fields:schema'; '-s' = '@fields:schema'; '--limit' = '-' }
            arguments = @('account,accounts,away,backtest,backup,brief,checkins,config,contact,contract,cron,doctor,due,error,event,feedback,find,forecast,goal,handoff,handoffs,history,import,interaction,issue,list,metrics,next,opportunity,plan,portfolio,product,qbr,renewals,report,risks,schema,show,sql,summary,survey,target,task,tasks,themes,timeline,today,unmatched,usage,week', '...')
        }
        'cron' = @{
            options = [ordered]@{ '--at' = 'When, on each of its days'; '--days' = 'On which days: mon-fri, mon,thu, daily'; '--help' = 'Show this message and exit'; '--install' = 'Write the units of systemd, after showing them'; '--mail' = 'Send it to this address as a message'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--weekly' = 'The digest of the week, on Monday'; '--yes' = 'Answer yes to every question'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-y' = 'Answer yes to every question' }
            takes = [ordered]@{ '--at' = '-'; '--days' = '-'; '--mail' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
        }
        'config' = @{
            verbs = [ordered]@{ 'check' = 'Check settings, hooks and what is saved; print what is wrong with them'; 'get' = 'Print the value of a setting'; 'set' = 'Change a setting; the comments of the file stay'; 'list' = 'Every setting, its value, and where that comes from'; 'path' = 'Print where the configuration file is'; 'edit' = 'Change the configuration in your editor; checked before it is kept' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'config check' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'config get' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,metrics.gross_margin,me.emails,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least')
        }
        'config set' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,metrics.gross_margin,me.emails,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least')
        }
        'config list' = @{
            options = [ordered]@{ '--fields' = 'Only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'At most so many rows'; '--no-header' = 'No header line in CSV, TSV and Markdown'; '--null' = 'Ids with a NUL after each, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by fields; - for falling'; '-0' = 'Ids with a NUL after each, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by fields; - for falling' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:config.list'; '--sort' = '@fields:config.list'; '-s' = '@fields:config.list'; '--limit' = '-' }
            arguments = @('@filter:account', '...')
        }
        'config path' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'config edit' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'completion' = @{
            verbs = [ordered]@{ 'install' = 'Write the script where the shell looks for your own'; 'print' = 'Print the script, to be kept or read somewhere else' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'completion install' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('bash,zsh,fish,powershell')
        }
        'completion print' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('bash,zsh,fish,powershell')
        }
        'help' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('backtest,backup,calendar,completion,config,cron,dates,duplicates,exit-codes,export,filters,forecast,hooks,import,mail,metrics,money,output,pictures,references,reports,risk,sources,sql,start,summary,tiers,today,undo,work', '...')
        }
    }

    # A word as the program would get it; nothing in it is expanded.
    function Get-Plain($element) {
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst] -or
            $element -is [System.Management.Automation.Language.ExpandableStringExpressionAst]) {
            return $element.Value
        }
        return $element.Extent.Text
    }

    # A value as one writes it: in quotes unless it is plainly one word.
    function Get-Quoted($value) {
        if ($value -match '^[\p{L}\p{N}_./-][\p{L}\p{M}\p{N}_./:-]*$') { return $value }
        $safe = [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($value)
        return "'$safe'"
    }

    function New-Candidate($value, $help, $kind) {
        $tip = if ($help) { $help } else { $value }
        $text = $name + (Get-Quoted $value)
        [System.Management.Automation.CompletionResult]::new($text, $value, $kind, $tip)
    }

    $elements = @($commandAst.CommandElements)
    $am = Get-Plain $elements[0]
    $typed = ''
    $words = @()
    foreach ($element in @($elements | Select-Object -Skip 1)) {
        $start = $element.Extent.StartOffset
        if ($element.Extent.EndOffset -lt $cursorPosition) {
            $words += Get-Plain $element
        } elseif ($start -lt $cursorPosition) {
            # Words with a comma between them are several to PowerShell, but one in quotes.
            if ($element -is [System.Management.Automation.Language.ArrayLiteralAst]) { return }
            $typed = $element.Extent.Text.Substring(0, $cursorPosition - $start)
            if ($typed -match '^[''"]') { $typed = $typed.Substring(1).TrimEnd($typed[0]) }
        }
    }

    # Read the words before the cursor: where in the tree they lead, and what the next one is to be.
    $path = ''
    $place = $places['']
    $given = @{ '--book' = ''; '--config' = '' }
    $of = ''
    $option = ''
    $ended = $false
    $count = 0
    foreach ($word in $words) {
        if ($option) {
            if ($given.Contains($option)) { $given[$option] = $word }
            $option = ''
        } elseif (-not $ended -and $word -ceq '--') {
            $ended = $true
        } elseif (-not $ended -and $word -clike '--*=*') {
            $key, $value = $word -split '=', 2
            if ($given.Contains($key)) { $given[$key] = $value }
        } elseif (-not $ended -and $word -clike '-?*') {
            if ($place.takes -and $place.takes.Contains($word)) { $option = $word }
        } elseif ($place.verbs -and $place.verbs.Contains($word)) {
            $path = "$path $word".Trim()
            $place = $places[$path]
            $count = 0
        } else {
            if ($count -eq 0) { $of = $word }
            $count++
        }
    }
    $name = ''
    $slot = ''
    if ($option) {
        $slot = $place.takes[$option]
    } elseif (-not $ended -and $typed -clike '--*=*') {
        $key, $typed = $typed -split '=', 2
        $typed = $typed.Trim([char[]]"'`"")
        $name = "$key="
        $slot = if ($place.takes -and $place.takes.Contains($key)) { $place.takes[$key] } else { '-' }
    } elseif ($ended -or $typed -cnotlike '-*') {
        $arguments = @($place.arguments | Where-Object { $_ })
        # The last argument comes again where ... follows it.
        if ($arguments.Count -and $arguments[-1] -ceq '...') {
            $count = [Math]::Min($count, $arguments.Count - 2)
        }
        $slot = if ($count -lt $arguments.Count) { $arguments[$count] } else { '' }
        # Where anything may be said, the options help; a word that was begun is somebody's own.
        if ($slot -ceq '-' -or -not $slot) {
            $slot = if (($typed -or $ended) -and -not $place.verbs) { '-' } else { '' }
        }
    }

    if ($slot -ceq '-' -or $slot -ceq '@file') { return }
    if ($slot.StartsWith('@')) {
        $program = Get-Command -Name $am -CommandType Application -ErrorAction Ignore | Select-Object -First 1
        if (-not $program) { return }
        $before = [Console]::OutputEncoding
        try {
            [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
            $asked = @('__complete', $slot.Substring(1), "word=$typed", "of=$of",
                "book=$($given['--book'])", "config=$($given['--config'])")
            $found = @(& $program.Source $asked 2>$null)
        } finally {
            [Console]::OutputEncoding = $before
        }
        foreach ($line in $found) {
            $value, $text = $line -split "`t", 2
            New-Candidate $value $text 'ParameterValue'
        }
        return
    }
    $said = [ordered]@{}
    if ($slot) {
        foreach ($value in $slot -split ',') { $said[$value] = '' }
    } elseif ($place.verbs -and $typed -cnotlike '-*') {
        $said = $place.verbs
    } else {
        $said = $place.options
    }
    foreach ($value in $said.Keys) {
        if ($value.StartsWith($typed, [StringComparison]::OrdinalIgnoreCase)) {
            New-Candidate $value $said[$value] 'ParameterValue'
        }
    }
}
