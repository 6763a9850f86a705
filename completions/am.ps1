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
            verbs = [ordered]@{ 'today' = 'See what to do today, in what order, and why (the same as am)'; 'week' = 'See meetings, deadlines and tasks of today and the next seven days'; 'next' = 'Read the brief for the first account on today''s list'; 'away' = 'See what''s due while you''re away, with a note for a colleague'; 'log' = 'Log a call, email or meeting in one line'; 'meet' = 'Book or move a meeting'; 'held' = 'Confirm that a meeting took place, or didn''t'; 'checkins' = 'List customers overdue for a check-in'; 'renewals' = 'List contracts up for renewal, by deadline'; 'risks' = 'List accounts at risk and why, or explain one score'; 'accounts' = 'List the whole book: ARR, health, next step, renewal'; 'show' = 'Show an account by its name, or any other record by its reference'; 'brief' = 'Prepare for a meeting: who''s who, what''s owed, what to ask'; 'timeline' = 'Show what happened with an account, newest first'; 'find' = 'Search all text in the book'; 'tasks' = 'List open tasks and promises, yours and theirs, most overdue first'; 'done' = 'Mark a task or promise as done'; 'snooze' = 'Postpone a check-in, task, renewal or any other record'; 'renew' = 'Record a renewal, on the same terms unless you change them'; 'stage' = 'Move a renewal to another stage'; 'churn' = 'Record a contract as lost'; 'summary' = 'Print the daily or weekly digest'; 'portfolio' = 'Review the whole book: mix, risk, workload, white space'; 'metrics' = 'Calculate NRR, GRR, renewal rates, NPS and more'; 'forecast' = 'Forecast renewals and the gap to your target'; 'backtest' = 'Check whether the score warned of past losses'; 'undo' = 'Undo the last change; run it again to undo the one before'; 'redo' = 'Redo what you just undid'; 'history' = 'Show what changed, when and by which command, newest first'; 'account' = 'Customers, and how often you plan to be in touch with them'; 'contact' = 'People at your customers'; 'contract' = 'What they bought, for how long and for how much'; 'interaction' = 'Calls, emails, meetings and notes'; 'task' = 'To-dos and promises'; 'opportunity' = 'Upsells, cross-sells and referrals'; 'issue' = 'Customers'' problems, until they are resolved'; 'feedback' = 'What customers say about you, by theme'; 'survey' = 'NPS, CSAT and CES answers'; 'usage' = 'How much of what they bought they use'; 'event' = 'News at a customer: takeover, new boss, budget cut'; 'goal' = 'What customers want to achieve'; 'product' = 'Your products and list prices'; 'target' = 'Your targets for a period'; 'qbr' = 'Business reviews: which are due, prepare one, log one'; 'init' = 'Create your own book, empty and readable only by you'; 'demo' = 'Explore a sample book, separate from yours'; 'import' = 'Import files: a plan first, then everything or nothing'; 'export' = 'Export everything as CSV or JSONL that am import reads'; 'unmatched' = 'Link unknown addresses and numbers to contacts'; 'backup' = 'Back up the book, or list backups'; 'restore' = 'Restore a backup; without FILE the newest'; 'doctor' = 'Find likely duplicates'; 'report' = 'Run a saved report, with more filters if you like; or save one'; 'sql' = 'Query the book in SQL, read-only'; 'schema' = 'Print the JSON Schema of a record or of a command''s output'; 'cron' = 'Print a schedule for the digest: a cron line, and systemd units'; 'config' = 'View and change settings'; 'completion' = 'Set up tab completion for bash, zsh, fish and PowerShell'; 'help' = 'Read the guides: start, dates, money, output and more' }
            options = [ordered]@{ '--book' = 'Use another book file (or set AMCLI_BOOK)'; '--color' = 'When to use colour'; '--config' = 'Use another settings file (or set AMCLI_CONFIG)'; '--help' = 'Show this message and exit'; '--today' = 'Act as if today were this date'; '--version' = 'Show the version and exit'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--book' = '@file'; '--config' = '@file'; '--today' = '-'; '--color' = 'auto,always,never' }
        }
        'today' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--explain' = 'Show how each priority is calculated'; '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'week' = @{
            options = [ordered]@{ '--as-of' = 'Show it as it was on a past date'; '--exit-code' = 'Exit with code 10 if there is anything to show'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--in' = 'How far ahead to look (default: 7d)'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '--within' = 'How far ahead to look (default: 7d)'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-i' = 'How far ahead to look (default: 7d)'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--in' = '-'; '--within' = '-'; '-i' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:week'; '--sort' = '@fields:week'; '-s' = '@fields:week'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'next' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@filter:account', '...')
        }
        'away' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--to' = 'Who stands in for you'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--to' = '@values:account.owner'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('-', '@filter:account', '...')
        }
        'log' = @{
            options = [ordered]@{ '--at' = 'Time'; '--direction' = 'Who started it'; '--due' = 'When the task or promise is due'; '--editor' = 'Write the whole text in your editor'; '--feel' = 'How it went'; '--help' = 'Show this message and exit'; '--kind' = 'Call, email, meeting and so on'; '--minutes' = 'How long'; '--next' = 'Add a task as the next step'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '--promise' = 'What you promised'; '--purpose' = 'What it was about'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '--theirs' = 'What they promised'; '--tried' = 'Nobody answered: goes on the timeline, isn''t a touch'; '--with' = 'Who was there (repeatable)'; '-d' = 'When the task or promise is due'; '-e' = 'Write the whole text in your editor'; '-f' = 'How it went'; '-h' = 'Show this message and exit'; '-k' = 'Call, email, meeting and so on'; '-n' = 'Add a task as the next step'; '-p' = 'What you promised'; '-w' = 'Who was there (repeatable)' }
            takes = [ordered]@{ '--kind' = 'call,email,meeting,qbr,visit,chat,note'; '-k' = 'call,email,meeting,qbr,visit,chat,note'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-'; '--at' = '-'; '--minutes' = '-'; '--direction' = 'in,out,both'; '--feel' = 'good,ok,bad'; '-f' = 'good,ok,bad'; '--purpose' = 'value,commercial,support,relationship'; '--next' = '-'; '-n' = '-'; '--promise' = '-'; '-p' = '-'; '--theirs' = '-'; '--due' = '-'; '-d' = '-' }
            arguments = @('@account')
        }
        'meet' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--kind' = 'What is booked'; '--minutes' = 'How long'; '--with' = 'Who takes part (repeatable)'; '-h' = 'Show this message and exit'; '-k' = 'What is booked'; '-w' = 'Who takes part (repeatable)' }
            takes = [ordered]@{ '--kind' = 'call,visit,meeting,qbr'; '-k' = 'call,visit,meeting,qbr'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--minutes' = '-' }
            arguments = @('@interaction:booked+account')
        }
        'held' = @{
            options = [ordered]@{ '--at' = 'Time'; '--direction' = 'Who started it'; '--due' = 'When the task or promise is due'; '--editor' = 'Write the whole text in your editor'; '--exit-code' = 'Exit with code 10 if there is anything to show'; '--feel' = 'How it went'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--kind' = 'What it was'; '--limit' = 'Show at most N rows'; '--minutes' = 'How long'; '--next' = 'Add a task as the next step'; '--no' = 'It didn''t take place, and won''t'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '--output' = 'Output format'; '--promise' = 'What you promised'; '--purpose' = 'What it was about'; '--sort' = 'Sort by these fields; - for descending'; '--theirs' = 'What they promised'; '--with' = 'Who was there (repeatable)'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-d' = 'When the task or promise is due'; '-e' = 'Write the whole text in your editor'; '-f' = 'How it went'; '-h' = 'Show this message and exit'; '-k' = 'What it was'; '-n' = 'Add a task as the next step'; '-o' = 'Output format'; '-p' = 'What you promised'; '-s' = 'Sort by these fields; - for descending'; '-w' = 'Who was there (repeatable)' }
            takes = [ordered]@{ '--kind' = 'call,email,meeting,qbr,visit,chat,note'; '-k' = 'call,email,meeting,qbr,visit,chat,note'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-'; '--at' = '-'; '--minutes' = '-'; '--direction' = 'in,out,both'; '--feel' = 'good,ok,bad'; '-f' = 'good,ok,bad'; '--purpose' = 'value,commercial,support,relationship'; '--next' = '-'; '-n' = '-'; '--promise' = '-'; '-p' = '-'; '--theirs' = '-'; '--due' = '-'; '-d' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:held'; '--sort' = '@fields:held'; '-s' = '@fields:held'; '--limit' = '-' }
            arguments = @('@interaction:booked', '...')
        }
        'checkins' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--exit-code' = 'Exit with code 10 if there is anything to show'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--in' = 'How far ahead to look, for example 30d'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '--within' = 'How far ahead to look, for example 30d'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-i' = 'How far ahead to look, for example 30d'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--in' = '-'; '--within' = '-'; '-i' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:checkins'; '--sort' = '@fields:checkins'; '-s' = '@fields:checkins'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'renewals' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--exit-code' = 'Exit with code 10 if there is anything to show'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--in' = 'How far ahead to look, for example 30d'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--past' = 'Show what passed and was not recorded'; '--sort' = 'Sort by these fields; - for descending'; '--within' = 'How far ahead to look, for example 30d'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-i' = 'How far ahead to look, for example 30d'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--in' = '-'; '--within' = '-'; '-i' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:renewals'; '--sort' = '@fields:renewals'; '-s' = '@fields:renewals'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:contract', '...')
        }
        'risks' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--exit-code' = 'Exit with code 10 if there is anything to show'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--plot' = 'Draw a chart; in a pipe, print its figures'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:risks'; '--sort' = '@fields:risks'; '-s' = '@fields:risks'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:account', '...')
        }
        'accounts' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:accounts'; '--sort' = '@fields:accounts'; '-s' = '@fields:accounts'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@record')
        }
        'brief' = @{
            options = [ordered]@{ '--as-of' = 'Show it as it was on a past date'; '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--as-of' = '-' }
            arguments = @('@account')
        }
        'timeline' = @{
            options = [ordered]@{ '--all' = 'Include planned meetings and future dates'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Include planned meetings and future dates'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:timeline'; '--sort' = '@fields:timeline'; '-s' = '@fields:timeline'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account', '@filter:account', '...')
        }
        'find' = @{
            options = [ordered]@{ '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:find'; '--sort' = '@fields:find'; '-s' = '@fields:find'; '--limit' = '-' }
            arguments = @('@filter:account', '...')
        }
        'tasks' = @{
            options = [ordered]@{ '--as-of' = 'Show it as it was on a past date'; '--exit-code' = 'Exit with code 10 if there is anything to show'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--mine' = 'Show only what you promised'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--promises' = 'Show only promises, yours and theirs'; '--sort' = 'Sort by these fields; - for descending'; '--theirs' = 'Show only what they promised'; '--waiting' = 'Show only what is waiting on a colleague'; '--waiting-on' = 'Show only what is waiting on this colleague'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--waiting-on' = '@values:task.waiting_on'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:tasks'; '--sort' = '@fields:tasks'; '-s' = '@fields:tasks'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:task', '...')
        }
        'done' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it was done (default: today)'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@task:open', '...')
        }
        'snooze' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--off' = 'End the snooze'; '--reason' = 'Why'; '-h' = 'Show this message and exit'; '-r' = 'Why' }
            takes = [ordered]@{ '--reason' = '-'; '-r' = '-' }
            arguments = @('@record:open')
        }
        'renew' = @{
            options = [ordered]@{ '--auto-renew' = 'Whether it auto-renews'; '--concessions' = 'What you conceded'; '--ends' = 'New last day'; '--help' = 'Show this message and exit'; '--no-auto-renew' = 'Whether it auto-renews'; '--notice' = 'New notice period'; '--overlap' = 'Allow it next to a running contract for the same product'; '--quantity' = 'New quantity'; '--reason' = 'Why'; '--term' = 'Length, for example 12m'; '--value' = 'New value per year'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-r' = 'Why'; '-t' = 'Length, for example 12m'; '-v' = 'New value per year'; '-y' = 'Answer yes to every question' }
            takes = [ordered]@{ '--value' = '-'; '-v' = '-'; '--term' = '-'; '-t' = '-'; '--ends' = '-'; '--quantity' = '-'; '--notice' = '-'; '--reason' = '-'; '-r' = '-'; '--concessions' = '-' }
            arguments = @('@contract-or-account', '...')
        }
        'stage' = @{
            options = [ordered]@{ '--forecast' = 'Your forecast of the renewal'; '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--forecast' = 'commit,likely,doubtful,lost' }
            arguments = @('@contract-or-account', 'not_started,contacted,proposed,verbal,signed')
        }
        'churn' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'First day it is no longer in force, if it stops before its end'; '--reason' = 'Why'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-r' = 'Why'; '-y' = 'Answer yes to every question' }
            takes = [ordered]@{ '--reason' = '-'; '-r' = '-'; '--on' = '-' }
            arguments = @('@contract-or-account', '...')
        }
        'summary' = @{
            options = [ordered]@{ '--exit-code' = 'Exit with code 10 if there is anything to show'; '--format' = 'Output format'; '--help' = 'Show this message and exit'; '--mail' = 'Print a complete email to this address, for sendmail'; '--new' = 'Show only what is new since the last --new; nothing if nothing is'; '--output' = 'Output format'; '--peek' = 'With --new: preview without marking anything as sent'; '--period' = 'Daily or weekly: day or week'; '--send-with' = 'Hand the email to this program'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--period' = 'day,week'; '--output' = 'text,md,html,json'; '-o' = 'text,md,html,json'; '--format' = 'text,md,html,json'; '--mail' = '-'; '--send-with' = '-' }
            arguments = @('@filter:account', '...')
        }
        'portfolio' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--by' = 'Show only the split by this'; '--help' = 'Show this message and exit'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--plot' = 'Draw a chart; in a pipe, print its figures'; '--white-space' = 'Show only products by account'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--by' = 'tier,segment,region,owner,industry'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'metrics' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--by' = 'Split by month, tier, owner and so on'; '--by-parent' = 'Count a parent account and its subsidiaries as one'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--latest' = 'Count only the latest answer of each person'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--period' = 'Period: 2026-Q1, last-12m, 2025, ytd'; '--plot' = 'Draw a chart; in a pipe, print its figures'; '--sort' = 'Sort by these fields; - for descending'; '--split' = 'Split expansion into price, upsell and cross-sell'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--period' = '-'; '--by' = 'account,tier,segment,owner,region,product,month'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:metrics'; '--sort' = '@fields:metrics'; '-s' = '@fields:metrics'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@metric+filter:account', '...')
        }
        'forecast' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--help' = 'Show this message and exit'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--period' = 'Period: next-quarter, 2026-Q3, 2027'; '--plot' = 'Draw a chart; in a pipe, print its figures'; '--seed' = 'Seed of the simulation; the same seed gives the same result'; '--trials' = 'How many times to simulate the period'; '--uplift' = 'Assumed growth of renewals: 3%'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--period' = '-'; '--uplift' = '-'; '--trials' = '-'; '--seed' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'backtest' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--backdated' = 'Count records from their own date, even if entered later'; '--from' = 'Start of the back-test: 2025, last-12m or a date'; '--help' = 'Show this message and exit'; '--horizon' = 'How far ahead the score should warn (default: 90d)'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
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
            options = [ordered]@{ '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:history'; '--sort' = '@fields:history'; '-s' = '@fields:history'; '--limit' = '-' }
            arguments = @('@record+filter:account', '...')
        }
        'account' = @{
            verbs = [ordered]@{ 'add' = 'Add an account; a name is enough'; 'show' = 'Show an account'; 'edit' = 'Edit an account; an empty text clears a field'; 'rm' = 'Delete an account and everything that belongs to it'; 'archive' = 'Hide an account from every list without deleting it'; 'pulse' = 'Record your own feeling about an account: good, ok or bad'; 'list' = 'List the whole book: ARR, health, next step, renewal'; 'handoff' = 'Hand an account over, with what a colleague must know'; 'handoffs' = 'List handoffs'; 'plan' = 'Print the account plan: goals, people, contracts, growth, risks, next steps'; 'merge' = 'Merge two records of the same customer'; 'tag' = 'Add tags to an account'; 'untag' = 'Remove tags from an account' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'account add' = @{
            options = [ordered]@{ '--address' = 'Postal address'; '--cadence' = 'Days between check-ins (default: its tier''s)'; '--code' = 'What you type for it (default: made from the name)'; '--domain' = 'Email domain'; '--help' = 'Show this message and exit'; '--industry' = 'Industry'; '--notes' = 'Notes'; '--objectives' = 'What the customer wants to achieve'; '--owner' = 'Who owns it'; '--owner-since' = 'Since when they own it'; '--parent' = 'Its parent account'; '--phone' = 'Switchboard'; '--qbr' = 'Days between QBRs (default: its tier''s)'; '--region' = 'Region'; '--segment' = 'Segment'; '--set' = 'A custom field (repeatable)'; '--since' = 'First day as a customer'; '--snoozed-until' = 'Postpone the check-in until this date'; '--status' = 'Its status'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '--tag' = 'A tag (repeatable)'; '--team' = 'Who else works on it'; '--tier' = 'Tier, which sets the cadence: key, standard or light'; '--website' = 'Website'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--code' = '-'; '--tier' = 'key,standard,light'; '--status' = 'onboarding,active,churned,archived'; '--owner' = '@values:account.owner'; '--owner-since' = '-'; '--team' = '@values:account.team'; '--industry' = '@values:account.industry'; '--segment' = '@values:account.segment'; '--region' = '@values:account.region'; '--domain' = '-'; '--website' = '-'; '--phone' = '-'; '--address' = '-'; '--parent' = '@account'; '--since' = '-'; '--cadence' = '-'; '--qbr' = '-'; '--snoozed-until' = '-'; '--objectives' = '-'; '--notes' = '-'; '--tag' = '@values:account.tags'; '--set' = '-' }
        }
        'account show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@account')
        }
        'account edit' = @{
            options = [ordered]@{ '--address' = 'Postal address'; '--cadence' = 'Days between check-ins (default: its tier''s)'; '--code' = 'What you type for it (default: made from the name)'; '--domain' = 'Email domain'; '--editor' = 'Edit it in your editor'; '--help' = 'Show this message and exit'; '--industry' = 'Industry'; '--name' = 'Its name'; '--notes' = 'Notes'; '--objectives' = 'What the customer wants to achieve'; '--owner' = 'Who owns it'; '--owner-since' = 'Since when they own it'; '--parent' = 'Its parent account'; '--phone' = 'Switchboard'; '--qbr' = 'Days between QBRs (default: its tier''s)'; '--region' = 'Region'; '--segment' = 'Segment'; '--set' = 'A custom field (repeatable)'; '--since' = 'First day as a customer'; '--snoozed-until' = 'Postpone the check-in until this date'; '--status' = 'Its status'; '--tag' = 'A tag (repeatable)'; '--team' = 'Who else works on it'; '--tier' = 'Tier, which sets the cadence: key, standard or light'; '--website' = 'Website'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit' }
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
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@account', 'good,ok,bad')
        }
        'account list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:account.list'; '--sort' = '@fields:account.list'; '-s' = '@fields:account.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:account', '...')
        }
        'account handoff' = @{
            options = [ordered]@{ '--editor' = 'Write the texts in your editor'; '--expectations' = 'What they expect'; '--from' = 'Previous owner (default: the account''s)'; '--help' = 'Show this message and exit'; '--note' = 'What else they must know'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '--promises' = 'What was promised'; '--risks' = 'What could go wrong'; '--to' = 'Who takes over as the account''s owner'; '--why' = 'Why they bought'; '-e' = 'Write the texts in your editor'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--to' = '@values:account.owner'; '--from' = '@values:account.owner'; '--on' = '-'; '--why' = '-'; '--expectations' = '-'; '--promises' = '-'; '--risks' = '-'; '--note' = '-' }
            arguments = @('@account')
        }
        'account handoffs' = @{
            options = [ordered]@{ '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:account.handoffs'; '--sort' = '@fields:account.handoffs'; '-s' = '@fields:account.handoffs'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:handoff', '...')
        }
        'account plan' = @{
            options = [ordered]@{ '--as-of' = 'Show it as it was on a past date'; '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
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
            verbs = [ordered]@{ 'add' = 'Add a contact to an account'; 'list' = 'List contacts, all or one account''s'; 'show' = 'Show a contact'; 'edit' = 'Edit a contact; an empty text clears a field'; 'rm' = 'Delete a contact and everything that belongs to it'; 'left' = 'Record that someone left, and see who remains'; 'move' = 'Move a person to another account, history included'; 'merge' = 'Merge two records of the same person' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'contact add' = @{
            options = [ordered]@{ '--do-not-mail' = 'They opted out of mailings'; '--email' = 'Email address (repeatable)'; '--help' = 'Show this message and exit'; '--language' = 'Language'; '--left' = 'The day they left'; '--no-do-not-mail' = 'They opted out of mailings'; '--no-primary' = 'Call them first'; '--notes' = 'Notes'; '--phone' = 'Phone number (repeatable)'; '--prefers' = 'How they prefer to be reached'; '--primary' = 'Call them first'; '--role' = 'Their role in the decision'; '--separate' = 'Another person than the one of this name there'; '--set' = 'A custom field (repeatable)'; '--stance' = 'Where they stand: supporter, neutral or critic'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '--successor' = 'Who took over from them'; '--tag' = 'A tag (repeatable)'; '--timezone' = 'Time zone'; '--title' = 'Job title'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--title' = '-'; '--email' = '-'; '--phone' = '-'; '--role' = 'champion,economic_buyer,decision_maker,executive_sponsor,influencer,user,blocker,other'; '--stance' = 'supporter,neutral,critic'; '--left' = '-'; '--successor' = '@contact:theirs'; '--language' = '@values:contact.language'; '--timezone' = '-'; '--prefers' = 'phone,email,chat,visit'; '--notes' = '-'; '--tag' = '@values:contact.tags'; '--set' = '-' }
            arguments = @('@account')
        }
        'contact list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:contact.list'; '--sort' = '@fields:contact.list'; '-s' = '@fields:contact.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:contact', '...')
        }
        'contact show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@contact')
        }
        'contact edit' = @{
            options = [ordered]@{ '--do-not-mail' = 'They opted out of mailings'; '--editor' = 'Edit it in your editor'; '--email' = 'Email address (repeatable)'; '--help' = 'Show this message and exit'; '--language' = 'Language'; '--left' = 'The day they left'; '--name' = 'Their name'; '--no-do-not-mail' = 'They opted out of mailings'; '--no-primary' = 'Call them first'; '--notes' = 'Notes'; '--phone' = 'Phone number (repeatable)'; '--prefers' = 'How they prefer to be reached'; '--primary' = 'Call them first'; '--role' = 'Their role in the decision'; '--set' = 'A custom field (repeatable)'; '--stance' = 'Where they stand: supporter, neutral or critic'; '--successor' = 'Who took over from them'; '--tag' = 'A tag (repeatable)'; '--timezone' = 'Time zone'; '--title' = 'Job title'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--name' = '-'; '--title' = '-'; '--email' = '-'; '--phone' = '-'; '--role' = 'champion,economic_buyer,decision_maker,executive_sponsor,influencer,user,blocker,other'; '--stance' = 'supporter,neutral,critic'; '--left' = '-'; '--successor' = '@contact:theirs'; '--language' = '@values:contact.language'; '--timezone' = '-'; '--prefers' = 'phone,email,chat,visit'; '--notes' = '-'; '--tag' = '@values:contact.tags'; '--set' = '-' }
            arguments = @('@contact')
        }
        'contact rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@contact')
        }
        'contact left' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--no-task' = 'Don''t add a task'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '--successor' = 'Who takes over from them'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-'; '--successor' = '@contact:theirs' }
            arguments = @('@contact')
        }
        'contact move' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--misfiled' = 'They were never at the old account; leave no record there'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@contact', '@account')
        }
        'contact merge' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@contact', '@contact')
        }
        'contract' = @{
            verbs = [ordered]@{ 'add' = 'Add a contract'; 'list' = 'List contracts, all or one account''s'; 'show' = 'Show a contract'; 'edit' = 'Edit a contract; an empty text clears a field'; 'rm' = 'Delete a contract and everything that belongs to it'; 'renew' = 'Record a renewal, on the same terms unless you change them'; 'amend' = 'Change a contract''s value mid-term'; 'churn' = 'Record a contract as lost'; 'stage' = 'Move a renewal to another stage' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'contract add' = @{
            options = [ordered]@{ '--auto-renew' = 'It auto-renews unless cancelled'; '--concessions' = 'What you conceded'; '--currency' = 'Currency of the value'; '--ends' = 'Last day; without one, it runs until terminated'; '--forecast' = 'Your forecast of the renewal'; '--help' = 'Show this message and exit'; '--no-auto-renew' = 'It auto-renews unless cancelled'; '--notes' = 'Notes'; '--notice' = 'Notice period: 3m, 90d; 90 means days'; '--overlap' = 'Allow it next to a running contract for the same product'; '--per' = 'Whether --value is per year, per month or for the whole term'; '--product' = 'The product; new ones are added to your products'; '--quantity' = 'How many'; '--reason' = 'Why'; '--reference' = 'Contract number on paper'; '--set' = 'A custom field (repeatable)'; '--signed' = 'Date of signature'; '--stage' = 'Stage of the renewal'; '--starts' = 'First day (default: today)'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '--term' = 'Length, for example 12m'; '--value' = 'What it is worth: 60k, EUR 60,000'; '-h' = 'Show this message and exit'; '-r' = 'Why'; '-t' = 'Length, for example 12m'; '-v' = 'What it is worth: 60k, EUR 60,000' }
            takes = [ordered]@{ '--term' = '-'; '-t' = '-'; '--per' = 'year,month,term'; '--product' = '@product'; '--quantity' = '-'; '--starts' = '-'; '--ends' = '-'; '--value' = '-'; '-v' = '-'; '--currency' = '-'; '--signed' = '-'; '--notice' = '-'; '--stage' = 'not_started,contacted,proposed,verbal,signed'; '--forecast' = 'commit,likely,doubtful,lost'; '--reason' = '-'; '-r' = '-'; '--concessions' = '-'; '--reference' = '-'; '--notes' = '-'; '--set' = '-' }
            arguments = @('@account')
        }
        'contract list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:contract.list'; '--sort' = '@fields:contract.list'; '-s' = '@fields:contract.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:contract', '...')
        }
        'contract show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@contract')
        }
        'contract edit' = @{
            options = [ordered]@{ '--auto-renew' = 'It auto-renews unless cancelled'; '--concessions' = 'What you conceded'; '--currency' = 'Currency of the value'; '--editor' = 'Edit it in your editor'; '--ends' = 'Last day; without one, it runs until terminated'; '--forecast' = 'Your forecast of the renewal'; '--help' = 'Show this message and exit'; '--no-auto-renew' = 'It auto-renews unless cancelled'; '--notes' = 'Notes'; '--notice' = 'Notice period: 3m, 90d; 90 means days'; '--product' = 'The product; new ones are added to your products'; '--quantity' = 'How many'; '--reason' = 'Why'; '--reference' = 'Contract number on paper'; '--set' = 'A custom field (repeatable)'; '--signed' = 'Date of signature'; '--stage' = 'Stage of the renewal'; '--starts' = 'First day (default: today)'; '--value' = 'What it is worth: 60k, EUR 60,000'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit'; '-r' = 'Why'; '-v' = 'What it is worth: 60k, EUR 60,000' }
            takes = [ordered]@{ '--product' = '@product'; '--quantity' = '-'; '--starts' = '-'; '--ends' = '-'; '--value' = '-'; '-v' = '-'; '--currency' = '-'; '--signed' = '-'; '--notice' = '-'; '--stage' = 'not_started,contacted,proposed,verbal,signed'; '--forecast' = 'commit,likely,doubtful,lost'; '--reason' = '-'; '-r' = '-'; '--concessions' = '-'; '--reference' = '-'; '--notes' = '-'; '--set' = '-' }
            arguments = @('@contract')
        }
        'contract rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@contract')
        }
        'contract renew' = @{
            options = [ordered]@{ '--auto-renew' = 'Whether it auto-renews'; '--concessions' = 'What you conceded'; '--ends' = 'New last day'; '--help' = 'Show this message and exit'; '--no-auto-renew' = 'Whether it auto-renews'; '--notice' = 'New notice period'; '--overlap' = 'Allow it next to a running contract for the same product'; '--quantity' = 'New quantity'; '--reason' = 'Why'; '--term' = 'Length, for example 12m'; '--value' = 'New value per year'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-r' = 'Why'; '-t' = 'Length, for example 12m'; '-v' = 'New value per year'; '-y' = 'Answer yes to every question' }
            takes = [ordered]@{ '--value' = '-'; '-v' = '-'; '--term' = '-'; '-t' = '-'; '--ends' = '-'; '--quantity' = '-'; '--notice' = '-'; '--reason' = '-'; '-r' = '-'; '--concessions' = '-' }
            arguments = @('@contract-or-account', '...')
        }
        'contract amend' = @{
            options = [ordered]@{ '--by' = 'Change per year: 12k, -5k'; '--help' = 'Show this message and exit'; '--on' = 'From when (default: today)'; '--quantity' = 'How many more or fewer'; '--reason' = 'Why'; '--to' = 'New value per year'; '-h' = 'Show this message and exit'; '-r' = 'Why' }
            takes = [ordered]@{ '--by' = '-'; '--to' = '-'; '--on' = '-'; '--quantity' = '-'; '--reason' = '-'; '-r' = '-' }
            arguments = @('@contract-or-account')
        }
        'contract churn' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'First day it is no longer in force, if it stops before its end'; '--reason' = 'Why'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-r' = 'Why'; '-y' = 'Answer yes to every question' }
            takes = [ordered]@{ '--reason' = '-'; '-r' = '-'; '--on' = '-' }
            arguments = @('@contract-or-account', '...')
        }
        'contract stage' = @{
            options = [ordered]@{ '--forecast' = 'Your forecast of the renewal'; '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--forecast' = 'commit,likely,doubtful,lost' }
            arguments = @('@contract-or-account', 'not_started,contacted,proposed,verbal,signed')
        }
        'interaction' = @{
            verbs = [ordered]@{ 'add' = 'Log a call, email or meeting in one line'; 'list' = 'List interactions, all or one account''s'; 'show' = 'Show an interaction'; 'edit' = 'Edit an interaction; an empty text clears a field'; 'rm' = 'Delete an interaction and everything that belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'interaction add' = @{
            options = [ordered]@{ '--at' = 'Time'; '--direction' = 'Who started it'; '--due' = 'When the task or promise is due'; '--editor' = 'Write the whole text in your editor'; '--feel' = 'How it went'; '--help' = 'Show this message and exit'; '--kind' = 'Call, email, meeting and so on'; '--minutes' = 'How long'; '--next' = 'Add a task as the next step'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '--promise' = 'What you promised'; '--purpose' = 'What it was about'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '--theirs' = 'What they promised'; '--tried' = 'Nobody answered: goes on the timeline, isn''t a touch'; '--with' = 'Who was there (repeatable)'; '-d' = 'When the task or promise is due'; '-e' = 'Write the whole text in your editor'; '-f' = 'How it went'; '-h' = 'Show this message and exit'; '-k' = 'Call, email, meeting and so on'; '-n' = 'Add a task as the next step'; '-p' = 'What you promised'; '-w' = 'Who was there (repeatable)' }
            takes = [ordered]@{ '--kind' = 'call,email,meeting,qbr,visit,chat,note'; '-k' = 'call,email,meeting,qbr,visit,chat,note'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-'; '--at' = '-'; '--minutes' = '-'; '--direction' = 'in,out,both'; '--feel' = 'good,ok,bad'; '-f' = 'good,ok,bad'; '--purpose' = 'value,commercial,support,relationship'; '--next' = '-'; '-n' = '-'; '--promise' = '-'; '-p' = '-'; '--theirs' = '-'; '--due' = '-'; '-d' = '-' }
            arguments = @('@account')
        }
        'interaction list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:interaction.list'; '--sort' = '@fields:interaction.list'; '-s' = '@fields:interaction.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:interaction', '...')
        }
        'interaction show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@interaction')
        }
        'interaction edit' = @{
            options = [ordered]@{ '--at' = 'Time'; '--body' = 'The whole text'; '--direction' = 'Who started it: in, out or both'; '--editor' = 'Edit it in your editor'; '--feel' = 'How it went'; '--help' = 'Show this message and exit'; '--kind' = 'Call, email, meeting and so on'; '--minutes' = 'How long'; '--no-tried' = 'Nobody answered: goes on the timeline, isn''t a touch'; '--on' = 'Date'; '--purpose' = 'What it was about'; '--summary' = 'What was said, in one line'; '--tried' = 'Nobody answered: goes on the timeline, isn''t a touch'; '-e' = 'Edit it in your editor'; '-f' = 'How it went'; '-h' = 'Show this message and exit'; '-k' = 'Call, email, meeting and so on' }
            takes = [ordered]@{ '--kind' = 'call,email,meeting,qbr,visit,chat,note'; '-k' = 'call,email,meeting,qbr,visit,chat,note'; '--on' = '-'; '--at' = '-'; '--minutes' = '-'; '--direction' = 'in,out,both'; '--summary' = '-'; '--body' = '-'; '--feel' = 'good,ok,bad'; '-f' = 'good,ok,bad'; '--purpose' = 'value,commercial,support,relationship' }
            arguments = @('@interaction')
        }
        'interaction rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@interaction')
        }
        'task' = @{
            verbs = [ordered]@{ 'add' = 'Add a task'; 'list' = 'List tasks, all or one account''s'; 'show' = 'Show a task'; 'edit' = 'Edit a task; an empty text clears a field'; 'rm' = 'Delete a task and everything that belongs to it'; 'done' = 'Mark a task or promise as done (the same as am done)'; 'reopen' = 'Reopen a task' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'task add' = @{
            options = [ordered]@{ '--assignee' = 'Who owns it'; '--due' = 'When it is due: fri, +10d, 28 feb'; '--help' = 'Show this message and exit'; '--no-promised' = 'Make it your promise'; '--no-theirs' = 'Make it their promise'; '--promised' = 'Make it your promise'; '--promised-by' = 'Who promised it: me (you) or them'; '--repeat' = 'How often it repeats: monthly, every 2 weeks or an RRULE'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '--theirs' = 'Make it their promise'; '--waiting-on' = 'The colleague you are waiting on'; '--with' = 'The contact it is about'; '-d' = 'When it is due: fri, +10d, 28 feb'; '-h' = 'Show this message and exit'; '-w' = 'The contact it is about' }
            takes = [ordered]@{ '--due' = '-'; '-d' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--promised-by' = 'me,them'; '--assignee' = '@values:task.assignee'; '--waiting-on' = '@values:task.waiting_on'; '--repeat' = '-' }
            arguments = @('@account')
        }
        'task list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--open' = 'Show only open ones'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:task.list'; '--sort' = '@fields:task.list'; '-s' = '@fields:task.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:task', '...')
        }
        'task show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@task')
        }
        'task edit' = @{
            options = [ordered]@{ '--assignee' = 'Who owns it'; '--done' = 'When it was done'; '--due' = 'When it is due: fri, +10d, 28 feb'; '--editor' = 'Edit it in your editor'; '--help' = 'Show this message and exit'; '--no-promised' = 'Make it your promise'; '--no-theirs' = 'Make it their promise'; '--promised' = 'Make it your promise'; '--promised-by' = 'Who promised it: me (you) or them'; '--repeat' = 'How often it repeats: monthly, every 2 weeks or an RRULE'; '--theirs' = 'Make it their promise'; '--title' = 'What needs to be done'; '--waiting-on' = 'The colleague you are waiting on'; '--with' = 'The contact it is about'; '-d' = 'When it is due: fri, +10d, 28 feb'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit'; '-w' = 'The contact it is about' }
            takes = [ordered]@{ '--title' = '-'; '--due' = '-'; '-d' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--promised-by' = 'me,them'; '--assignee' = '@values:task.assignee'; '--waiting-on' = '@values:task.waiting_on'; '--repeat' = '-'; '--done' = '-' }
            arguments = @('@task')
        }
        'task rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@task')
        }
        'task done' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it was done (default: today)'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@task:open', '...')
        }
        'task reopen' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('@task:closed', '...')
        }
        'opportunity' = @{
            verbs = [ordered]@{ 'add' = 'Add an opportunity'; 'list' = 'List opportunities, all or one account''s'; 'show' = 'Show an opportunity'; 'edit' = 'Edit an opportunity; an empty text clears a field'; 'rm' = 'Delete an opportunity and everything that belongs to it'; 'stage' = 'Move an opportunity to another stage'; 'win' = 'Mark an opportunity as won; --contract adds its contract'; 'lose' = 'Mark an opportunity as lost' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'opportunity add' = @{
            options = [ordered]@{ '--contract' = 'The contract it grows from (k12)'; '--currency' = 'Currency of the value'; '--expected' = 'When it is expected to close'; '--fit' = 'Why it helps the customer'; '--help' = 'Show this message and exit'; '--kind' = 'Kind of opportunity (default: upsell)'; '--probability' = 'Probability: 40%, 0.4'; '--product' = 'The product; new ones are added to your products'; '--reason' = 'Why it was won or lost'; '--stage' = 'Stage'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '--value' = 'Value per year: 60k, EUR 60,000'; '--with' = 'The contact to talk to about it'; '-h' = 'Show this message and exit'; '-k' = 'Kind of opportunity (default: upsell)'; '-r' = 'Why it was won or lost'; '-v' = 'Value per year: 60k, EUR 60,000'; '-w' = 'The contact to talk to about it' }
            takes = [ordered]@{ '--kind' = 'upsell,cross_sell,referral'; '-k' = 'upsell,cross_sell,referral'; '--value' = '-'; '-v' = '-'; '--currency' = '-'; '--stage' = 'identified,qualified,proposed,won,lost'; '--probability' = '-'; '--expected' = '-'; '--product' = '@product'; '--contract' = '@contract:theirs'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--fit' = '-'; '--reason' = '-'; '-r' = '-' }
            arguments = @('@account')
        }
        'opportunity list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--open' = 'Show only open ones'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:opportunity.list'; '--sort' = '@fields:opportunity.list'; '-s' = '@fields:opportunity.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:opportunity', '...')
        }
        'opportunity show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@opportunity')
        }
        'opportunity edit' = @{
            options = [ordered]@{ '--closed' = 'When it was won or lost'; '--contract' = 'The contract it grows from (k12)'; '--currency' = 'Currency of the value'; '--editor' = 'Edit it in your editor'; '--expected' = 'When it is expected to close'; '--fit' = 'Why it helps the customer'; '--help' = 'Show this message and exit'; '--kind' = 'Kind of opportunity (default: upsell)'; '--name' = 'Its name'; '--probability' = 'Probability: 40%, 0.4'; '--product' = 'The product; new ones are added to your products'; '--reason' = 'Why it was won or lost'; '--stage' = 'Stage'; '--value' = 'Value per year: 60k, EUR 60,000'; '--with' = 'The contact to talk to about it'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit'; '-k' = 'Kind of opportunity (default: upsell)'; '-r' = 'Why it was won or lost'; '-v' = 'Value per year: 60k, EUR 60,000'; '-w' = 'The contact to talk to about it' }
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
            options = [ordered]@{ '--auto-renew' = 'Whether it auto-renews'; '--contract' = 'Add its contract'; '--ends' = 'Last day'; '--help' = 'Show this message and exit'; '--no-auto-renew' = 'Whether it auto-renews'; '--notice' = 'Notice period: 3m, 90d; 90 means days'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '--overlap' = 'Allow it next to a running contract for the same product'; '--per' = 'Whether --value is per year, per month or for the whole term'; '--quantity' = 'How many'; '--reason' = 'Why'; '--starts' = 'First day (default: the day it was won)'; '--term' = 'Length, for example 12m'; '--value' = 'Value (default: the expected one)'; '-h' = 'Show this message and exit'; '-r' = 'Why'; '-t' = 'Length, for example 12m'; '-v' = 'Value (default: the expected one)' }
            takes = [ordered]@{ '--on' = '-'; '--reason' = '-'; '-r' = '-'; '--starts' = '-'; '--ends' = '-'; '--term' = '-'; '-t' = '-'; '--value' = '-'; '-v' = '-'; '--per' = 'year,month,term'; '--quantity' = '-'; '--notice' = '-' }
            arguments = @('@opportunity:open')
        }
        'opportunity lose' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '--reason' = 'Why'; '-h' = 'Show this message and exit'; '-r' = 'Why' }
            takes = [ordered]@{ '--reason' = '-'; '-r' = '-'; '--on' = '-' }
            arguments = @('@opportunity:open')
        }
        'issue' = @{
            verbs = [ordered]@{ 'add' = 'Add an issue'; 'list' = 'List issues, all or one account''s'; 'show' = 'Show an issue'; 'edit' = 'Edit an issue; an empty text clears a field'; 'rm' = 'Delete an issue and everything that belongs to it'; 'resolve' = 'Mark an issue as resolved'; 'escalate' = 'Record who an issue was escalated to' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'issue add' = @{
            options = [ordered]@{ '--category' = 'Its category (default: other)'; '--first-response' = 'When it was first answered'; '--help' = 'Show this message and exit'; '--on' = 'When it was reported (default: today)'; '--opened' = 'When it was reported (default: today)'; '--owner' = 'Who owns it'; '--severity' = 'How severe it is (default: medium)'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '--with' = 'Who reported it'; '-h' = 'Show this message and exit'; '-w' = 'Who reported it' }
            takes = [ordered]@{ '--category' = 'product,support,billing,delivery,other'; '--severity' = 'low,medium,high,critical'; '--owner' = '@values:issue.owner'; '--on' = '-'; '--opened' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--first-response' = '-' }
            arguments = @('@account')
        }
        'issue list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--open' = 'Show only open ones'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:issue.list'; '--sort' = '@fields:issue.list'; '-s' = '@fields:issue.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:issue', '...')
        }
        'issue show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@issue')
        }
        'issue edit' = @{
            options = [ordered]@{ '--category' = 'Its category (default: other)'; '--editor' = 'Edit it in your editor'; '--escalated' = 'When it was escalated'; '--escalated-to' = 'Who it was escalated to'; '--first-contact' = 'The first answer resolved it'; '--first-response' = 'When it was first answered'; '--help' = 'Show this message and exit'; '--no-first-contact' = 'The first answer resolved it'; '--on' = 'When it was reported (default: today)'; '--opened' = 'When it was reported (default: today)'; '--owner' = 'Who owns it'; '--resolution' = 'How it was resolved'; '--resolved' = 'When it was resolved; empty reopens it'; '--severity' = 'How severe it is (default: medium)'; '--title' = 'What is wrong'; '--with' = 'Who reported it'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit'; '-w' = 'Who reported it' }
            takes = [ordered]@{ '--title' = '-'; '--category' = 'product,support,billing,delivery,other'; '--severity' = 'low,medium,high,critical'; '--owner' = '@values:issue.owner'; '--on' = '-'; '--opened' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--first-response' = '-'; '--escalated' = '-'; '--escalated-to' = '@values:issue.escalated_to'; '--resolved' = '-'; '--resolution' = '-' }
            arguments = @('@issue')
        }
        'issue rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@issue')
        }
        'issue resolve' = @{
            options = [ordered]@{ '--first-contact' = 'The first answer resolved it'; '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@issue:open')
        }
        'issue escalate' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '--to' = 'Who it was escalated to'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--to' = '@values:issue.escalated_to'; '--on' = '-' }
            arguments = @('@issue:open')
        }
        'feedback' = @{
            verbs = [ordered]@{ 'add' = 'Record what a customer said'; 'list' = 'List feedback, all or one account''s'; 'show' = 'Show a piece of feedback'; 'edit' = 'Edit a piece of feedback; an empty text clears a field'; 'rm' = 'Delete a piece of feedback and everything that belongs to it'; 'relay' = 'Record that feedback was passed on'; 'close' = 'Record that the customer was told the result'; 'themes' = 'Rank themes by the revenue behind them' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'feedback add' = @{
            options = [ordered]@{ '--audience' = 'Who should hear about it, for example product'; '--help' = 'Show this message and exit'; '--on' = 'When they said it (default: today)'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '--theme' = 'Its theme, in a word: am feedback themes ranks them'; '--with' = 'Who said it'; '-h' = 'Show this message and exit'; '-w' = 'Who said it' }
            takes = [ordered]@{ '--theme' = '@values:feedback.theme'; '--audience' = 'product,marketing,support,leadership'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-' }
            arguments = @('@account')
        }
        'feedback list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--open' = 'Show only open ones'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:feedback.list'; '--sort' = '@fields:feedback.list'; '-s' = '@fields:feedback.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:feedback', '...')
        }
        'feedback show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@feedback')
        }
        'feedback edit' = @{
            options = [ordered]@{ '--audience' = 'Who should hear about it, for example product'; '--closed' = 'When the customer was told the result'; '--editor' = 'Edit it in your editor'; '--help' = 'Show this message and exit'; '--on' = 'When they said it (default: today)'; '--outcome' = 'The result'; '--relayed' = 'When it was passed on'; '--text' = 'What they said'; '--theme' = 'Its theme, in a word: am feedback themes ranks them'; '--with' = 'Who said it'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit'; '-w' = 'Who said it' }
            takes = [ordered]@{ '--text' = '-'; '--theme' = '@values:feedback.theme'; '--audience' = 'product,marketing,support,leadership'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-'; '--relayed' = '-'; '--closed' = '-'; '--outcome' = '-' }
            arguments = @('@feedback')
        }
        'feedback rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@feedback')
        }
        'feedback relay' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '--to' = 'Who it was passed on to'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--to' = 'product,marketing,support,leadership'; '--on' = '-' }
            arguments = @('@feedback:open', '...')
        }
        'feedback close' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@feedback:open')
        }
        'feedback themes' = @{
            options = [ordered]@{ '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:feedback.themes'; '--sort' = '@fields:feedback.themes'; '-s' = '@fields:feedback.themes'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:feedback', '...')
        }
        'survey' = @{
            verbs = [ordered]@{ 'add' = 'Record an answer'; 'list' = 'List answers, all or one account''s'; 'show' = 'Show an answer'; 'edit' = 'Edit an answer; an empty text clears a field'; 'rm' = 'Delete an answer and everything that belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'survey add' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--of' = 'Highest possible answer (default: 10 for nps, 5 for csat, 7 for ces)'; '--on' = 'Date of the answer (default: today)'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '--with' = 'Who answered'; '-h' = 'Show this message and exit'; '-w' = 'Who answered' }
            takes = [ordered]@{ '--of' = '-'; '--on' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs' }
            arguments = @('@account', 'nps,csat,ces')
        }
        'survey list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:survey.list'; '--sort' = '@fields:survey.list'; '-s' = '@fields:survey.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:survey', '...')
        }
        'survey show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@survey')
        }
        'survey edit' = @{
            options = [ordered]@{ '--comment' = 'What they wrote'; '--editor' = 'Edit it in your editor'; '--help' = 'Show this message and exit'; '--kind' = 'What was asked'; '--of' = 'Highest possible answer (default: 10 for nps, 5 for csat, 7 for ces)'; '--on' = 'Date of the answer (default: today)'; '--score' = 'The answer'; '--with' = 'Who answered'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit'; '-k' = 'What was asked'; '-w' = 'Who answered' }
            takes = [ordered]@{ '--kind' = 'nps,csat,ces'; '-k' = 'nps,csat,ces'; '--score' = '-'; '--of' = '-'; '--on' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--comment' = '-' }
            arguments = @('@survey')
        }
        'survey rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@survey')
        }
        'usage' = @{
            verbs = [ordered]@{ 'add' = 'Record a usage figure'; 'list' = 'List usage figures, by account and metric, newest first'; 'show' = 'Show a usage figure'; 'edit' = 'Edit a usage figure; an empty text clears a field'; 'rm' = 'Delete a usage figure and everything that belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'usage add' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--of' = 'How much they bought'; '--on' = 'Date of the figure (default: today)'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--of' = '-'; '--on' = '-' }
            arguments = @('@account', '@values:usage.metric')
        }
        'usage list' = @{
            options = [ordered]@{ '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--metric' = 'Show only metrics that begin with this'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--plot' = 'Draw a chart; in a pipe, print its figures'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--metric' = '@values:usage.metric'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:usage.list'; '--sort' = '@fields:usage.list'; '-s' = '@fields:usage.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:usage', '...')
        }
        'usage show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@usage')
        }
        'usage edit' = @{
            options = [ordered]@{ '--editor' = 'Edit it in your editor'; '--help' = 'Show this message and exit'; '--metric' = 'What is counted'; '--of' = 'How much they bought'; '--on' = 'Date of the figure (default: today)'; '--value' = 'How much they use'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit'; '-v' = 'How much they use' }
            takes = [ordered]@{ '--metric' = '@values:usage.metric'; '--value' = '-'; '-v' = '-'; '--of' = '-'; '--on' = '-' }
            arguments = @('@usage')
        }
        'usage rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@usage')
        }
        'event' = @{
            verbs = [ordered]@{ 'add' = 'Record news at a customer'; 'list' = 'List news, all or one account''s'; 'show' = 'Show a piece of news'; 'edit' = 'Edit a piece of news; an empty text clears a field'; 'rm' = 'Delete a piece of news and everything that belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'event add' = @{
            options = [ordered]@{ '--good' = 'Mark it as good news'; '--help' = 'Show this message and exit'; '--no-good' = 'Mark it as good news'; '--on' = 'When it happened (default: today)'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '--until' = 'Until when it matters'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-'; '--until' = '-' }
            arguments = @('@account', 'takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other')
        }
        'event list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:event.list'; '--sort' = '@fields:event.list'; '-s' = '@fields:event.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:event', '...')
        }
        'event show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@event')
        }
        'event edit' = @{
            options = [ordered]@{ '--editor' = 'Edit it in your editor'; '--good' = 'Mark it as good news'; '--help' = 'Show this message and exit'; '--kind' = 'What kind of news'; '--no-good' = 'Mark it as good news'; '--note' = 'What happened'; '--on' = 'When it happened (default: today)'; '--until' = 'Until when it matters'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit'; '-k' = 'What kind of news' }
            takes = [ordered]@{ '--kind' = 'takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other'; '-k' = 'takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other'; '--on' = '-'; '--until' = '-'; '--note' = '-' }
            arguments = @('@event')
        }
        'event rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@event')
        }
        'goal' = @{
            verbs = [ordered]@{ 'add' = 'Add a goal'; 'progress' = 'Record progress on a goal'; 'met' = 'Mark a goal as met'; 'missed' = 'Mark a goal as missed'; 'drop' = 'Drop a goal the customer no longer wants'; 'list' = 'List goals, all or one account''s'; 'show' = 'Show a goal'; 'edit' = 'Edit a goal; an empty text clears a field'; 'rm' = 'Delete a goal and everything that belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'goal add' = @{
            options = [ordered]@{ '--agreed-with' = 'Who agreed to it: a contact or any name'; '--due' = 'By when: eoq, 30 jun'; '--help' = 'Show this message and exit'; '--measure' = 'How you measure it'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '--target' = 'The target'; '--with' = 'Who agreed to it: a contact or any name'; '-d' = 'By when: eoq, 30 jun'; '-h' = 'Show this message and exit'; '-w' = 'Who agreed to it: a contact or any name' }
            takes = [ordered]@{ '--measure' = '-'; '--target' = '-'; '--due' = '-'; '-d' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--agreed-with' = '@contact:theirs' }
            arguments = @('@account')
        }
        'goal progress' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--on' = '-' }
            arguments = @('@goal:open')
        }
        'goal met' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '-h' = 'Show this message and exit' }
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
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--open' = 'Show only open ones'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:goal.list'; '--sort' = '@fields:goal.list'; '-s' = '@fields:goal.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:goal', '...')
        }
        'goal show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@goal')
        }
        'goal edit' = @{
            options = [ordered]@{ '--actual' = 'Where it stands now'; '--agreed-with' = 'Who agreed to it: a contact or any name'; '--due' = 'By when: eoq, 30 jun'; '--editor' = 'Edit it in your editor'; '--help' = 'Show this message and exit'; '--measure' = 'How you measure it'; '--met' = 'Date it was met'; '--progress-on' = 'Date of that figure'; '--status' = 'Status: open, met, missed or dropped'; '--target' = 'The target'; '--title' = 'What they want to achieve'; '--with' = 'Who agreed to it: a contact or any name'; '-d' = 'By when: eoq, 30 jun'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit'; '-w' = 'Who agreed to it: a contact or any name' }
            takes = [ordered]@{ '--title' = '-'; '--measure' = '-'; '--target' = '-'; '--due' = '-'; '-d' = '-'; '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--agreed-with' = '@contact:theirs'; '--actual' = '-'; '--progress-on' = '-'; '--status' = 'open,met,missed,dropped'; '--met' = '-' }
            arguments = @('@goal')
        }
        'goal rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@goal')
        }
        'product' = @{
            verbs = [ordered]@{ 'add' = 'Add a product. Contracts add the products they name'; 'list' = 'List products'; 'show' = 'Show a product'; 'edit' = 'Edit a product; an empty text clears a field'; 'rm' = 'Delete a product and everything that belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'product add' = @{
            options = [ordered]@{ '--currency' = 'Currency of the price'; '--help' = 'Show this message and exit'; '--price' = 'Its price: 900, EUR 12k'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--price' = '-'; '--currency' = '-' }
        }
        'product list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:product.list'; '--sort' = '@fields:product.list'; '-s' = '@fields:product.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:product', '...')
        }
        'product show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@product')
        }
        'product edit' = @{
            options = [ordered]@{ '--currency' = 'Currency of the price'; '--editor' = 'Edit it in your editor'; '--help' = 'Show this message and exit'; '--name' = 'Its name'; '--price' = 'Its price: 900, EUR 12k'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--name' = '-'; '--price' = '-'; '--currency' = '-' }
            arguments = @('@product')
        }
        'product rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@product')
        }
        'target' = @{
            verbs = [ordered]@{ 'add' = 'Add a target: an amount for renewals and expansion, a ratio for nrr and grr'; 'set' = 'Set a target, replacing any earlier one'; 'list' = 'List targets'; 'show' = 'Show a target'; 'edit' = 'Edit a target; an empty text clears a field'; 'rm' = 'Delete a target and everything that belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'target add' = @{
            options = [ordered]@{ '--currency' = 'Currency of an amount'; '--help' = 'Show this message and exit'; '--stdin' = 'Add one record per row of standard input: JSON lines or CSV'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--currency' = '-' }
            arguments = @('-', 'renewals,expansion,nrr,grr')
        }
        'target set' = @{
            options = [ordered]@{ '--currency' = 'Currency of an amount'; '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--currency' = '-' }
            arguments = @('-', 'renewals,expansion,nrr,grr')
        }
        'target list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:target.list'; '--sort' = '@fields:target.list'; '-s' = '@fields:target.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:target', '...')
        }
        'target show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@target')
        }
        'target edit' = @{
            options = [ordered]@{ '--currency' = 'Currency of an amount'; '--editor' = 'Edit it in your editor'; '--help' = 'Show this message and exit'; '--metric' = 'What you are measured on'; '--period' = 'The period: 2026-Q3, 2026, FY2026, this-quarter'; '--value' = 'The target: 400k, or 104% for nrr and grr'; '-e' = 'Edit it in your editor'; '-h' = 'Show this message and exit'; '-v' = 'The target: 400k, or 104% for nrr and grr' }
            takes = [ordered]@{ '--period' = '-'; '--metric' = 'renewals,expansion,nrr,grr'; '--value' = '-'; '-v' = '-'; '--currency' = '-' }
            arguments = @('@target')
        }
        'target rm' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@target')
        }
        'qbr' = @{
            verbs = [ordered]@{ 'brief' = 'Prepare a QBR: goals, results, usage, promises'; 'due' = 'List QBRs that are due, most overdue first'; 'held' = 'Log a QBR and what it led to'; 'add' = 'Log a QBR and what it led to (the same as am qbr held)'; 'list' = 'List QBRs you held, newest first'; 'show' = 'Show an interaction'; 'edit' = 'Edit an interaction; an empty text clears a field'; 'rm' = 'Delete an interaction and everything that belongs to it' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'qbr brief' = @{
            options = [ordered]@{ '--as-of' = 'Show it as it was on a past date'; '--help' = 'Show this message and exit'; '--internal' = 'Add what is internal: health, stances, questions'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--period' = 'Period: last-quarter, 2026-Q1, ytd'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--period' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--as-of' = '-' }
            arguments = @('@account')
        }
        'qbr due' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--as-of' = 'Show it as it was on a past date'; '--exit-code' = 'Exit with code 10 if there is anything to show'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--in' = 'How far ahead to look, for example 30d'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '--within' = 'How far ahead to look, for example 30d'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-i' = 'How far ahead to look, for example 30d'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--in' = '-'; '--within' = '-'; '-i' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:qbr.due'; '--sort' = '@fields:qbr.due'; '-s' = '@fields:qbr.due'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@filter:account', '...')
        }
        'qbr held' = @{
            options = [ordered]@{ '--due' = 'When it is due: fri, +10d, 28 feb'; '--feel' = 'How it went'; '--help' = 'Show this message and exit'; '--minutes' = 'How long'; '--next' = 'Add a task as the next step'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '--promise' = 'What you promised'; '--with' = 'Who was there (repeatable)'; '-d' = 'When it is due: fri, +10d, 28 feb'; '-f' = 'How it went'; '-h' = 'Show this message and exit'; '-n' = 'Add a task as the next step'; '-p' = 'What you promised'; '-w' = 'Who was there (repeatable)' }
            takes = [ordered]@{ '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-'; '--next' = '-'; '-n' = '-'; '--promise' = '-'; '-p' = '-'; '--due' = '-'; '-d' = '-'; '--feel' = 'good,ok,bad'; '-f' = 'good,ok,bad'; '--minutes' = '-' }
            arguments = @('@account')
        }
        'qbr add' = @{
            options = [ordered]@{ '--due' = 'When it is due: fri, +10d, 28 feb'; '--feel' = 'How it went'; '--help' = 'Show this message and exit'; '--minutes' = 'How long'; '--next' = 'Add a task as the next step'; '--on' = 'When it happened: yesterday, mon, 28 feb (default: today)'; '--promise' = 'What you promised'; '--with' = 'Who was there (repeatable)'; '-d' = 'When it is due: fri, +10d, 28 feb'; '-f' = 'How it went'; '-h' = 'Show this message and exit'; '-n' = 'Add a task as the next step'; '-p' = 'What you promised'; '-w' = 'Who was there (repeatable)' }
            takes = [ordered]@{ '--with' = '@contact:theirs'; '-w' = '@contact:theirs'; '--on' = '-'; '--next' = '-'; '-n' = '-'; '--promise' = '-'; '-p' = '-'; '--due' = '-'; '-d' = '-'; '--feel' = 'good,ok,bad'; '-f' = 'good,ok,bad'; '--minutes' = '-' }
            arguments = @('@account')
        }
        'qbr list' = @{
            options = [ordered]@{ '--as-of' = 'Show it as it was on a past date'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:qbr.list'; '--sort' = '@fields:qbr.list'; '-s' = '@fields:qbr.list'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@account+filter:interaction', '...')
        }
        'qbr show' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
            arguments = @('@interaction')
        }
        'qbr edit' = @{
            options = [ordered]@{ '--at' = 'Time'; '--body' = 'The whole text'; '--direction' = 'Who started it: in, out or both'; '--editor' = 'Edit it in your editor'; '--feel' = 'How it went'; '--help' = 'Show this message and exit'; '--kind' = 'Call, email, meeting and so on'; '--minutes' = 'How long'; '--no-tried' = 'Nobody answered: goes on the timeline, isn''t a touch'; '--on' = 'Date'; '--purpose' = 'What it was about'; '--summary' = 'What was said, in one line'; '--tried' = 'Nobody answered: goes on the timeline, isn''t a touch'; '-e' = 'Edit it in your editor'; '-f' = 'How it went'; '-h' = 'Show this message and exit'; '-k' = 'Call, email, meeting and so on' }
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
            options = [ordered]@{ '--bad' = 'Skip bad rows and write them to this file'; '--bodies' = 'Keep the full text of emails and chats, not just the first line'; '--by-domain' = 'Also count email with anyone at an account''s domain'; '--clear' = 'Let an empty cell clear the field'; '--create-accounts' = 'Add accounts that rows name and aren''t in the book'; '--date-order' = 'How to read dates such as 03/04/2026'; '--dry-run' = 'Show the plan and change nothing'; '--encoding' = 'The files'' encoding, if am guesses it wrong'; '--extra' = 'Keep unknown columns as custom fields'; '--help' = 'Show this message and exit'; '--kind' = 'What the files contain, if their headers don''t say'; '--map' = 'Read a field from this column'; '--no-link' = 'Don''t link renewals to earlier contracts'; '--on' = 'Date of a meeting''s transcript'; '--output' = 'Output format'; '--preset' = 'The program the files come from, or a saved mapping'; '--quiet' = 'Print nothing if nothing changed'; '--raw' = 'Keep the '' before what looks like a formula'; '--save-map' = 'Save how these files are read, for --preset'; '--set' = 'Give a field the same value in every row'; '--sheet' = 'The sheet of a workbook to read'; '--skip-bad' = 'Skip bad rows and write them to FILE.bad.csv, beside the backups'; '--source' = 'Where the files come from, if neither --preset nor their name says it'; '--source-wins' = 'Replace other sources'' values, but never your own edits'; '--term' = 'How long contracts run that have an end and no first day'; '--values' = 'What a word in the files means here'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-q' = 'Print nothing if nothing changed'; '-y' = 'Answer yes to every question' }
            takes = [ordered]@{ '--kind' = 'accounts,products,contacts,contracts,interactions,tasks,surveys,opportunities,issues,feedback,usage,goals,events,handoffs,targets,health,calls'; '--map' = '@import:map'; '--set' = '@import:set'; '--values' = '@import:values'; '--preset' = '@preset'; '--save-map' = '-'; '--source' = '-'; '--bad' = '@file'; '--term' = '-'; '--date-order' = 'dmy,mdy,ymd'; '--encoding' = '-'; '--on' = '-'; '--sheet' = '-'; '--output' = 'table,json'; '-o' = 'table,json' }
            arguments = @('@file', '...')
        }
        'export' = @{
            verbs = [ordered]@{ 'calendar' = 'Export deadlines, tasks and check-ins as a calendar'; 'vcard' = 'Export people as vCards'; 'html' = 'Export the book, or a customer''s review, as a web page' }
            options = [ordered]@{ '--account' = 'Export only what belongs to this account'; '--all' = 'Export every kind, one file each'; '--help' = 'Show this message and exit'; '--kind' = 'Export this kind of record (repeatable)'; '--output' = 'Output format'; '--raw' = 'Don''t put '' before text a spreadsheet would run'; '--redact' = 'Replace names, addresses and free text'; '--to' = 'Write to this folder, or to this file for one kind or JSONL'; '-h' = 'Show this message and exit'; '-o' = 'Output format' }
            takes = [ordered]@{ '--kind' = 'accounts,products,contacts,contracts,interactions,tasks,surveys,opportunities,issues,feedback,usage,goals,events,handoffs,targets,health'; '--account' = '@account'; '--to' = '@file'; '--output' = 'csv,jsonl'; '-o' = 'csv,jsonl' }
        }
        'export calendar' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--to' = 'Write to this file (default: standard output)'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--to' = '@file' }
            arguments = @('@filter:account', '...')
        }
        'export vcard' = @{
            options = [ordered]@{ '--all' = 'Include people who left and people of archived accounts'; '--help' = 'Show this message and exit'; '--to' = 'Write to this file (default: standard output)'; '--version' = 'vCard version'; '-a' = 'Include people who left and people of archived accounts'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--version' = '4.0,3.0'; '--to' = '@file' }
            arguments = @('@filter:account', '...')
        }
        'export html' = @{
            options = [ordered]@{ '--account' = 'One customer''s review, without anything internal'; '--help' = 'Show this message and exit'; '--to' = 'Write to this file (default: standard output)'; '-h' = 'Show this message and exit' }
            takes = [ordered]@{ '--account' = '@account'; '--to' = '@file' }
            arguments = @('@filter:account', '...')
        }
        'unmatched' = @{
            verbs = [ordered]@{ 'tie' = 'Link an address to a contact'; 'ignore' = 'Ignore an address for good'; 'forget' = 'Undo a link or an ignore' }
            options = [ordered]@{ '--all' = 'Show everything'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:unmatched'; '--sort' = '@fields:unmatched'; '-s' = '@fields:unmatched'; '--limit' = '-' }
        }
        'unmatched tie' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--stdin' = 'Read rows of address and contact from standard input'; '-h' = 'Show this message and exit' }
            arguments = @('@values:unmatched.address', '@contact')
        }
        'unmatched ignore' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--stdin' = 'Read addresses from standard input, one per line'; '-h' = 'Show this message and exit' }
            arguments = @('@values:unmatched.address', '...')
        }
        'unmatched forget' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--stdin' = 'Read addresses from standard input, one per line'; '-h' = 'Show this message and exit' }
            arguments = @('@values:unmatched.address', '...')
        }
        'backup' = @{
            options = [ordered]@{ '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--list' = 'List backups, newest first'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '--to' = 'Back up to this file or folder instead'; '--yes' = 'Answer yes to every question'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending'; '-y' = 'Answer yes to every question' }
            takes = [ordered]@{ '--to' = '@file'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:backup'; '--sort' = '@fields:backup'; '-s' = '@fields:backup'; '--limit' = '-' }
        }
        'restore' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '--yes' = 'Answer yes to every question'; '-h' = 'Show this message and exit'; '-y' = 'Answer yes to every question' }
            arguments = @('@file')
        }
        'doctor' = @{
            options = [ordered]@{ '--apart' = 'Mark two records as separate'; '--duplicates' = 'Find likely duplicates'; '--exit-code' = 'Exit with code 10 if there is anything to show'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--apart' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:doctor'; '--sort' = '@fields:doctor'; '-s' = '@fields:doctor'; '--limit' = '-' }
            arguments = @('@filter:account', '...')
        }
        'report' = @{
            options = [ordered]@{ '--as-of' = 'Show it as it was on a past date'; '--exit-code' = 'Exit with code 10 if there is anything to show'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:report'; '--sort' = '@fields:report'; '-s' = '@fields:report'; '--limit' = '-'; '--as-of' = '-' }
            arguments = @('@report', '@filter:report', '...')
        }
        'sql' = @{
            options = [ordered]@{ '--as-of' = 'Show it as it was on a past date'; '--exit-code' = 'Exit with code 10 if there is anything to show'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--param' = 'A value for :NAME (repeatable)'; '--sort' = 'Sort by these fields; - for descending'; '--tables' = 'List tables, views and columns'; '--timeout' = 'Stop after this many seconds'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--param' = '-'; '--timeout' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '-'; '--sort' = '-'; '-s' = '-'; '--limit' = '-'; '--as-of' = '-' }
        }
        'schema' = @{
            options = [ordered]@{ '--all' = 'Print all schemas in one document'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Print all schemas in one document'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
            takes = [ordered]@{ '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids'; '--fields' = '@fields:schema'; '--sort' = '@fields:schema'; '-s' = '@fields:schema'; '--limit' = '-' }
            arguments = @('account,accounts,away,backtest,backup,brief,checkins,config,contact,contract,cron,doctor,due,error,event,feedback,find,forecast,goal,handoff,handoffs,held,history,import,interaction,issue,list,metrics,next,opportunity,plan,portfolio,product,qbr,renewals,report,risks,schema,show,sql,summary,survey,target,task,tasks,themes,timeline,today,unmatched,usage,week', '...')
        }
        'cron' = @{
            options = [ordered]@{ '--at' = 'What time to run it'; '--days' = 'Which days to run it on: mon-fri, mon,thu, daily'; '--help' = 'Show this message and exit'; '--install' = 'Write the systemd units, after showing them'; '--mail' = 'Send it to this email address'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--weekly' = 'Use the weekly digest, on Mondays'; '--yes' = 'Answer yes to every question'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-y' = 'Answer yes to every question' }
            takes = [ordered]@{ '--at' = '-'; '--days' = '-'; '--mail' = '-'; '--output' = 'table,json,jsonl,csv,tsv,md,ids'; '-o' = 'table,json,jsonl,csv,tsv,md,ids' }
        }
        'config' = @{
            verbs = [ordered]@{ 'check' = 'Check the settings file'; 'get' = 'Print a setting'; 'set' = 'Change a setting; comments in the file stay, and am undo reverses it'; 'unset' = 'Remove a setting from the file, so that its default counts again'; 'list' = 'List the settings you changed and where each comes from; --all: every one'; 'path' = 'Print where the settings file is'; 'edit' = 'Edit the settings file, checked before it is saved' }
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'config check' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
        }
        'config get' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,calendar.timezone,metrics.gross_margin,me.emails,me.names,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least')
        }
        'config set' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,calendar.timezone,metrics.gross_margin,me.emails,me.names,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least')
        }
        'config unset' = @{
            options = [ordered]@{ '--help' = 'Show this message and exit'; '-h' = 'Show this message and exit' }
            arguments = @('book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,calendar.timezone,metrics.gross_margin,me.emails,me.names,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least')
        }
        'config list' = @{
            options = [ordered]@{ '--all' = 'Show everything'; '--fields' = 'Show only these fields, in this order'; '--help' = 'Show this message and exit'; '--limit' = 'Show at most N rows'; '--no-header' = 'Leave out the header line in CSV, TSV and Markdown'; '--null' = 'Print ids separated by NUL, for xargs -0'; '--output' = 'Output format'; '--sort' = 'Sort by these fields; - for descending'; '-0' = 'Print ids separated by NUL, for xargs -0'; '-a' = 'Show everything'; '-h' = 'Show this message and exit'; '-o' = 'Output format'; '-s' = 'Sort by these fields; - for descending' }
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
            verbs = [ordered]@{ 'install' = 'Install tab completion for your shell'; 'print' = 'Print the completion script' }
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
            arguments = @('backtest,backup,calendar,chats,columns,completion,config,cron,dates,duplicates,exit-codes,export,filters,forecast,hooks,import,mail,meetings,metrics,money,output,past,pictures,ratios,recipes,references,reports,risk,settings,signals,sources,sql,start,summary,terms,tiers,today,typing,undo,work', '...')
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
