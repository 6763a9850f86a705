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
        case ''
            set verbs 'today	See what to do today, in what order, and why (the same as am)' 'week	See meetings, deadlines and tasks of today and the next seven days' 'next	Read the brief for the first account on today\'s list' 'away	See what\'s due while you\'re away, with a note for a colleague' 'log	Log a call, email or meeting in one line' 'meet	Book or move a meeting' 'held	Confirm that a meeting took place, or didn\'t' 'checkins	List customers overdue for a check-in' 'renewals	List contracts up for renewal, by deadline' 'risks	List accounts at risk and why, or explain one score' 'accounts	List the whole book: ARR, health, next step, renewal' 'show	Show an account by its name, or any other record by its reference' 'brief	Prepare for a meeting: who\'s who, what\'s owed, what to ask' 'timeline	Show what happened with an account, newest first' 'find	Search all text in the book' 'tasks	List open tasks and promises, yours and theirs, most overdue first' 'done	Mark a task or promise as done' 'snooze	Postpone a check-in, task, renewal or any other record' 'renew	Record a renewal, on the same terms unless you change them' 'stage	Move a renewal to another stage' 'churn	Record a contract as lost' 'summary	Print the daily or weekly digest' 'portfolio	Review the whole book: mix, risk, workload, white space' 'metrics	Calculate NRR, GRR, renewal rates, NPS and more' 'forecast	Forecast renewals and the gap to your target' 'backtest	Check whether the score warned of past losses' 'undo	Undo the last change; run it again to undo the one before' 'redo	Redo what you just undid' 'history	Show what changed, when and by which command, newest first' 'account	Customers, and how often you plan to be in touch with them' 'contact	People at your customers' 'contract	What they bought, for how long and for how much' 'interaction	Calls, emails, meetings and notes' 'task	To-dos and promises' 'opportunity	Upsells, cross-sells and referrals' 'issue	Customers\' problems, until they are resolved' 'feedback	What customers say about you, by theme' 'survey	NPS, CSAT and CES answers' 'usage	How much of what they bought they use' 'event	News at a customer: takeover, new boss, budget cut' 'goal	What customers want to achieve' 'product	Your products and list prices' 'target	Your targets for a period' 'qbr	Business reviews: which are due, prepare one, log one' 'init	Create your own book, empty and readable only by you' 'demo	Explore a sample book, separate from yours' 'import	Import files: a plan first, then everything or nothing' 'export	Export everything as CSV or JSONL that am import reads' 'unmatched	Link unknown addresses and numbers to contacts' 'backup	Back up the book, or list backups' 'restore	Restore a backup; without FILE the newest' 'doctor	Find likely duplicates' 'report	Run a saved report, with more filters if you like; or save one' 'sql	Query the book in SQL, read-only' 'schema	Print the JSON Schema of a record or of a command\'s output' 'cron	Print a schedule for the digest: a cron line, and systemd units' 'config	View and change settings' 'completion	Set up tab completion for bash, zsh, fish and PowerShell' 'help	Read the guides: start, dates, money, output and more'
            set options '--book	Use another book file (or set AMCLI_BOOK)' '--color	When to use colour' '--config	Use another settings file (or set AMCLI_CONFIG)' '--help	Show this message and exit' '--today	Act as if today were this date' '--version	Show the version and exit' '-h	Show this message and exit'
            set takes '--book	@file' '--config	@file' '--today	-' '--color	auto,always,never'
        case 'today'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--explain	Show how each priority is calculated' '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @filter:account ...
        case 'week'
            set options '--as-of	Show it as it was on a past date' '--exit-code	Exit with code 10 if there is anything to show' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--in	How far ahead to look (default: 7d)' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '--within	How far ahead to look (default: 7d)' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-i	How far ahead to look (default: 7d)' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--in	-' '--within	-' '-i	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:week' '--sort	@fields:week' '-s	@fields:week' '--limit	-' '--as-of	-'
            set arguments @filter:account ...
        case 'next'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @filter:account ...
        case 'away'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--to	Who stands in for you' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--to	@values:account.owner' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments - @filter:account ...
        case 'log'
            set options '--at	Time' '--direction	Who started it' '--due	When the task or promise is due' '--editor	Write the whole text in your editor' '--feel	How it went' '--help	Show this message and exit' '--kind	Call, email, meeting and so on' '--minutes	How long' '--next	Add a task as the next step' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '--promise	What you promised' '--purpose	What it was about' '--stdin	Add one record per row of standard input: JSON lines or CSV' '--theirs	What they promised' '--tried	Nobody answered: goes on the timeline, isn\'t a touch' '--with	Who was there (repeatable)' '-d	When the task or promise is due' '-e	Write the whole text in your editor' '-f	How it went' '-h	Show this message and exit' '-k	Call, email, meeting and so on' '-n	Add a task as the next step' '-p	What you promised' '-w	Who was there (repeatable)'
            set takes '--kind	call,email,meeting,qbr,visit,chat,note' '-k	call,email,meeting,qbr,visit,chat,note' '--with	@contact:theirs' '-w	@contact:theirs' '--on	-' '--at	-' '--minutes	-' '--direction	in,out,both' '--feel	good,ok,bad' '-f	good,ok,bad' '--purpose	value,commercial,support,relationship' '--next	-' '-n	-' '--promise	-' '-p	-' '--theirs	-' '--due	-' '-d	-'
            set arguments @account
        case 'meet'
            set options '--help	Show this message and exit' '--kind	What is booked' '--minutes	How long' '--with	Who takes part (repeatable)' '-h	Show this message and exit' '-k	What is booked' '-w	Who takes part (repeatable)'
            set takes '--kind	call,visit,meeting,qbr' '-k	call,visit,meeting,qbr' '--with	@contact:theirs' '-w	@contact:theirs' '--minutes	-'
            set arguments @interaction:booked+account
        case 'held'
            set options '--at	Time' '--direction	Who started it' '--due	When the task or promise is due' '--editor	Write the whole text in your editor' '--exit-code	Exit with code 10 if there is anything to show' '--feel	How it went' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--kind	What it was' '--limit	Show at most N rows' '--minutes	How long' '--next	Add a task as the next step' '--no	It didn\'t take place, and won\'t' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '--output	Output format' '--promise	What you promised' '--purpose	What it was about' '--sort	Sort by these fields; - for descending' '--theirs	What they promised' '--with	Who was there (repeatable)' '-0	Print ids separated by NUL, for xargs -0' '-d	When the task or promise is due' '-e	Write the whole text in your editor' '-f	How it went' '-h	Show this message and exit' '-k	What it was' '-n	Add a task as the next step' '-o	Output format' '-p	What you promised' '-s	Sort by these fields; - for descending' '-w	Who was there (repeatable)'
            set takes '--kind	call,email,meeting,qbr,visit,chat,note' '-k	call,email,meeting,qbr,visit,chat,note' '--with	@contact:theirs' '-w	@contact:theirs' '--on	-' '--at	-' '--minutes	-' '--direction	in,out,both' '--feel	good,ok,bad' '-f	good,ok,bad' '--purpose	value,commercial,support,relationship' '--next	-' '-n	-' '--promise	-' '-p	-' '--theirs	-' '--due	-' '-d	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:held' '--sort	@fields:held' '-s	@fields:held' '--limit	-'
            set arguments @interaction:booked ...
        case 'checkins'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--exit-code	Exit with code 10 if there is anything to show' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--in	How far ahead to look, for example 30d' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '--within	How far ahead to look, for example 30d' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-i	How far ahead to look, for example 30d' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--in	-' '--within	-' '-i	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:checkins' '--sort	@fields:checkins' '-s	@fields:checkins' '--limit	-' '--as-of	-'
            set arguments @filter:account ...
        case 'renewals'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--exit-code	Exit with code 10 if there is anything to show' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--in	How far ahead to look, for example 30d' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--past	Show what passed and was not recorded' '--sort	Sort by these fields; - for descending' '--within	How far ahead to look, for example 30d' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-i	How far ahead to look, for example 30d' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--in	-' '--within	-' '-i	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:renewals' '--sort	@fields:renewals' '-s	@fields:renewals' '--limit	-' '--as-of	-'
            set arguments @filter:contract ...
        case 'risks'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--exit-code	Exit with code 10 if there is anything to show' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--plot	Draw a chart; in a pipe, print its figures' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:risks' '--sort	@fields:risks' '-s	@fields:risks' '--limit	-' '--as-of	-'
            set arguments @account+filter:account ...
        case 'accounts'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:accounts' '--sort	@fields:accounts' '-s	@fields:accounts' '--limit	-' '--as-of	-'
            set arguments @filter:account ...
        case 'show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @record
        case 'brief'
            set options '--as-of	Show it as it was on a past date' '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @account
        case 'timeline'
            set options '--all	Include planned meetings and future dates' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Include planned meetings and future dates' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:timeline' '--sort	@fields:timeline' '-s	@fields:timeline' '--limit	-' '--as-of	-'
            set arguments @account @filter:account ...
        case 'find'
            set options '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:find' '--sort	@fields:find' '-s	@fields:find' '--limit	-'
            set arguments @filter:account ...
        case 'tasks'
            set options '--as-of	Show it as it was on a past date' '--exit-code	Exit with code 10 if there is anything to show' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--mine	Show only what you promised' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--promises	Show only promises, yours and theirs' '--sort	Sort by these fields; - for descending' '--theirs	Show only what they promised' '--waiting	Show only what is waiting on a colleague' '--waiting-on	Show only what is waiting on this colleague' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--waiting-on	@values:task.waiting_on' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:tasks' '--sort	@fields:tasks' '-s	@fields:tasks' '--limit	-' '--as-of	-'
            set arguments @account+filter:task ...
        case 'done'
            set options '--help	Show this message and exit' '--on	When it was done (default: today)' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @task:open ...
        case 'snooze'
            set options '--help	Show this message and exit' '--off	End the snooze' '--reason	Why' '-h	Show this message and exit' '-r	Why'
            set takes '--reason	-' '-r	-'
            set arguments @record:open
        case 'renew'
            set options '--auto-renew	Whether it auto-renews' '--concessions	What you conceded' '--ends	New last day' '--help	Show this message and exit' '--no-auto-renew	Whether it auto-renews' '--notice	New notice period' '--overlap	Allow it next to a running contract for the same product' '--quantity	New quantity' '--reason	Why' '--term	Length, for example 12m' '--value	New value per year' '--yes	Answer yes to every question' '-h	Show this message and exit' '-r	Why' '-t	Length, for example 12m' '-v	New value per year' '-y	Answer yes to every question'
            set takes '--value	-' '-v	-' '--term	-' '-t	-' '--ends	-' '--quantity	-' '--notice	-' '--reason	-' '-r	-' '--concessions	-'
            set arguments @contract-or-account ...
        case 'stage'
            set options '--forecast	Your forecast of the renewal' '--help	Show this message and exit' '-h	Show this message and exit'
            set takes '--forecast	commit,likely,doubtful,lost'
            set arguments @contract-or-account not_started,contacted,proposed,verbal,signed
        case 'churn'
            set options '--help	Show this message and exit' '--on	First day it is no longer in force, if it stops before its end' '--reason	Why' '--yes	Answer yes to every question' '-h	Show this message and exit' '-r	Why' '-y	Answer yes to every question'
            set takes '--reason	-' '-r	-' '--on	-'
            set arguments @contract-or-account ...
        case 'summary'
            set options '--exit-code	Exit with code 10 if there is anything to show' '--format	Output format' '--help	Show this message and exit' '--mail	Print a complete email to this address, for sendmail' '--new	Show only what is new since the last --new; nothing if nothing is' '--output	Output format' '--peek	With --new: preview without marking anything as sent' '--period	Daily or weekly: day or week' '--send-with	Hand the email to this program' '-h	Show this message and exit' '-o	Output format'
            set takes '--period	day,week' '--output	text,md,html,json' '-o	text,md,html,json' '--format	text,md,html,json' '--mail	-' '--send-with	-'
            set arguments @filter:account ...
        case 'portfolio'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--by	Show only the split by this' '--help	Show this message and exit' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--plot	Draw a chart; in a pipe, print its figures' '--white-space	Show only products by account' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format'
            set takes '--by	tier,segment,region,owner,industry' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @filter:account ...
        case 'metrics'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--by	Split by month, tier, owner and so on' '--by-parent	Count a parent account and its subsidiaries as one' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--latest	Count only the latest answer of each person' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--period	Period: 2026-Q1, last-12m, 2025, ytd' '--plot	Draw a chart; in a pipe, print its figures' '--sort	Sort by these fields; - for descending' '--split	Split expansion into price, upsell and cross-sell' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--period	-' '--by	account,tier,segment,owner,region,product,month' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:metrics' '--sort	@fields:metrics' '-s	@fields:metrics' '--limit	-' '--as-of	-'
            set arguments @metric+filter:account ...
        case 'forecast'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--help	Show this message and exit' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--period	Period: next-quarter, 2026-Q3, 2027' '--plot	Draw a chart; in a pipe, print its figures' '--seed	Seed of the simulation; the same seed gives the same result' '--trials	How many times to simulate the period' '--uplift	Assumed growth of renewals: 3%' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format'
            set takes '--period	-' '--uplift	-' '--trials	-' '--seed	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @filter:account ...
        case 'backtest'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--backdated	Count records from their own date, even if entered later' '--from	Start of the back-test: 2025, last-12m or a date' '--help	Show this message and exit' '--horizon	How far ahead the score should warn (default: 90d)' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format'
            set takes '--horizon	-' '--from	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @filter:account ...
        case 'undo'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'redo'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'history'
            set options '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:history' '--sort	@fields:history' '-s	@fields:history' '--limit	-'
            set arguments @record+filter:account ...
        case 'account'
            set verbs 'add	Add an account; a name is enough' 'show	Show an account' 'edit	Edit an account; an empty text clears a field' 'rm	Delete an account and everything that belongs to it' 'archive	Hide an account from every list without deleting it' 'pulse	Record your own feeling about an account: good, ok or bad' 'list	List the whole book: ARR, health, next step, renewal' 'handoff	Hand an account over, with what a colleague must know' 'handoffs	List handoffs' 'plan	Print the account plan: goals, people, contracts, growth, risks, next steps' 'merge	Merge two records of the same customer' 'tag	Add tags to an account' 'untag	Remove tags from an account'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'account add'
            set options '--address	Postal address' '--cadence	Days between check-ins (default: its tier\'s)' '--code	What you type for it (default: made from the name)' '--domain	Email domain' '--help	Show this message and exit' '--industry	Industry' '--notes	Notes' '--objectives	What the customer wants to achieve' '--owner	Who owns it' '--owner-since	Since when they own it' '--parent	Its parent account' '--phone	Switchboard' '--qbr	Days between QBRs (default: its tier\'s)' '--region	Region' '--segment	Segment' '--set	A custom field (repeatable)' '--since	First day as a customer' '--snoozed-until	Postpone the check-in until this date' '--status	Its status' '--stdin	Add one record per row of standard input: JSON lines or CSV' '--tag	A tag (repeatable)' '--team	Who else works on it' '--tier	Tier, which sets the cadence: key, standard or light' '--website	Website' '-h	Show this message and exit'
            set takes '--code	-' '--tier	key,standard,light' '--status	onboarding,active,churned,archived' '--owner	@values:account.owner' '--owner-since	-' '--team	@values:account.team' '--industry	@values:account.industry' '--segment	@values:account.segment' '--region	@values:account.region' '--domain	-' '--website	-' '--phone	-' '--address	-' '--parent	@account' '--since	-' '--cadence	-' '--qbr	-' '--snoozed-until	-' '--objectives	-' '--notes	-' '--tag	@values:account.tags' '--set	-'
        case 'account show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @account
        case 'account edit'
            set options '--address	Postal address' '--cadence	Days between check-ins (default: its tier\'s)' '--code	What you type for it (default: made from the name)' '--domain	Email domain' '--editor	Edit it in your editor' '--help	Show this message and exit' '--industry	Industry' '--name	Its name' '--notes	Notes' '--objectives	What the customer wants to achieve' '--owner	Who owns it' '--owner-since	Since when they own it' '--parent	Its parent account' '--phone	Switchboard' '--qbr	Days between QBRs (default: its tier\'s)' '--region	Region' '--segment	Segment' '--set	A custom field (repeatable)' '--since	First day as a customer' '--snoozed-until	Postpone the check-in until this date' '--status	Its status' '--tag	A tag (repeatable)' '--team	Who else works on it' '--tier	Tier, which sets the cadence: key, standard or light' '--website	Website' '-e	Edit it in your editor' '-h	Show this message and exit'
            set takes '--name	-' '--code	-' '--tier	key,standard,light' '--status	onboarding,active,churned,archived' '--owner	@values:account.owner' '--owner-since	-' '--team	@values:account.team' '--industry	@values:account.industry' '--segment	@values:account.segment' '--region	@values:account.region' '--domain	-' '--website	-' '--phone	-' '--address	-' '--parent	@account' '--since	-' '--cadence	-' '--qbr	-' '--snoozed-until	-' '--objectives	-' '--notes	-' '--tag	@values:account.tags' '--set	-'
            set arguments @account
        case 'account rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @account
        case 'account archive'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @account
        case 'account pulse'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @account good,ok,bad
        case 'account list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:account.list' '--sort	@fields:account.list' '-s	@fields:account.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:account ...
        case 'account handoff'
            set options '--editor	Write the texts in your editor' '--expectations	What they expect' '--from	Previous owner (default: the account\'s)' '--help	Show this message and exit' '--note	What else they must know' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '--promises	What was promised' '--risks	What could go wrong' '--to	Who takes over as the account\'s owner' '--why	Why they bought' '-e	Write the texts in your editor' '-h	Show this message and exit'
            set takes '--to	@values:account.owner' '--from	@values:account.owner' '--on	-' '--why	-' '--expectations	-' '--promises	-' '--risks	-' '--note	-'
            set arguments @account
        case 'account handoffs'
            set options '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:account.handoffs' '--sort	@fields:account.handoffs' '-s	@fields:account.handoffs' '--limit	-' '--as-of	-'
            set arguments @account+filter:handoff ...
        case 'account plan'
            set options '--as-of	Show it as it was on a past date' '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @account
        case 'account merge'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @account @account
        case 'account tag'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @account @values:account.tags ...
        case 'account untag'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @account @values:account.tags ...
        case 'contact'
            set verbs 'add	Add a contact to an account' 'list	List contacts, all or one account\'s' 'show	Show a contact' 'edit	Edit a contact; an empty text clears a field' 'rm	Delete a contact and everything that belongs to it' 'left	Record that someone left, and see who remains' 'move	Move a person to another account, history included' 'merge	Merge two records of the same person'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'contact add'
            set options '--do-not-mail	They opted out of mailings' '--email	Email address (repeatable)' '--help	Show this message and exit' '--language	Language' '--left	The day they left' '--no-do-not-mail	They opted out of mailings' '--no-primary	Call them first' '--notes	Notes' '--phone	Phone number (repeatable)' '--prefers	How they prefer to be reached' '--primary	Call them first' '--role	Their role in the decision' '--separate	Another person than the one of this name there' '--set	A custom field (repeatable)' '--stance	Where they stand: supporter, neutral or critic' '--stdin	Add one record per row of standard input: JSON lines or CSV' '--successor	Who took over from them' '--tag	A tag (repeatable)' '--timezone	Time zone' '--title	Job title' '-h	Show this message and exit'
            set takes '--title	-' '--email	-' '--phone	-' '--role	champion,economic_buyer,decision_maker,executive_sponsor,influencer,user,blocker,other' '--stance	supporter,neutral,critic' '--left	-' '--successor	@contact:theirs' '--language	@values:contact.language' '--timezone	-' '--prefers	phone,email,chat,visit' '--notes	-' '--tag	@values:contact.tags' '--set	-'
            set arguments @account
        case 'contact list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:contact.list' '--sort	@fields:contact.list' '-s	@fields:contact.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:contact ...
        case 'contact show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @contact
        case 'contact edit'
            set options '--do-not-mail	They opted out of mailings' '--editor	Edit it in your editor' '--email	Email address (repeatable)' '--help	Show this message and exit' '--language	Language' '--left	The day they left' '--name	Their name' '--no-do-not-mail	They opted out of mailings' '--no-primary	Call them first' '--notes	Notes' '--phone	Phone number (repeatable)' '--prefers	How they prefer to be reached' '--primary	Call them first' '--role	Their role in the decision' '--set	A custom field (repeatable)' '--stance	Where they stand: supporter, neutral or critic' '--successor	Who took over from them' '--tag	A tag (repeatable)' '--timezone	Time zone' '--title	Job title' '-e	Edit it in your editor' '-h	Show this message and exit'
            set takes '--name	-' '--title	-' '--email	-' '--phone	-' '--role	champion,economic_buyer,decision_maker,executive_sponsor,influencer,user,blocker,other' '--stance	supporter,neutral,critic' '--left	-' '--successor	@contact:theirs' '--language	@values:contact.language' '--timezone	-' '--prefers	phone,email,chat,visit' '--notes	-' '--tag	@values:contact.tags' '--set	-'
            set arguments @contact
        case 'contact rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @contact
        case 'contact left'
            set options '--help	Show this message and exit' '--no-task	Don\'t add a task' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '--successor	Who takes over from them' '-h	Show this message and exit'
            set takes '--on	-' '--successor	@contact:theirs'
            set arguments @contact
        case 'contact move'
            set options '--help	Show this message and exit' '--misfiled	They were never at the old account; leave no record there' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @contact @account
        case 'contact merge'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @contact @contact
        case 'contract'
            set verbs 'add	Add a contract' 'list	List contracts, all or one account\'s' 'show	Show a contract' 'edit	Edit a contract; an empty text clears a field' 'rm	Delete a contract and everything that belongs to it' 'renew	Record a renewal, on the same terms unless you change them' 'amend	Change a contract\'s value mid-term' 'churn	Record a contract as lost' 'stage	Move a renewal to another stage'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'contract add'
            set options '--auto-renew	It auto-renews unless cancelled' '--concessions	What you conceded' '--currency	Currency of the value' '--ends	Last day; without one, it runs until terminated' '--forecast	Your forecast of the renewal' '--help	Show this message and exit' '--no-auto-renew	It auto-renews unless cancelled' '--notes	Notes' '--notice	Notice period: 3m, 90d; 90 means days' '--overlap	Allow it next to a running contract for the same product' '--per	Whether --value is per year, per month or for the whole term' '--product	The product; new ones are added to your products' '--quantity	How many' '--reason	Why' '--reference	Contract number on paper' '--set	A custom field (repeatable)' '--signed	Date of signature' '--stage	Stage of the renewal' '--starts	First day (default: today)' '--stdin	Add one record per row of standard input: JSON lines or CSV' '--term	Length, for example 12m' '--value	What it is worth: 60k, EUR 60,000' '-h	Show this message and exit' '-r	Why' '-t	Length, for example 12m' '-v	What it is worth: 60k, EUR 60,000'
            set takes '--term	-' '-t	-' '--per	year,month,term' '--product	@product' '--quantity	-' '--starts	-' '--ends	-' '--value	-' '-v	-' '--currency	-' '--signed	-' '--notice	-' '--stage	not_started,contacted,proposed,verbal,signed' '--forecast	commit,likely,doubtful,lost' '--reason	-' '-r	-' '--concessions	-' '--reference	-' '--notes	-' '--set	-'
            set arguments @account
        case 'contract list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:contract.list' '--sort	@fields:contract.list' '-s	@fields:contract.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:contract ...
        case 'contract show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @contract
        case 'contract edit'
            set options '--auto-renew	It auto-renews unless cancelled' '--concessions	What you conceded' '--currency	Currency of the value' '--editor	Edit it in your editor' '--ends	Last day; without one, it runs until terminated' '--forecast	Your forecast of the renewal' '--help	Show this message and exit' '--no-auto-renew	It auto-renews unless cancelled' '--notes	Notes' '--notice	Notice period: 3m, 90d; 90 means days' '--product	The product; new ones are added to your products' '--quantity	How many' '--reason	Why' '--reference	Contract number on paper' '--set	A custom field (repeatable)' '--signed	Date of signature' '--stage	Stage of the renewal' '--starts	First day (default: today)' '--value	What it is worth: 60k, EUR 60,000' '-e	Edit it in your editor' '-h	Show this message and exit' '-r	Why' '-v	What it is worth: 60k, EUR 60,000'
            set takes '--product	@product' '--quantity	-' '--starts	-' '--ends	-' '--value	-' '-v	-' '--currency	-' '--signed	-' '--notice	-' '--stage	not_started,contacted,proposed,verbal,signed' '--forecast	commit,likely,doubtful,lost' '--reason	-' '-r	-' '--concessions	-' '--reference	-' '--notes	-' '--set	-'
            set arguments @contract
        case 'contract rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @contract
        case 'contract renew'
            set options '--auto-renew	Whether it auto-renews' '--concessions	What you conceded' '--ends	New last day' '--help	Show this message and exit' '--no-auto-renew	Whether it auto-renews' '--notice	New notice period' '--overlap	Allow it next to a running contract for the same product' '--quantity	New quantity' '--reason	Why' '--term	Length, for example 12m' '--value	New value per year' '--yes	Answer yes to every question' '-h	Show this message and exit' '-r	Why' '-t	Length, for example 12m' '-v	New value per year' '-y	Answer yes to every question'
            set takes '--value	-' '-v	-' '--term	-' '-t	-' '--ends	-' '--quantity	-' '--notice	-' '--reason	-' '-r	-' '--concessions	-'
            set arguments @contract-or-account ...
        case 'contract amend'
            set options '--by	Change per year: 12k, -5k' '--help	Show this message and exit' '--on	From when (default: today)' '--quantity	How many more or fewer' '--reason	Why' '--to	New value per year' '-h	Show this message and exit' '-r	Why'
            set takes '--by	-' '--to	-' '--on	-' '--quantity	-' '--reason	-' '-r	-'
            set arguments @contract-or-account
        case 'contract churn'
            set options '--help	Show this message and exit' '--on	First day it is no longer in force, if it stops before its end' '--reason	Why' '--yes	Answer yes to every question' '-h	Show this message and exit' '-r	Why' '-y	Answer yes to every question'
            set takes '--reason	-' '-r	-' '--on	-'
            set arguments @contract-or-account ...
        case 'contract stage'
            set options '--forecast	Your forecast of the renewal' '--help	Show this message and exit' '-h	Show this message and exit'
            set takes '--forecast	commit,likely,doubtful,lost'
            set arguments @contract-or-account not_started,contacted,proposed,verbal,signed
        case 'interaction'
            set verbs 'add	Log a call, email or meeting in one line' 'list	List interactions, all or one account\'s' 'show	Show an interaction' 'edit	Edit an interaction; an empty text clears a field' 'rm	Delete an interaction and everything that belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'interaction add'
            set options '--at	Time' '--direction	Who started it' '--due	When the task or promise is due' '--editor	Write the whole text in your editor' '--feel	How it went' '--help	Show this message and exit' '--kind	Call, email, meeting and so on' '--minutes	How long' '--next	Add a task as the next step' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '--promise	What you promised' '--purpose	What it was about' '--stdin	Add one record per row of standard input: JSON lines or CSV' '--theirs	What they promised' '--tried	Nobody answered: goes on the timeline, isn\'t a touch' '--with	Who was there (repeatable)' '-d	When the task or promise is due' '-e	Write the whole text in your editor' '-f	How it went' '-h	Show this message and exit' '-k	Call, email, meeting and so on' '-n	Add a task as the next step' '-p	What you promised' '-w	Who was there (repeatable)'
            set takes '--kind	call,email,meeting,qbr,visit,chat,note' '-k	call,email,meeting,qbr,visit,chat,note' '--with	@contact:theirs' '-w	@contact:theirs' '--on	-' '--at	-' '--minutes	-' '--direction	in,out,both' '--feel	good,ok,bad' '-f	good,ok,bad' '--purpose	value,commercial,support,relationship' '--next	-' '-n	-' '--promise	-' '-p	-' '--theirs	-' '--due	-' '-d	-'
            set arguments @account
        case 'interaction list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:interaction.list' '--sort	@fields:interaction.list' '-s	@fields:interaction.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:interaction ...
        case 'interaction show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @interaction
        case 'interaction edit'
            set options '--at	Time' '--body	The whole text' '--direction	Who started it: in, out or both' '--editor	Edit it in your editor' '--feel	How it went' '--help	Show this message and exit' '--kind	Call, email, meeting and so on' '--minutes	How long' '--no-tried	Nobody answered: goes on the timeline, isn\'t a touch' '--on	Date' '--purpose	What it was about' '--summary	What was said, in one line' '--tried	Nobody answered: goes on the timeline, isn\'t a touch' '-e	Edit it in your editor' '-f	How it went' '-h	Show this message and exit' '-k	Call, email, meeting and so on'
            set takes '--kind	call,email,meeting,qbr,visit,chat,note' '-k	call,email,meeting,qbr,visit,chat,note' '--on	-' '--at	-' '--minutes	-' '--direction	in,out,both' '--summary	-' '--body	-' '--feel	good,ok,bad' '-f	good,ok,bad' '--purpose	value,commercial,support,relationship'
            set arguments @interaction
        case 'interaction rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @interaction
        case 'task'
            set verbs 'add	Add a task' 'list	List tasks, all or one account\'s' 'show	Show a task' 'edit	Edit a task; an empty text clears a field' 'rm	Delete a task and everything that belongs to it' 'done	Mark a task or promise as done (the same as am done)' 'reopen	Reopen a task'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'task add'
            set options '--assignee	Who owns it' '--due	When it is due: fri, +10d, 28 feb' '--help	Show this message and exit' '--no-promised	Make it your promise' '--no-theirs	Make it their promise' '--promised	Make it your promise' '--promised-by	Who promised it: me (you) or them' '--repeat	How often it repeats: monthly, every 2 weeks or an RRULE' '--stdin	Add one record per row of standard input: JSON lines or CSV' '--theirs	Make it their promise' '--waiting-on	The colleague you are waiting on' '--with	The contact it is about' '-d	When it is due: fri, +10d, 28 feb' '-h	Show this message and exit' '-w	The contact it is about'
            set takes '--due	-' '-d	-' '--with	@contact:theirs' '-w	@contact:theirs' '--promised-by	me,them' '--assignee	@values:task.assignee' '--waiting-on	@values:task.waiting_on' '--repeat	-'
            set arguments @account
        case 'task list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--open	Show only open ones' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:task.list' '--sort	@fields:task.list' '-s	@fields:task.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:task ...
        case 'task show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @task
        case 'task edit'
            set options '--assignee	Who owns it' '--done	When it was done' '--due	When it is due: fri, +10d, 28 feb' '--editor	Edit it in your editor' '--help	Show this message and exit' '--no-promised	Make it your promise' '--no-theirs	Make it their promise' '--promised	Make it your promise' '--promised-by	Who promised it: me (you) or them' '--repeat	How often it repeats: monthly, every 2 weeks or an RRULE' '--theirs	Make it their promise' '--title	What needs to be done' '--waiting-on	The colleague you are waiting on' '--with	The contact it is about' '-d	When it is due: fri, +10d, 28 feb' '-e	Edit it in your editor' '-h	Show this message and exit' '-w	The contact it is about'
            set takes '--title	-' '--due	-' '-d	-' '--with	@contact:theirs' '-w	@contact:theirs' '--promised-by	me,them' '--assignee	@values:task.assignee' '--waiting-on	@values:task.waiting_on' '--repeat	-' '--done	-'
            set arguments @task
        case 'task rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @task
        case 'task done'
            set options '--help	Show this message and exit' '--on	When it was done (default: today)' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @task:open ...
        case 'task reopen'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @task:closed ...
        case 'opportunity'
            set verbs 'add	Add an opportunity' 'list	List opportunities, all or one account\'s' 'show	Show an opportunity' 'edit	Edit an opportunity; an empty text clears a field' 'rm	Delete an opportunity and everything that belongs to it' 'stage	Move an opportunity to another stage' 'win	Mark an opportunity as won; --contract adds its contract' 'lose	Mark an opportunity as lost'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'opportunity add'
            set options '--contract	The contract it grows from (k12)' '--currency	Currency of the value' '--expected	When it is expected to close' '--fit	Why it helps the customer' '--help	Show this message and exit' '--kind	Kind of opportunity (default: upsell)' '--probability	Probability: 40%, 0.4' '--product	The product; new ones are added to your products' '--reason	Why it was won or lost' '--stage	Stage' '--stdin	Add one record per row of standard input: JSON lines or CSV' '--value	Value per year: 60k, EUR 60,000' '--with	The contact to talk to about it' '-h	Show this message and exit' '-k	Kind of opportunity (default: upsell)' '-r	Why it was won or lost' '-v	Value per year: 60k, EUR 60,000' '-w	The contact to talk to about it'
            set takes '--kind	upsell,cross_sell,referral' '-k	upsell,cross_sell,referral' '--value	-' '-v	-' '--currency	-' '--stage	identified,qualified,proposed,won,lost' '--probability	-' '--expected	-' '--product	@product' '--contract	@contract:theirs' '--with	@contact:theirs' '-w	@contact:theirs' '--fit	-' '--reason	-' '-r	-'
            set arguments @account
        case 'opportunity list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--open	Show only open ones' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:opportunity.list' '--sort	@fields:opportunity.list' '-s	@fields:opportunity.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:opportunity ...
        case 'opportunity show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @opportunity
        case 'opportunity edit'
            set options '--closed	When it was won or lost' '--contract	The contract it grows from (k12)' '--currency	Currency of the value' '--editor	Edit it in your editor' '--expected	When it is expected to close' '--fit	Why it helps the customer' '--help	Show this message and exit' '--kind	Kind of opportunity (default: upsell)' '--name	Its name' '--probability	Probability: 40%, 0.4' '--product	The product; new ones are added to your products' '--reason	Why it was won or lost' '--stage	Stage' '--value	Value per year: 60k, EUR 60,000' '--with	The contact to talk to about it' '-e	Edit it in your editor' '-h	Show this message and exit' '-k	Kind of opportunity (default: upsell)' '-r	Why it was won or lost' '-v	Value per year: 60k, EUR 60,000' '-w	The contact to talk to about it'
            set takes '--name	-' '--kind	upsell,cross_sell,referral' '-k	upsell,cross_sell,referral' '--value	-' '-v	-' '--currency	-' '--stage	identified,qualified,proposed,won,lost' '--probability	-' '--expected	-' '--product	@product' '--contract	@contract:theirs' '--with	@contact:theirs' '-w	@contact:theirs' '--fit	-' '--reason	-' '-r	-' '--closed	-'
            set arguments @opportunity
        case 'opportunity rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @opportunity
        case 'opportunity stage'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @opportunity:open identified,qualified,proposed,won,lost
        case 'opportunity win'
            set options '--auto-renew	Whether it auto-renews' '--contract	Add its contract' '--ends	Last day' '--help	Show this message and exit' '--no-auto-renew	Whether it auto-renews' '--notice	Notice period: 3m, 90d; 90 means days' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '--overlap	Allow it next to a running contract for the same product' '--per	Whether --value is per year, per month or for the whole term' '--quantity	How many' '--reason	Why' '--starts	First day (default: the day it was won)' '--term	Length, for example 12m' '--value	Value (default: the expected one)' '-h	Show this message and exit' '-r	Why' '-t	Length, for example 12m' '-v	Value (default: the expected one)'
            set takes '--on	-' '--reason	-' '-r	-' '--starts	-' '--ends	-' '--term	-' '-t	-' '--value	-' '-v	-' '--per	year,month,term' '--quantity	-' '--notice	-'
            set arguments @opportunity:open
        case 'opportunity lose'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '--reason	Why' '-h	Show this message and exit' '-r	Why'
            set takes '--reason	-' '-r	-' '--on	-'
            set arguments @opportunity:open
        case 'issue'
            set verbs 'add	Add an issue' 'list	List issues, all or one account\'s' 'show	Show an issue' 'edit	Edit an issue; an empty text clears a field' 'rm	Delete an issue and everything that belongs to it' 'resolve	Mark an issue as resolved' 'escalate	Record who an issue was escalated to'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'issue add'
            set options '--category	Its category (default: other)' '--first-response	When it was first answered' '--help	Show this message and exit' '--on	When it was reported (default: today)' '--opened	When it was reported (default: today)' '--owner	Who owns it' '--severity	How severe it is (default: medium)' '--stdin	Add one record per row of standard input: JSON lines or CSV' '--with	Who reported it' '-h	Show this message and exit' '-w	Who reported it'
            set takes '--category	product,support,billing,delivery,other' '--severity	low,medium,high,critical' '--owner	@values:issue.owner' '--on	-' '--opened	-' '--with	@contact:theirs' '-w	@contact:theirs' '--first-response	-'
            set arguments @account
        case 'issue list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--open	Show only open ones' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:issue.list' '--sort	@fields:issue.list' '-s	@fields:issue.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:issue ...
        case 'issue show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @issue
        case 'issue edit'
            set options '--category	Its category (default: other)' '--editor	Edit it in your editor' '--escalated	When it was escalated' '--escalated-to	Who it was escalated to' '--first-contact	The first answer resolved it' '--first-response	When it was first answered' '--help	Show this message and exit' '--no-first-contact	The first answer resolved it' '--on	When it was reported (default: today)' '--opened	When it was reported (default: today)' '--owner	Who owns it' '--resolution	How it was resolved' '--resolved	When it was resolved; empty reopens it' '--severity	How severe it is (default: medium)' '--title	What is wrong' '--with	Who reported it' '-e	Edit it in your editor' '-h	Show this message and exit' '-w	Who reported it'
            set takes '--title	-' '--category	product,support,billing,delivery,other' '--severity	low,medium,high,critical' '--owner	@values:issue.owner' '--on	-' '--opened	-' '--with	@contact:theirs' '-w	@contact:theirs' '--first-response	-' '--escalated	-' '--escalated-to	@values:issue.escalated_to' '--resolved	-' '--resolution	-'
            set arguments @issue
        case 'issue rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @issue
        case 'issue resolve'
            set options '--first-contact	The first answer resolved it' '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @issue:open
        case 'issue escalate'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '--to	Who it was escalated to' '-h	Show this message and exit'
            set takes '--to	@values:issue.escalated_to' '--on	-'
            set arguments @issue:open
        case 'feedback'
            set verbs 'add	Record what a customer said' 'list	List feedback, all or one account\'s' 'show	Show a piece of feedback' 'edit	Edit a piece of feedback; an empty text clears a field' 'rm	Delete a piece of feedback and everything that belongs to it' 'relay	Record that feedback was passed on' 'close	Record that the customer was told the result' 'themes	Rank themes by the revenue behind them'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'feedback add'
            set options '--audience	Who should hear about it, for example product' '--help	Show this message and exit' '--on	When they said it (default: today)' '--stdin	Add one record per row of standard input: JSON lines or CSV' '--theme	Its theme, in a word: am feedback themes ranks them' '--with	Who said it' '-h	Show this message and exit' '-w	Who said it'
            set takes '--theme	@values:feedback.theme' '--audience	product,marketing,support,leadership' '--with	@contact:theirs' '-w	@contact:theirs' '--on	-'
            set arguments @account
        case 'feedback list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--open	Show only open ones' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:feedback.list' '--sort	@fields:feedback.list' '-s	@fields:feedback.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:feedback ...
        case 'feedback show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @feedback
        case 'feedback edit'
            set options '--audience	Who should hear about it, for example product' '--closed	When the customer was told the result' '--editor	Edit it in your editor' '--help	Show this message and exit' '--on	When they said it (default: today)' '--outcome	The result' '--relayed	When it was passed on' '--text	What they said' '--theme	Its theme, in a word: am feedback themes ranks them' '--with	Who said it' '-e	Edit it in your editor' '-h	Show this message and exit' '-w	Who said it'
            set takes '--text	-' '--theme	@values:feedback.theme' '--audience	product,marketing,support,leadership' '--with	@contact:theirs' '-w	@contact:theirs' '--on	-' '--relayed	-' '--closed	-' '--outcome	-'
            set arguments @feedback
        case 'feedback rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @feedback
        case 'feedback relay'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '--to	Who it was passed on to' '-h	Show this message and exit'
            set takes '--to	product,marketing,support,leadership' '--on	-'
            set arguments @feedback:open ...
        case 'feedback close'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @feedback:open
        case 'feedback themes'
            set options '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:feedback.themes' '--sort	@fields:feedback.themes' '-s	@fields:feedback.themes' '--limit	-' '--as-of	-'
            set arguments @filter:feedback ...
        case 'survey'
            set verbs 'add	Record an answer' 'list	List answers, all or one account\'s' 'show	Show an answer' 'edit	Edit an answer; an empty text clears a field' 'rm	Delete an answer and everything that belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'survey add'
            set options '--help	Show this message and exit' '--of	Highest possible answer (default: 10 for nps, 5 for csat, 7 for ces)' '--on	Date of the answer (default: today)' '--stdin	Add one record per row of standard input: JSON lines or CSV' '--with	Who answered' '-h	Show this message and exit' '-w	Who answered'
            set takes '--of	-' '--on	-' '--with	@contact:theirs' '-w	@contact:theirs'
            set arguments @account nps,csat,ces
        case 'survey list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:survey.list' '--sort	@fields:survey.list' '-s	@fields:survey.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:survey ...
        case 'survey show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @survey
        case 'survey edit'
            set options '--comment	What they wrote' '--editor	Edit it in your editor' '--help	Show this message and exit' '--kind	What was asked' '--of	Highest possible answer (default: 10 for nps, 5 for csat, 7 for ces)' '--on	Date of the answer (default: today)' '--score	The answer' '--with	Who answered' '-e	Edit it in your editor' '-h	Show this message and exit' '-k	What was asked' '-w	Who answered'
            set takes '--kind	nps,csat,ces' '-k	nps,csat,ces' '--score	-' '--of	-' '--on	-' '--with	@contact:theirs' '-w	@contact:theirs' '--comment	-'
            set arguments @survey
        case 'survey rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @survey
        case 'usage'
            set verbs 'add	Record a usage figure' 'list	List usage figures, by account and metric, newest first' 'show	Show a usage figure' 'edit	Edit a usage figure; an empty text clears a field' 'rm	Delete a usage figure and everything that belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'usage add'
            set options '--help	Show this message and exit' '--of	How much they bought' '--on	Date of the figure (default: today)' '--stdin	Add one record per row of standard input: JSON lines or CSV' '-h	Show this message and exit'
            set takes '--of	-' '--on	-'
            set arguments @account @values:usage.metric
        case 'usage list'
            set options '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--metric	Show only metrics that begin with this' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--plot	Draw a chart; in a pipe, print its figures' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--metric	@values:usage.metric' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:usage.list' '--sort	@fields:usage.list' '-s	@fields:usage.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:usage ...
        case 'usage show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @usage
        case 'usage edit'
            set options '--editor	Edit it in your editor' '--help	Show this message and exit' '--metric	What is counted' '--of	How much they bought' '--on	Date of the figure (default: today)' '--value	How much they use' '-e	Edit it in your editor' '-h	Show this message and exit' '-v	How much they use'
            set takes '--metric	@values:usage.metric' '--value	-' '-v	-' '--of	-' '--on	-'
            set arguments @usage
        case 'usage rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @usage
        case 'event'
            set verbs 'add	Record news at a customer' 'list	List news, all or one account\'s' 'show	Show a piece of news' 'edit	Edit a piece of news; an empty text clears a field' 'rm	Delete a piece of news and everything that belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'event add'
            set options '--good	Mark it as good news' '--help	Show this message and exit' '--no-good	Mark it as good news' '--on	When it happened (default: today)' '--stdin	Add one record per row of standard input: JSON lines or CSV' '--until	Until when it matters' '-h	Show this message and exit'
            set takes '--on	-' '--until	-'
            set arguments @account takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other
        case 'event list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:event.list' '--sort	@fields:event.list' '-s	@fields:event.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:event ...
        case 'event show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @event
        case 'event edit'
            set options '--editor	Edit it in your editor' '--good	Mark it as good news' '--help	Show this message and exit' '--kind	What kind of news' '--no-good	Mark it as good news' '--note	What happened' '--on	When it happened (default: today)' '--until	Until when it matters' '-e	Edit it in your editor' '-h	Show this message and exit' '-k	What kind of news'
            set takes '--kind	takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other' '-k	takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other' '--on	-' '--until	-' '--note	-'
            set arguments @event
        case 'event rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @event
        case 'goal'
            set verbs 'add	Add a goal' 'progress	Record progress on a goal' 'met	Mark a goal as met' 'missed	Mark a goal as missed' 'drop	Drop a goal the customer no longer wants' 'list	List goals, all or one account\'s' 'show	Show a goal' 'edit	Edit a goal; an empty text clears a field' 'rm	Delete a goal and everything that belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'goal add'
            set options '--agreed-with	Who agreed to it: a contact or any name' '--due	By when: eoq, 30 jun' '--help	Show this message and exit' '--measure	How you measure it' '--stdin	Add one record per row of standard input: JSON lines or CSV' '--target	The target' '--with	Who agreed to it: a contact or any name' '-d	By when: eoq, 30 jun' '-h	Show this message and exit' '-w	Who agreed to it: a contact or any name'
            set takes '--measure	-' '--target	-' '--due	-' '-d	-' '--with	@contact:theirs' '-w	@contact:theirs' '--agreed-with	@contact:theirs'
            set arguments @account
        case 'goal progress'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @goal:open
        case 'goal met'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @goal:open
        case 'goal missed'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @goal:open
        case 'goal drop'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @goal:open
        case 'goal list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--open	Show only open ones' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:goal.list' '--sort	@fields:goal.list' '-s	@fields:goal.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:goal ...
        case 'goal show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @goal
        case 'goal edit'
            set options '--actual	Where it stands now' '--agreed-with	Who agreed to it: a contact or any name' '--due	By when: eoq, 30 jun' '--editor	Edit it in your editor' '--help	Show this message and exit' '--measure	How you measure it' '--met	Date it was met' '--progress-on	Date of that figure' '--status	Status: open, met, missed or dropped' '--target	The target' '--title	What they want to achieve' '--with	Who agreed to it: a contact or any name' '-d	By when: eoq, 30 jun' '-e	Edit it in your editor' '-h	Show this message and exit' '-w	Who agreed to it: a contact or any name'
            set takes '--title	-' '--measure	-' '--target	-' '--due	-' '-d	-' '--with	@contact:theirs' '-w	@contact:theirs' '--agreed-with	@contact:theirs' '--actual	-' '--progress-on	-' '--status	open,met,missed,dropped' '--met	-'
            set arguments @goal
        case 'goal rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @goal
        case 'product'
            set verbs 'add	Add a product. Contracts add the products they name' 'list	List products' 'show	Show a product' 'edit	Edit a product; an empty text clears a field' 'rm	Delete a product and everything that belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'product add'
            set options '--currency	Currency of the price' '--help	Show this message and exit' '--price	Its price: 900, EUR 12k' '--stdin	Add one record per row of standard input: JSON lines or CSV' '-h	Show this message and exit'
            set takes '--price	-' '--currency	-'
        case 'product list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:product.list' '--sort	@fields:product.list' '-s	@fields:product.list' '--limit	-' '--as-of	-'
            set arguments @filter:product ...
        case 'product show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @product
        case 'product edit'
            set options '--currency	Currency of the price' '--editor	Edit it in your editor' '--help	Show this message and exit' '--name	Its name' '--price	Its price: 900, EUR 12k' '-e	Edit it in your editor' '-h	Show this message and exit'
            set takes '--name	-' '--price	-' '--currency	-'
            set arguments @product
        case 'product rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @product
        case 'target'
            set verbs 'add	Add a target: an amount for renewals and expansion, a ratio for nrr and grr' 'set	Set a target, replacing any earlier one' 'list	List targets' 'show	Show a target' 'edit	Edit a target; an empty text clears a field' 'rm	Delete a target and everything that belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'target add'
            set options '--currency	Currency of an amount' '--help	Show this message and exit' '--stdin	Add one record per row of standard input: JSON lines or CSV' '-h	Show this message and exit'
            set takes '--currency	-'
            set arguments - renewals,expansion,nrr,grr
        case 'target set'
            set options '--currency	Currency of an amount' '--help	Show this message and exit' '-h	Show this message and exit'
            set takes '--currency	-'
            set arguments - renewals,expansion,nrr,grr
        case 'target list'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:target.list' '--sort	@fields:target.list' '-s	@fields:target.list' '--limit	-' '--as-of	-'
            set arguments @filter:target ...
        case 'target show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @target
        case 'target edit'
            set options '--currency	Currency of an amount' '--editor	Edit it in your editor' '--help	Show this message and exit' '--metric	What you are measured on' '--period	The period: 2026-Q3, 2026, FY2026, this-quarter' '--value	The target: 400k, or 104% for nrr and grr' '-e	Edit it in your editor' '-h	Show this message and exit' '-v	The target: 400k, or 104% for nrr and grr'
            set takes '--period	-' '--metric	renewals,expansion,nrr,grr' '--value	-' '-v	-' '--currency	-'
            set arguments @target
        case 'target rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @target
        case 'qbr'
            set verbs 'brief	Prepare a QBR: goals, results, usage, promises' 'due	List QBRs that are due, most overdue first' 'held	Log a QBR and what it led to' 'add	Log a QBR and what it led to (the same as am qbr held)' 'list	List QBRs you held, newest first' 'show	Show an interaction' 'edit	Edit an interaction; an empty text clears a field' 'rm	Delete an interaction and everything that belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'qbr brief'
            set options '--as-of	Show it as it was on a past date' '--help	Show this message and exit' '--internal	Add what is internal: health, stances, questions' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--period	Period: last-quarter, 2026-Q1, ytd' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--period	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @account
        case 'qbr due'
            set options '--all	Show everything' '--as-of	Show it as it was on a past date' '--exit-code	Exit with code 10 if there is anything to show' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--in	How far ahead to look, for example 30d' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '--within	How far ahead to look, for example 30d' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-i	How far ahead to look, for example 30d' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--in	-' '--within	-' '-i	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:qbr.due' '--sort	@fields:qbr.due' '-s	@fields:qbr.due' '--limit	-' '--as-of	-'
            set arguments @filter:account ...
        case 'qbr held'
            set options '--due	When it is due: fri, +10d, 28 feb' '--feel	How it went' '--help	Show this message and exit' '--minutes	How long' '--next	Add a task as the next step' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '--promise	What you promised' '--with	Who was there (repeatable)' '-d	When it is due: fri, +10d, 28 feb' '-f	How it went' '-h	Show this message and exit' '-n	Add a task as the next step' '-p	What you promised' '-w	Who was there (repeatable)'
            set takes '--with	@contact:theirs' '-w	@contact:theirs' '--on	-' '--next	-' '-n	-' '--promise	-' '-p	-' '--due	-' '-d	-' '--feel	good,ok,bad' '-f	good,ok,bad' '--minutes	-'
            set arguments @account
        case 'qbr add'
            set options '--due	When it is due: fri, +10d, 28 feb' '--feel	How it went' '--help	Show this message and exit' '--minutes	How long' '--next	Add a task as the next step' '--on	When it happened: yesterday, mon, 28 feb (default: today)' '--promise	What you promised' '--with	Who was there (repeatable)' '-d	When it is due: fri, +10d, 28 feb' '-f	How it went' '-h	Show this message and exit' '-n	Add a task as the next step' '-p	What you promised' '-w	Who was there (repeatable)'
            set takes '--with	@contact:theirs' '-w	@contact:theirs' '--on	-' '--next	-' '-n	-' '--promise	-' '-p	-' '--due	-' '-d	-' '--feel	good,ok,bad' '-f	good,ok,bad' '--minutes	-'
            set arguments @account
        case 'qbr list'
            set options '--as-of	Show it as it was on a past date' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:qbr.list' '--sort	@fields:qbr.list' '-s	@fields:qbr.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:interaction ...
        case 'qbr show'
            set options '--help	Show this message and exit' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @interaction
        case 'qbr edit'
            set options '--at	Time' '--body	The whole text' '--direction	Who started it: in, out or both' '--editor	Edit it in your editor' '--feel	How it went' '--help	Show this message and exit' '--kind	Call, email, meeting and so on' '--minutes	How long' '--no-tried	Nobody answered: goes on the timeline, isn\'t a touch' '--on	Date' '--purpose	What it was about' '--summary	What was said, in one line' '--tried	Nobody answered: goes on the timeline, isn\'t a touch' '-e	Edit it in your editor' '-f	How it went' '-h	Show this message and exit' '-k	Call, email, meeting and so on'
            set takes '--kind	call,email,meeting,qbr,visit,chat,note' '-k	call,email,meeting,qbr,visit,chat,note' '--on	-' '--at	-' '--minutes	-' '--direction	in,out,both' '--summary	-' '--body	-' '--feel	good,ok,bad' '-f	good,ok,bad' '--purpose	value,commercial,support,relationship'
            set arguments @interaction
        case 'qbr rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @interaction
        case 'init'
            set options '--currency	Base currency of all totals, such as EUR' '--help	Show this message and exit' '--quiet	Print nothing' '-h	Show this message and exit' '-q	Print nothing'
            set takes '--currency	-'
        case 'demo'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @file
        case 'import'
            set options '--bad	Skip bad rows and write them to this file' '--bodies	Keep the full text of emails and chats, not just the first line' '--by-domain	Also count email with anyone at an account\'s domain' '--clear	Let an empty cell clear the field' '--create-accounts	Add accounts that rows name and aren\'t in the book' '--date-order	How to read dates such as 03/04/2026' '--dry-run	Show the plan and change nothing' '--encoding	The files\' encoding, if am guesses it wrong' '--extra	Keep unknown columns as custom fields' '--help	Show this message and exit' '--kind	What the files contain, if their headers don\'t say' '--map	Read a field from this column' '--no-link	Don\'t link renewals to earlier contracts' '--on	Date of a meeting\'s transcript' '--output	Output format' '--preset	The program the files come from, or a saved mapping' '--quiet	Print nothing if nothing changed' '--raw	Keep the \' before what looks like a formula' '--save-map	Save how these files are read, for --preset' '--set	Give a field the same value in every row' '--sheet	The sheet of a workbook to read' '--skip-bad	Skip bad rows and write them to FILE.bad.csv, beside the backups' '--source	Where the files come from, if neither --preset nor their name says it' '--source-wins	Replace other sources\' values, but never your own edits' '--term	How long contracts run that have an end and no first day' '--values	What a word in the files means here' '--yes	Answer yes to every question' '-h	Show this message and exit' '-o	Output format' '-q	Print nothing if nothing changed' '-y	Answer yes to every question'
            set takes '--kind	accounts,products,contacts,contracts,interactions,tasks,surveys,opportunities,issues,feedback,usage,goals,events,handoffs,targets,health,calls' '--map	@import:map' '--set	@import:set' '--values	@import:values' '--preset	@preset' '--save-map	-' '--source	-' '--bad	@file' '--term	-' '--date-order	dmy,mdy,ymd' '--encoding	-' '--on	-' '--sheet	-' '--output	table,json' '-o	table,json'
            set arguments @file ...
        case 'export'
            set verbs 'calendar	Export deadlines, tasks and check-ins as a calendar' 'vcard	Export people as vCards' 'html	Export the book, or a customer\'s review, as a web page'
            set options '--account	Export only what belongs to this account' '--all	Export every kind, one file each' '--help	Show this message and exit' '--kind	Export this kind of record (repeatable)' '--output	Output format' '--raw	Don\'t put \' before text a spreadsheet would run' '--redact	Replace names, addresses and free text' '--to	Write to this folder, or to this file for one kind or JSONL' '-h	Show this message and exit' '-o	Output format'
            set takes '--kind	accounts,products,contacts,contracts,interactions,tasks,surveys,opportunities,issues,feedback,usage,goals,events,handoffs,targets,health' '--account	@account' '--to	@file' '--output	csv,jsonl' '-o	csv,jsonl'
        case 'export calendar'
            set options '--help	Show this message and exit' '--to	Write to this file (default: standard output)' '-h	Show this message and exit'
            set takes '--to	@file'
            set arguments @filter:account ...
        case 'export vcard'
            set options '--all	Include people who left and people of archived accounts' '--help	Show this message and exit' '--to	Write to this file (default: standard output)' '--version	vCard version' '-a	Include people who left and people of archived accounts' '-h	Show this message and exit'
            set takes '--version	4.0,3.0' '--to	@file'
            set arguments @filter:account ...
        case 'export html'
            set options '--account	One customer\'s review, without anything internal' '--help	Show this message and exit' '--to	Write to this file (default: standard output)' '-h	Show this message and exit'
            set takes '--account	@account' '--to	@file'
            set arguments @filter:account ...
        case 'unmatched'
            set verbs 'tie	Link an address to a contact' 'ignore	Ignore an address for good' 'forget	Undo a link or an ignore'
            set options '--all	Show everything' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:unmatched' '--sort	@fields:unmatched' '-s	@fields:unmatched' '--limit	-'
        case 'unmatched tie'
            set options '--help	Show this message and exit' '--stdin	Read rows of address and contact from standard input' '-h	Show this message and exit'
            set arguments @values:unmatched.address @contact
        case 'unmatched ignore'
            set options '--help	Show this message and exit' '--stdin	Read addresses from standard input, one per line' '-h	Show this message and exit'
            set arguments @values:unmatched.address ...
        case 'unmatched forget'
            set options '--help	Show this message and exit' '--stdin	Read addresses from standard input, one per line' '-h	Show this message and exit'
            set arguments @values:unmatched.address ...
        case 'backup'
            set options '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--list	List backups, newest first' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '--to	Back up to this file or folder instead' '--yes	Answer yes to every question' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending' '-y	Answer yes to every question'
            set takes '--to	@file' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:backup' '--sort	@fields:backup' '-s	@fields:backup' '--limit	-'
        case 'restore'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @file
        case 'doctor'
            set options '--apart	Mark two records as separate' '--duplicates	Find likely duplicates' '--exit-code	Exit with code 10 if there is anything to show' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--apart	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:doctor' '--sort	@fields:doctor' '-s	@fields:doctor' '--limit	-'
            set arguments @filter:account ...
        case 'report'
            set options '--as-of	Show it as it was on a past date' '--exit-code	Exit with code 10 if there is anything to show' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:report' '--sort	@fields:report' '-s	@fields:report' '--limit	-' '--as-of	-'
            set arguments @report @filter:report ...
        case 'sql'
            set options '--as-of	Show it as it was on a past date' '--exit-code	Exit with code 10 if there is anything to show' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--param	A value for :NAME (repeatable)' '--sort	Sort by these fields; - for descending' '--tables	List tables, views and columns' '--timeout	Stop after this many seconds' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--param	-' '--timeout	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	-' '--sort	-' '-s	-' '--limit	-' '--as-of	-'
        case 'schema'
            set options '--all	Print all schemas in one document' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Print all schemas in one document' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:schema' '--sort	@fields:schema' '-s	@fields:schema' '--limit	-'
            set arguments account,accounts,away,backtest,backup,brief,checkins,config,contact,contract,cron,doctor,due,error,event,feedback,find,forecast,goal,handoff,handoffs,held,history,import,interaction,issue,list,metrics,next,opportunity,plan,portfolio,product,qbr,renewals,report,risks,schema,show,sql,summary,survey,target,task,tasks,themes,timeline,today,unmatched,usage,week ...
        case 'cron'
            set options '--at	What time to run it' '--days	Which days to run it on: mon-fri, mon,thu, daily' '--help	Show this message and exit' '--install	Write the systemd units, after showing them' '--mail	Send it to this email address' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--weekly	Use the weekly digest, on Mondays' '--yes	Answer yes to every question' '-0	Print ids separated by NUL, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-y	Answer yes to every question'
            set takes '--at	-' '--days	-' '--mail	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
        case 'config'
            set verbs 'check	Check the settings file' 'get	Print a setting' 'set	Change a setting; comments in the file stay, and am undo reverses it' 'unset	Remove a setting from the file, so that its default counts again' 'list	List the settings you changed and where each comes from; --all: every one' 'path	Print where the settings file is' 'edit	Edit the settings file, checked before it is saved'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'config check'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'config get'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,calendar.timezone,metrics.gross_margin,me.emails,me.names,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least
        case 'config set'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,calendar.timezone,metrics.gross_margin,me.emails,me.names,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least
        case 'config unset'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,calendar.timezone,metrics.gross_margin,me.emails,me.names,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least
        case 'config list'
            set options '--all	Show everything' '--fields	Show only these fields, in this order' '--help	Show this message and exit' '--limit	Show at most N rows' '--no-header	Leave out the header line in CSV, TSV and Markdown' '--null	Print ids separated by NUL, for xargs -0' '--output	Output format' '--sort	Sort by these fields; - for descending' '-0	Print ids separated by NUL, for xargs -0' '-a	Show everything' '-h	Show this message and exit' '-o	Output format' '-s	Sort by these fields; - for descending'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:config.list' '--sort	@fields:config.list' '-s	@fields:config.list' '--limit	-'
            set arguments @filter:account ...
        case 'config path'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'config edit'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'completion'
            set verbs 'install	Install tab completion for your shell' 'print	Print the completion script'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'completion install'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments bash,zsh,fish,powershell
        case 'completion print'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments bash,zsh,fish,powershell
        case 'help'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments backtest,backup,calendar,chats,columns,completion,config,cron,dates,duplicates,exit-codes,export,filters,forecast,hooks,import,mail,meetings,metrics,money,output,past,pictures,ratios,recipes,references,reports,risk,settings,signals,sources,sql,start,summary,terms,tiers,today,typing,undo,work ...
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
