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
            set verbs 'today	What to do today, in which order, and why' 'week	The days ahead: what falls due in the next seven days, day by day' 'next	The brief of the morning\'s first line' 'away	What falls due while you are away, and a note for whoever looks after it' 'log	Log a call, a mail or a meeting in one line' 'checkins	Who has not heard from you in time' 'renewals	Contracts whose end or notice day is near' 'risks	Accounts at risk, with reasons; or one account\'s score' 'accounts	List your accounts: ARR, health, last touch, next step, renewal' 'show	Any record at a glance: an account by name, all else by reference' 'brief	One page for a meeting: who is who, what is owed, what was said, what to ask' 'timeline	What happened with an account, the newest first' 'find	Search all text in the book: names, notes, what was said, tasks' 'tasks	What is owed, by whom, and when: open tasks, the longest overdue first' 'done	A task or promise is done' 'snooze	Put something off until later: a check-in, a task, a contract, any record' 'renew	A contract is renewed, on the same terms unless told otherwise' 'stage	How far a renewal has come' 'churn	A contract ends and is not renewed' 'summary	The digest: what is due, late, nearer, worse and better' 'portfolio	The whole book: what it is made of, and whether there is time for it' 'metrics	What the book earned, kept and lost, and how customers were served' 'forecast	What the renewals of a period may bring, and what is missing of my number' 'backtest	Whether the score warned of the losses that came' 'undo	Take back the last change, whatever it was; again, the one before' 'redo	Put back what undo took, while nothing else has changed' 'history	What changed, when, and by which command; the newest first' 'account	Customers: who they are, who owns them, how often they hear from you' 'contact	People at customers: their role in the decision, and how to reach them' 'contract	Contracts: what was bought, for how long, and for how much' 'interaction	Calls, mails, meetings, notes: the log of what was said' 'task	Things to do, and promises in both directions' 'opportunity	Growth that fits: upsells, cross-sells, referrals' 'issue	Customers\' problems, from the report to the solution' 'feedback	What customers say about you, and what became of it' 'survey	What customers answered: NPS, CSAT and CES' 'usage	How much of what they bought customers use, over time' 'event	What happened at customers: takeovers, new bosses, budget cuts, funding' 'goal	What customers want to reach, and how far they are' 'product	The catalogue: what there is to buy, and for how much' 'target	Your number for a period: renewals, expansion, or a retention' 'qbr	Reviews with customers: which are due, what to bring, and how they went' 'init	Make your own book, empty, readable by you alone' 'demo	Look around in a sample book, kept apart from yours' 'import	Bring in files: a plan first, then all or nothing' 'export	Give everything back: CSV or JSONL that am import takes in again' 'unmatched	Who wrote, met or called and is nobody\'s contact' 'backup	Copy the whole book, checked, into the folder backups beside it' 'restore	Put a backup in the place of the book; without FILE the newest' 'doctor	Find accounts and people that are likely in the book twice' 'report	Run a saved report, with more filters if need be' 'sql	Ask the book in SQL; nothing is ever written' 'schema	The JSON Schema of a record, or of what a command prints with -o json' 'cron	The morning\'s digest by itself: a line for cron, and units for systemd' 'config	Settings: what they are, and where each value comes from' 'completion	Completion for bash, zsh, fish and PowerShell: with a tab, what may come next' 'help	Guides: how to start, dates, money, filters, output, exit codes, and more'
            set options '--book	Another book (AMCLI_BOOK)' '--color	When to use colour' '--config	Another configuration' '--help	Show this message and exit' '--today	Act as if it were this day' '--version	Show the version and exit' '-h	Show this message and exit'
            set takes '--book	@file' '--config	@file' '--today	-' '--color	auto,always,never'
        case 'today'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--explain	Show what each priority is made of' '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @filter:account ...
        case 'week'
            set options '--as-of	As it was on a day that has passed' '--exit-code	Exit with 10 when there is something to show' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--in	So far ahead, not 7 days' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '--within	So far ahead, not 7 days' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-i	So far ahead, not 7 days' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--in	-' '--within	-' '-i	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:week' '--sort	@fields:week' '-s	@fields:week' '--limit	-' '--as-of	-'
            set arguments @filter:account ...
        case 'next'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @filter:account ...
        case 'away'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--to	Who looks after it' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--to	@values:account.owner' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments - @filter:account ...
        case 'log'
            set options '--at	The time' '--direction	Who began' '--due	When that is due' '--editor	Write the whole text in your editor' '--feel	How it felt' '--help	Show this message and exit' '--kind	What it was' '--minutes	How long' '--next	A task that follows' '--on	When it happened: yesterday, mon, 28 feb' '--promise	What you promised' '--purpose	What it was about' '--stdin	Read JSONL or CSV from standard input, all or nothing' '--theirs	What they promised' '--tried	Nobody was reached: on the timeline, no touch' '--with	Who was there; may be given again' '-d	When that is due' '-e	Write the whole text in your editor' '-f	How it felt' '-h	Show this message and exit' '-k	What it was' '-n	A task that follows' '-p	What you promised' '-w	Who was there; may be given again'
            set takes '--kind	call,email,meeting,qbr,visit,chat,note' '-k	call,email,meeting,qbr,visit,chat,note' '--with	@contact:theirs' '-w	@contact:theirs' '--on	-' '--at	-' '--minutes	-' '--direction	in,out,both' '--feel	good,ok,bad' '-f	good,ok,bad' '--purpose	value,commercial,support,relationship' '--next	-' '-n	-' '--promise	-' '-p	-' '--theirs	-' '--due	-' '-d	-'
            set arguments @account
        case 'checkins'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--exit-code	Exit with 10 when there is something to show' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--in	Look so far ahead, such as 30d' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '--within	Look so far ahead, such as 30d' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-i	Look so far ahead, such as 30d' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--in	-' '--within	-' '-i	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:checkins' '--sort	@fields:checkins' '-s	@fields:checkins' '--limit	-' '--as-of	-'
            set arguments @filter:account ...
        case 'renewals'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--exit-code	Exit with 10 when there is something to show' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--in	Look so far ahead, such as 30d' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '--within	Look so far ahead, such as 30d' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-i	Look so far ahead, such as 30d' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--in	-' '--within	-' '-i	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:renewals' '--sort	@fields:renewals' '-s	@fields:renewals' '--limit	-' '--as-of	-'
            set arguments @filter:contract ...
        case 'risks'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--exit-code	Exit with 10 when there is something to show' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--plot	As a picture; in a pipe, its figures as a table' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:risks' '--sort	@fields:risks' '-s	@fields:risks' '--limit	-' '--as-of	-'
            set arguments @account+filter:account ...
        case 'accounts'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:accounts' '--sort	@fields:accounts' '-s	@fields:accounts' '--limit	-' '--as-of	-'
            set arguments @filter:account ...
        case 'show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @record
        case 'brief'
            set options '--as-of	As it was on a day that has passed' '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @account
        case 'timeline'
            set options '--all	What is still ahead, too' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	What is still ahead, too' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:timeline' '--sort	@fields:timeline' '-s	@fields:timeline' '--limit	-' '--as-of	-'
            set arguments @account @filter:account ...
        case 'find'
            set options '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:find' '--sort	@fields:find' '-s	@fields:find' '--limit	-'
            set arguments @filter:account ...
        case 'tasks'
            set options '--as-of	As it was on a day that has passed' '--exit-code	Exit with 10 when there is something to show' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--mine	Only what you promised' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--promises	Only promises, of both sides' '--sort	Sort by fields; - for falling' '--theirs	Only what they promised' '--waiting	Only what waits for a colleague' '--waiting-on	Only what waits for this colleague' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--waiting-on	@values:task.waiting_on' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:tasks' '--sort	@fields:tasks' '-s	@fields:tasks' '--limit	-' '--as-of	-'
            set arguments @account+filter:task ...
        case 'done'
            set options '--help	Show this message and exit' '--on	When it was done; today otherwise' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @task:open ...
        case 'snooze'
            set options '--help	Show this message and exit' '--off	Wake it up again' '--reason	Why' '-h	Show this message and exit' '-r	Why'
            set takes '--reason	-' '-r	-'
            set arguments @record:open
        case 'renew'
            set options '--auto-renew	Whether it renews by itself' '--concessions	What was given away' '--ends	The new last day' '--help	Show this message and exit' '--no-auto-renew	Whether it renews by itself' '--notice	The new notice period' '--overlap	Even if the same product runs already' '--quantity	The new quantity' '--reason	Why' '--term	Length, such as 12m' '--value	The new value a year' '-h	Show this message and exit' '-r	Why' '-t	Length, such as 12m' '-v	The new value a year'
            set takes '--value	-' '-v	-' '--term	-' '-t	-' '--ends	-' '--quantity	-' '--notice	-' '--reason	-' '-r	-' '--concessions	-'
            set arguments @contract-or-account
        case 'stage'
            set options '--forecast	What you expect' '--help	Show this message and exit' '-h	Show this message and exit'
            set takes '--forecast	commit,likely,doubtful,lost'
            set arguments @contract-or-account not_started,contacted,proposed,verbal,signed
        case 'churn'
            set options '--help	Show this message and exit' '--on	First day on which it no longer runs, where it stops before its end' '--reason	Why' '-h	Show this message and exit' '-r	Why'
            set takes '--reason	-' '-r	-' '--on	-'
            set arguments @contract-or-account
        case 'summary'
            set options '--exit-code	Exit with 10 when there is something to tell' '--format	Output format' '--help	Show this message and exit' '--mail	A whole message, for sendmail' '--new	Only what is new or moved since the last --new; silent without' '--output	Output format' '--peek	With --new: look, and count it as not sent' '--period	For a day or a week' '--send-with	Hand the message to this program' '-h	Show this message and exit' '-o	Output format'
            set takes '--period	day,week' '--output	text,md,html,json' '-o	text,md,html,json' '--format	text,md,html,json' '--mail	-' '--send-with	-'
            set arguments @filter:account ...
        case 'portfolio'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--by	The accounts by this alone' '--help	Show this message and exit' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--plot	As a picture; in a pipe, its figures as a table' '--white-space	The grid of products by account alone' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format'
            set takes '--by	tier,segment,region,owner,industry' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @filter:account ...
        case 'metrics'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--by	The same for each group' '--by-parent	A parent account with its subsidiaries counts once' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--latest	Only the newest answer of each person' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--period	Which days: 2026-Q1, last-12m, 2025, ytd' '--plot	As a picture; in a pipe, its figures as a table' '--sort	Sort by fields; - for falling' '--split	Where expansion came from: price, upsell, cross-sell' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--period	-' '--by	account,tier,segment,owner,region,product,month' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:metrics' '--sort	@fields:metrics' '-s	@fields:metrics' '--limit	-' '--as-of	-'
            set arguments @metric+filter:account ...
        case 'forecast'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--help	Show this message and exit' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--period	Which days: next-quarter, 2026-Q3, 2027' '--plot	As a picture; in a pipe, its figures as a table' '--seed	Another draw; the same gives the same' '--trials	How often to draw them' '--uplift	What those renewed are to grow by: 3%' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format'
            set takes '--period	-' '--uplift	-' '--trials	-' '--seed	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @filter:account ...
        case 'backtest'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--backdated	Count records from the day they carry, also if typed in later' '--from	From when on: 2025, last-12m, a day' '--help	Show this message and exit' '--horizon	How far ahead the score is to warn; 90d' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format'
            set takes '--horizon	-' '--from	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @filter:account ...
        case 'undo'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'redo'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'history'
            set options '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:history' '--sort	@fields:history' '-s	@fields:history' '--limit	-'
            set arguments @record+filter:account ...
        case 'account'
            set verbs 'add	Add an account; a name is enough' 'show	Show one account' 'edit	Change an account. An empty text empties a field' 'rm	Delete an account with what belongs to it' 'archive	Hide an account from every list; nothing is deleted' 'pulse	Say how an account feels to you; a bad pulse caps its score' 'list	List your accounts: ARR, health, last touch, next step, renewal' 'handoff	Hand an account over: why they bought, what they expect, what was promised' 'handoffs	Handoffs on record, the newest first' 'plan	The account\'s plan: goals, people, contracts, growth, risks, next steps' 'merge	Make one account of two that are the same customer' 'tag	Add tags to an account' 'untag	Take tags off an account'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'account add'
            set options '--address	Postal address' '--cadence	Days between check-ins; the tier\'s otherwise' '--code	What you type for it; made from the name otherwise' '--domain	E-mail domain' '--help	Show this message and exit' '--industry	Industry' '--notes	Notes' '--objectives	What the customer wants to reach' '--owner	Who owns it' '--owner-since	Since when' '--parent	The account it is a part of' '--phone	Switchboard' '--qbr	Days between reviews; the tier\'s otherwise' '--region	Region' '--segment	Segment' '--set	A custom field; may be given again' '--since	First day as a customer' '--snoozed-until	Put the check-in off until this day' '--status	Where it stands' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '--tag	A tag; may be given again' '--team	Who else works on it' '--tier	How often it hears from you: key, standard, light' '--website	Website' '-h	Show this message and exit'
            set takes '--code	-' '--tier	key,standard,light' '--status	onboarding,active,churned,archived' '--owner	@values:account.owner' '--owner-since	-' '--team	@values:account.team' '--industry	@values:account.industry' '--segment	@values:account.segment' '--region	@values:account.region' '--domain	-' '--website	-' '--phone	-' '--address	-' '--parent	@account' '--since	-' '--cadence	-' '--qbr	-' '--snoozed-until	-' '--objectives	-' '--notes	-' '--tag	@values:account.tags' '--set	-'
        case 'account show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @account
        case 'account edit'
            set options '--address	Postal address' '--cadence	Days between check-ins; the tier\'s otherwise' '--code	What you type for it; made from the name otherwise' '--domain	E-mail domain' '--editor	Change it in your editor' '--help	Show this message and exit' '--industry	Industry' '--name	Its name' '--notes	Notes' '--objectives	What the customer wants to reach' '--owner	Who owns it' '--owner-since	Since when' '--parent	The account it is a part of' '--phone	Switchboard' '--qbr	Days between reviews; the tier\'s otherwise' '--region	Region' '--segment	Segment' '--set	A custom field; may be given again' '--since	First day as a customer' '--snoozed-until	Put the check-in off until this day' '--status	Where it stands' '--tag	A tag; may be given again' '--team	Who else works on it' '--tier	How often it hears from you: key, standard, light' '--website	Website' '-e	Change it in your editor' '-h	Show this message and exit'
            set takes '--name	-' '--code	-' '--tier	key,standard,light' '--status	onboarding,active,churned,archived' '--owner	@values:account.owner' '--owner-since	-' '--team	@values:account.team' '--industry	@values:account.industry' '--segment	@values:account.segment' '--region	@values:account.region' '--domain	-' '--website	-' '--phone	-' '--address	-' '--parent	@account' '--since	-' '--cadence	-' '--qbr	-' '--snoozed-until	-' '--objectives	-' '--notes	-' '--tag	@values:account.tags' '--set	-'
            set arguments @account
        case 'account rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @account
        case 'account archive'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @account
        case 'account pulse'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @account good,ok,bad
        case 'account list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:account.list' '--sort	@fields:account.list' '-s	@fields:account.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:account ...
        case 'account handoff'
            set options '--editor	Write the texts in your editor' '--expectations	What they expect' '--from	Who had it; its owner otherwise' '--help	Show this message and exit' '--note	What else they must know' '--on	When it happened: yesterday, mon, 28 feb' '--promises	What was promised' '--risks	What could go wrong' '--to	Who takes over: the account\'s owner from then on' '--why	Why they bought' '-e	Write the texts in your editor' '-h	Show this message and exit'
            set takes '--to	@values:account.owner' '--from	@values:account.owner' '--on	-' '--why	-' '--expectations	-' '--promises	-' '--risks	-' '--note	-'
            set arguments @account
        case 'account handoffs'
            set options '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:account.handoffs' '--sort	@fields:account.handoffs' '-s	@fields:account.handoffs' '--limit	-' '--as-of	-'
            set arguments @account+filter:handoff ...
        case 'account plan'
            set options '--as-of	As it was on a day that has passed' '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
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
            set verbs 'add	Add a person to an account. Without NAME a terminal is asked for it' 'list	List contacts, all of them or one account\'s' 'show	Show one contact' 'edit	Change a contact. An empty text empties a field' 'rm	Delete a contact with what belongs to it' 'left	Someone left: who remains, what is uncovered, and whom to reach now' 'move	Someone went to another account; their history stays whole' 'merge	Make one contact of two that are the same person'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'contact add'
            set options '--do-not-mail	Opted out of mailings' '--email	E-mail address; may be given again' '--help	Show this message and exit' '--language	Language' '--left	The day they left' '--no-do-not-mail	Opted out of mailings' '--no-primary	First to call' '--notes	Notes' '--phone	Phone number; may be given again' '--prefers	How they like to be reached' '--primary	First to call' '--role	Role in the decision' '--set	A custom field; may be given again' '--stance	For or against you' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '--successor	Who followed them' '--tag	A tag; may be given again' '--timezone	Time zone' '--title	Job title' '-h	Show this message and exit'
            set takes '--title	-' '--email	-' '--phone	-' '--role	champion,economic_buyer,decision_maker,executive_sponsor,influencer,user,blocker,other' '--stance	supporter,neutral,critic' '--left	-' '--successor	@contact:theirs' '--language	@values:contact.language' '--timezone	-' '--prefers	phone,email,chat,visit' '--notes	-' '--tag	@values:contact.tags' '--set	-'
            set arguments @account
        case 'contact list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:contact.list' '--sort	@fields:contact.list' '-s	@fields:contact.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:contact ...
        case 'contact show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @contact
        case 'contact edit'
            set options '--do-not-mail	Opted out of mailings' '--editor	Change it in your editor' '--email	E-mail address; may be given again' '--help	Show this message and exit' '--language	Language' '--left	The day they left' '--name	Their name' '--no-do-not-mail	Opted out of mailings' '--no-primary	First to call' '--notes	Notes' '--phone	Phone number; may be given again' '--prefers	How they like to be reached' '--primary	First to call' '--role	Role in the decision' '--set	A custom field; may be given again' '--stance	For or against you' '--successor	Who followed them' '--tag	A tag; may be given again' '--timezone	Time zone' '--title	Job title' '-e	Change it in your editor' '-h	Show this message and exit'
            set takes '--name	-' '--title	-' '--email	-' '--phone	-' '--role	champion,economic_buyer,decision_maker,executive_sponsor,influencer,user,blocker,other' '--stance	supporter,neutral,critic' '--left	-' '--successor	@contact:theirs' '--language	@values:contact.language' '--timezone	-' '--prefers	phone,email,chat,visit' '--notes	-' '--tag	@values:contact.tags' '--set	-'
            set arguments @contact
        case 'contact rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @contact
        case 'contact left'
            set options '--help	Show this message and exit' '--no-task	Do not make a task of it' '--on	When it happened: yesterday, mon, 28 feb' '--successor	Who follows them' '-h	Show this message and exit'
            set takes '--on	-' '--successor	@contact:theirs'
            set arguments @contact
        case 'contact move'
            set options '--help	Show this message and exit' '--misfiled	They never were at the old account; nothing of them stays' '--on	When it happened: yesterday, mon, 28 feb' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @contact @account
        case 'contact merge'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @contact @contact
        case 'contract'
            set verbs 'add	Add a contract' 'list	List contracts, all of them or one account\'s' 'show	Show one contract' 'edit	Change a contract. An empty text empties a field' 'rm	Delete a contract with what belongs to it' 'renew	A contract is renewed, on the same terms unless told otherwise' 'amend	Change the value of a contract within its term' 'churn	A contract ends and is not renewed' 'stage	How far a renewal has come'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'contract add'
            set options '--auto-renew	It renews by itself' '--concessions	What was given away' '--currency	Currency of the value' '--ends	Last day; without end it runs until terminated' '--forecast	What you expect' '--help	Show this message and exit' '--no-auto-renew	It renews by itself' '--notes	Notes' '--notice	Notice period in days' '--overlap	Even if the same product runs already' '--per	What --value is for' '--product	What was bought; added to the catalogue when new' '--quantity	How many' '--reason	Why' '--reference	Its number on paper' '--set	A custom field; may be given again' '--signed	Day of signature' '--stage	How far the renewal has come' '--starts	First day; today otherwise' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '--term	Length, such as 12m' '--value	What it is worth: 60k, EUR 60,000' '-h	Show this message and exit' '-r	Why' '-t	Length, such as 12m' '-v	What it is worth: 60k, EUR 60,000'
            set takes '--term	-' '-t	-' '--per	year,month,term' '--product	@product' '--quantity	-' '--starts	-' '--ends	-' '--value	-' '-v	-' '--currency	-' '--signed	-' '--notice	-' '--stage	not_started,contacted,proposed,verbal,signed' '--forecast	commit,likely,doubtful,lost' '--reason	-' '-r	-' '--concessions	-' '--reference	-' '--notes	-' '--set	-'
            set arguments @account
        case 'contract list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:contract.list' '--sort	@fields:contract.list' '-s	@fields:contract.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:contract ...
        case 'contract show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @contract
        case 'contract edit'
            set options '--auto-renew	It renews by itself' '--concessions	What was given away' '--currency	Currency of the value' '--editor	Change it in your editor' '--ends	Last day; without end it runs until terminated' '--forecast	What you expect' '--help	Show this message and exit' '--no-auto-renew	It renews by itself' '--notes	Notes' '--notice	Notice period in days' '--product	What was bought; added to the catalogue when new' '--quantity	How many' '--reason	Why' '--reference	Its number on paper' '--set	A custom field; may be given again' '--signed	Day of signature' '--stage	How far the renewal has come' '--starts	First day; today otherwise' '--value	What it is worth: 60k, EUR 60,000' '-e	Change it in your editor' '-h	Show this message and exit' '-r	Why' '-v	What it is worth: 60k, EUR 60,000'
            set takes '--product	@product' '--quantity	-' '--starts	-' '--ends	-' '--value	-' '-v	-' '--currency	-' '--signed	-' '--notice	-' '--stage	not_started,contacted,proposed,verbal,signed' '--forecast	commit,likely,doubtful,lost' '--reason	-' '-r	-' '--concessions	-' '--reference	-' '--notes	-' '--set	-'
            set arguments @contract
        case 'contract rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @contract
        case 'contract renew'
            set options '--auto-renew	Whether it renews by itself' '--concessions	What was given away' '--ends	The new last day' '--help	Show this message and exit' '--no-auto-renew	Whether it renews by itself' '--notice	The new notice period' '--overlap	Even if the same product runs already' '--quantity	The new quantity' '--reason	Why' '--term	Length, such as 12m' '--value	The new value a year' '-h	Show this message and exit' '-r	Why' '-t	Length, such as 12m' '-v	The new value a year'
            set takes '--value	-' '-v	-' '--term	-' '-t	-' '--ends	-' '--quantity	-' '--notice	-' '--reason	-' '-r	-' '--concessions	-'
            set arguments @contract-or-account
        case 'contract amend'
            set options '--by	Change a year: 12k, -5k' '--help	Show this message and exit' '--on	From when; today otherwise' '--quantity	How many more' '--reason	Why' '--to	New value a year' '-h	Show this message and exit' '-r	Why'
            set takes '--by	-' '--to	-' '--on	-' '--quantity	-' '--reason	-' '-r	-'
            set arguments @contract-or-account
        case 'contract churn'
            set options '--help	Show this message and exit' '--on	First day on which it no longer runs, where it stops before its end' '--reason	Why' '-h	Show this message and exit' '-r	Why'
            set takes '--reason	-' '-r	-' '--on	-'
            set arguments @contract-or-account
        case 'contract stage'
            set options '--forecast	What you expect' '--help	Show this message and exit' '-h	Show this message and exit'
            set takes '--forecast	commit,likely,doubtful,lost'
            set arguments @contract-or-account not_started,contacted,proposed,verbal,signed
        case 'interaction'
            set verbs 'add	Log a call, a mail or a meeting in one line' 'list	List interactions, all of them or one account\'s' 'show	Show one interaction' 'edit	Change an interaction. An empty text empties a field' 'rm	Delete an interaction with what belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'interaction add'
            set options '--at	The time' '--direction	Who began' '--due	When that is due' '--editor	Write the whole text in your editor' '--feel	How it felt' '--help	Show this message and exit' '--kind	What it was' '--minutes	How long' '--next	A task that follows' '--on	When it happened: yesterday, mon, 28 feb' '--promise	What you promised' '--purpose	What it was about' '--stdin	Read JSONL or CSV from standard input, all or nothing' '--theirs	What they promised' '--tried	Nobody was reached: on the timeline, no touch' '--with	Who was there; may be given again' '-d	When that is due' '-e	Write the whole text in your editor' '-f	How it felt' '-h	Show this message and exit' '-k	What it was' '-n	A task that follows' '-p	What you promised' '-w	Who was there; may be given again'
            set takes '--kind	call,email,meeting,qbr,visit,chat,note' '-k	call,email,meeting,qbr,visit,chat,note' '--with	@contact:theirs' '-w	@contact:theirs' '--on	-' '--at	-' '--minutes	-' '--direction	in,out,both' '--feel	good,ok,bad' '-f	good,ok,bad' '--purpose	value,commercial,support,relationship' '--next	-' '-n	-' '--promise	-' '-p	-' '--theirs	-' '--due	-' '-d	-'
            set arguments @account
        case 'interaction list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:interaction.list' '--sort	@fields:interaction.list' '-s	@fields:interaction.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:interaction ...
        case 'interaction show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @interaction
        case 'interaction edit'
            set options '--at	The time' '--body	The whole text' '--direction	Who began: in, out or both' '--editor	Change it in your editor' '--feel	How it felt' '--help	Show this message and exit' '--kind	What it was' '--minutes	How long' '--no-tried	Nobody was reached: no touch' '--on	The day' '--purpose	What it was about' '--summary	What was said, in a line' '--tried	Nobody was reached: no touch' '-e	Change it in your editor' '-f	How it felt' '-h	Show this message and exit' '-k	What it was'
            set takes '--kind	call,email,meeting,qbr,visit,chat,note' '-k	call,email,meeting,qbr,visit,chat,note' '--on	-' '--at	-' '--minutes	-' '--direction	in,out,both' '--summary	-' '--body	-' '--feel	good,ok,bad' '-f	good,ok,bad' '--purpose	value,commercial,support,relationship'
            set arguments @interaction
        case 'interaction rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @interaction
        case 'task'
            set verbs 'add	Add something to do' 'list	List tasks, all of them or one account\'s' 'show	Show one task' 'edit	Change a task. An empty text empties a field' 'rm	Delete a task with what belongs to it' 'done	A task or promise is done (the same as am done)' 'reopen	A task is not done after all'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'task add'
            set options '--assignee	Who does it' '--due	When it is due: fri, +10d, 28 feb' '--help	Show this message and exit' '--no-promised	It is a promise' '--no-theirs	They promised it, not you' '--promised	It is a promise' '--promised-by	Who promised it: me or them' '--repeat	monthly, every 2 weeks, or an RRULE' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '--theirs	They promised it, not you' '--waiting-on	The colleague it waits for' '--with	The person it concerns' '-d	When it is due: fri, +10d, 28 feb' '-h	Show this message and exit' '-w	The person it concerns'
            set takes '--due	-' '-d	-' '--with	@contact:theirs' '-w	@contact:theirs' '--promised-by	me,them' '--assignee	@values:task.assignee' '--waiting-on	@values:task.waiting_on' '--repeat	-'
            set arguments @account
        case 'task list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--open	Only those still open' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:task.list' '--sort	@fields:task.list' '-s	@fields:task.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:task ...
        case 'task show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @task
        case 'task edit'
            set options '--assignee	Who does it' '--done	When it was done' '--due	When it is due: fri, +10d, 28 feb' '--editor	Change it in your editor' '--help	Show this message and exit' '--no-promised	It is a promise' '--no-theirs	They promised it, not you' '--promised	It is a promise' '--promised-by	Who promised it: me or them' '--repeat	monthly, every 2 weeks, or an RRULE' '--theirs	They promised it, not you' '--title	What is to be done' '--waiting-on	The colleague it waits for' '--with	The person it concerns' '-d	When it is due: fri, +10d, 28 feb' '-e	Change it in your editor' '-h	Show this message and exit' '-w	The person it concerns'
            set takes '--title	-' '--due	-' '-d	-' '--with	@contact:theirs' '-w	@contact:theirs' '--promised-by	me,them' '--assignee	@values:task.assignee' '--waiting-on	@values:task.waiting_on' '--repeat	-' '--done	-'
            set arguments @task
        case 'task rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @task
        case 'task done'
            set options '--help	Show this message and exit' '--on	When; today otherwise' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @task:open ...
        case 'task reopen'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @task:closed ...
        case 'opportunity'
            set verbs 'add	Add an opportunity' 'list	List opportunities, all of them or one account\'s' 'show	Show one opportunity' 'edit	Change an opportunity. An empty text empties a field' 'rm	Delete an opportunity with what belongs to it' 'stage	How far an opportunity has come' 'win	An opportunity is won; with --contract its contract is added in the same step' 'lose	An opportunity is lost'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'opportunity add'
            set options '--contract	The contract it grows from (k12)' '--currency	Currency of the value' '--expected	When it is expected to close' '--fit	Why it helps the customer' '--help	Show this message and exit' '--kind	What sort of growth; upsell otherwise' '--probability	How likely it is: 40%, 0.4' '--product	What they would buy; added to the catalogue when new' '--reason	Why it was won or lost' '--stage	How far it has come' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '--value	What it is worth a year: 60k, EUR 60,000' '--with	The person it goes through' '-h	Show this message and exit' '-k	What sort of growth; upsell otherwise' '-r	Why it was won or lost' '-v	What it is worth a year: 60k, EUR 60,000' '-w	The person it goes through'
            set takes '--kind	upsell,cross_sell,referral' '-k	upsell,cross_sell,referral' '--value	-' '-v	-' '--currency	-' '--stage	identified,qualified,proposed,won,lost' '--probability	-' '--expected	-' '--product	@product' '--contract	@contract:theirs' '--with	@contact:theirs' '-w	@contact:theirs' '--fit	-' '--reason	-' '-r	-'
            set arguments @account
        case 'opportunity list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--open	Only those still open' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:opportunity.list' '--sort	@fields:opportunity.list' '-s	@fields:opportunity.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:opportunity ...
        case 'opportunity show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @opportunity
        case 'opportunity edit'
            set options '--closed	When it was won or lost' '--contract	The contract it grows from (k12)' '--currency	Currency of the value' '--editor	Change it in your editor' '--expected	When it is expected to close' '--fit	Why it helps the customer' '--help	Show this message and exit' '--kind	What sort of growth; upsell otherwise' '--name	Its name' '--probability	How likely it is: 40%, 0.4' '--product	What they would buy; added to the catalogue when new' '--reason	Why it was won or lost' '--stage	How far it has come' '--value	What it is worth a year: 60k, EUR 60,000' '--with	The person it goes through' '-e	Change it in your editor' '-h	Show this message and exit' '-k	What sort of growth; upsell otherwise' '-r	Why it was won or lost' '-v	What it is worth a year: 60k, EUR 60,000' '-w	The person it goes through'
            set takes '--name	-' '--kind	upsell,cross_sell,referral' '-k	upsell,cross_sell,referral' '--value	-' '-v	-' '--currency	-' '--stage	identified,qualified,proposed,won,lost' '--probability	-' '--expected	-' '--product	@product' '--contract	@contract:theirs' '--with	@contact:theirs' '-w	@contact:theirs' '--fit	-' '--reason	-' '-r	-' '--closed	-'
            set arguments @opportunity
        case 'opportunity rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @opportunity
        case 'opportunity stage'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @opportunity:open identified,qualified,proposed,won,lost
        case 'opportunity win'
            set options '--auto-renew	Whether it renews by itself' '--contract	Add its contract, too' '--ends	Its last day' '--help	Show this message and exit' '--no-auto-renew	Whether it renews by itself' '--notice	Its notice period in days' '--on	When it happened: yesterday, mon, 28 feb' '--overlap	Even if the same product runs already' '--per	What --value is for' '--quantity	How many' '--reason	Why' '--starts	Its first day; the day of the win otherwise' '--term	Its length' '--value	Its value; as expected otherwise' '-h	Show this message and exit' '-r	Why' '-t	Its length' '-v	Its value; as expected otherwise'
            set takes '--on	-' '--reason	-' '-r	-' '--starts	-' '--ends	-' '--term	-' '-t	-' '--value	-' '-v	-' '--per	year,month,term' '--quantity	-' '--notice	-'
            set arguments @opportunity:open
        case 'opportunity lose'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb' '--reason	Why' '-h	Show this message and exit' '-r	Why'
            set takes '--reason	-' '-r	-' '--on	-'
            set arguments @opportunity:open
        case 'issue'
            set verbs 'add	Add an issue' 'list	List issues, all of them or one account\'s' 'show	Show one issue' 'edit	Change an issue. An empty text empties a field' 'rm	Delete an issue with what belongs to it' 'resolve	An issue is resolved' 'escalate	An issue is taken to somebody who can solve it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'issue add'
            set options '--category	What it is about; other otherwise' '--first-response	When it was first answered' '--help	Show this message and exit' '--on	When it was reported; today otherwise' '--opened	When it was reported; today otherwise' '--owner	Who sees to it' '--severity	How grave it is; medium otherwise' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '--with	Who reported it' '-h	Show this message and exit' '-w	Who reported it'
            set takes '--category	product,support,billing,delivery,other' '--severity	low,medium,high,critical' '--owner	@values:issue.owner' '--on	-' '--opened	-' '--with	@contact:theirs' '-w	@contact:theirs' '--first-response	-'
            set arguments @account
        case 'issue list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--open	Only those still open' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:issue.list' '--sort	@fields:issue.list' '-s	@fields:issue.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:issue ...
        case 'issue show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @issue
        case 'issue edit'
            set options '--category	What it is about; other otherwise' '--editor	Change it in your editor' '--escalated	When it was escalated' '--escalated-to	To whom' '--first-contact	The first answer resolved it' '--first-response	When it was first answered' '--help	Show this message and exit' '--no-first-contact	The first answer resolved it' '--on	When it was reported; today otherwise' '--opened	When it was reported; today otherwise' '--owner	Who sees to it' '--resolution	How it was resolved' '--resolved	When it was resolved; empty opens it again' '--severity	How grave it is; medium otherwise' '--title	What is wrong' '--with	Who reported it' '-e	Change it in your editor' '-h	Show this message and exit' '-w	Who reported it'
            set takes '--title	-' '--category	product,support,billing,delivery,other' '--severity	low,medium,high,critical' '--owner	@values:issue.owner' '--on	-' '--opened	-' '--with	@contact:theirs' '-w	@contact:theirs' '--first-response	-' '--escalated	-' '--escalated-to	@values:issue.escalated_to' '--resolved	-' '--resolution	-'
            set arguments @issue
        case 'issue rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @issue
        case 'issue resolve'
            set options '--first-contact	The first answer resolved it' '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @issue:open
        case 'issue escalate'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb' '--to	To whom' '-h	Show this message and exit'
            set takes '--to	@values:issue.escalated_to' '--on	-'
            set arguments @issue:open
        case 'feedback'
            set verbs 'add	Add what a customer said about you' 'list	List feedback, all of them or one account\'s' 'show	Show one feedback' 'edit	Change a feedback. An empty text empties a field' 'rm	Delete a feedback with what belongs to it' 'relay	Feedback was passed on to those whom it concerns' 'close	The customer has heard what became of their feedback' 'themes	What customers talk about, with the revenue behind each theme'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'feedback add'
            set options '--audience	Whom it concerns' '--help	Show this message and exit' '--on	When; today otherwise' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '--theme	What it is about, in a word: am feedback themes counts them' '--with	Who said it' '-h	Show this message and exit' '-w	Who said it'
            set takes '--theme	@values:feedback.theme' '--audience	product,marketing,support,leadership' '--with	@contact:theirs' '-w	@contact:theirs' '--on	-'
            set arguments @account
        case 'feedback list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--open	Only those still open' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:feedback.list' '--sort	@fields:feedback.list' '-s	@fields:feedback.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:feedback ...
        case 'feedback show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @feedback
        case 'feedback edit'
            set options '--audience	Whom it concerns' '--closed	When the customer heard what became of it' '--editor	Change it in your editor' '--help	Show this message and exit' '--on	When; today otherwise' '--outcome	What became of it' '--relayed	When it was passed on' '--text	What was said' '--theme	What it is about, in a word: am feedback themes counts them' '--with	Who said it' '-e	Change it in your editor' '-h	Show this message and exit' '-w	Who said it'
            set takes '--text	-' '--theme	@values:feedback.theme' '--audience	product,marketing,support,leadership' '--with	@contact:theirs' '-w	@contact:theirs' '--on	-' '--relayed	-' '--closed	-' '--outcome	-'
            set arguments @feedback
        case 'feedback rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @feedback
        case 'feedback relay'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb' '--to	To whom' '-h	Show this message and exit'
            set takes '--to	product,marketing,support,leadership' '--on	-'
            set arguments @feedback:open ...
        case 'feedback close'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @feedback:open
        case 'feedback themes'
            set options '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:feedback.themes' '--sort	@fields:feedback.themes' '-s	@fields:feedback.themes' '--limit	-' '--as-of	-'
            set arguments @filter:feedback ...
        case 'survey'
            set verbs 'add	Record an answer to a survey' 'list	List surveys, all of them or one account\'s' 'show	Show one survey' 'edit	Change a survey. An empty text empties a field' 'rm	Delete a survey with what belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'survey add'
            set options '--help	Show this message and exit' '--of	The best answer possible; 10 for nps, 5 csat, 7 ces' '--on	The day of the answer; today otherwise' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '--with	Who answered' '-h	Show this message and exit' '-w	Who answered'
            set takes '--of	-' '--on	-' '--with	@contact:theirs' '-w	@contact:theirs'
            set arguments @account nps,csat,ces
        case 'survey list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:survey.list' '--sort	@fields:survey.list' '-s	@fields:survey.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:survey ...
        case 'survey show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @survey
        case 'survey edit'
            set options '--comment	What they wrote' '--editor	Change it in your editor' '--help	Show this message and exit' '--kind	What was asked' '--of	The best answer possible; 10 for nps, 5 csat, 7 ces' '--on	The day of the answer; today otherwise' '--score	The answer' '--with	Who answered' '-e	Change it in your editor' '-h	Show this message and exit' '-k	What was asked' '-w	Who answered'
            set takes '--kind	nps,csat,ces' '-k	nps,csat,ces' '--score	-' '--of	-' '--on	-' '--with	@contact:theirs' '-w	@contact:theirs' '--comment	-'
            set arguments @survey
        case 'survey rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @survey
        case 'usage'
            set verbs 'add	Record how much a customer uses' 'list	List figures of use, by account and metric, the newest first' 'show	Show one usage' 'edit	Change a usage. An empty text empties a field' 'rm	Delete a usage with what belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'usage add'
            set options '--help	Show this message and exit' '--of	How much they bought' '--on	The day it was counted; today otherwise' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '-h	Show this message and exit'
            set takes '--of	-' '--on	-'
            set arguments @account @values:usage.metric
        case 'usage list'
            set options '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--metric	Only this metric, by its beginning' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--plot	As a picture; in a pipe, its figures as a table' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--metric	@values:usage.metric' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:usage.list' '--sort	@fields:usage.list' '-s	@fields:usage.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:usage ...
        case 'usage show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @usage
        case 'usage edit'
            set options '--editor	Change it in your editor' '--help	Show this message and exit' '--metric	What is counted' '--of	How much they bought' '--on	The day it was counted; today otherwise' '--value	How much is used' '-e	Change it in your editor' '-h	Show this message and exit' '-v	How much is used'
            set takes '--metric	@values:usage.metric' '--value	-' '-v	-' '--of	-' '--on	-'
            set arguments @usage
        case 'usage rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @usage
        case 'event'
            set verbs 'add	Note what happened at a customer' 'list	List events, all of them or one account\'s' 'show	Show one event' 'edit	Change an event. An empty text empties a field' 'rm	Delete an event with what belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'event add'
            set options '--good	It is good news' '--help	Show this message and exit' '--no-good	It is good news' '--on	When it happened; today otherwise' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '--until	How long it matters' '-h	Show this message and exit'
            set takes '--on	-' '--until	-'
            set arguments @account takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other
        case 'event list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:event.list' '--sort	@fields:event.list' '-s	@fields:event.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:event ...
        case 'event show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @event
        case 'event edit'
            set options '--editor	Change it in your editor' '--good	It is good news' '--help	Show this message and exit' '--kind	What it was' '--no-good	It is good news' '--note	What happened' '--on	When it happened; today otherwise' '--until	How long it matters' '-e	Change it in your editor' '-h	Show this message and exit' '-k	What it was'
            set takes '--kind	takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other' '-k	takeover,reorganisation,new_boss,budget_cut,hiring_freeze,competitor,funding,growth,other' '--on	-' '--until	-' '--note	-'
            set arguments @event
        case 'event rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @event
        case 'goal'
            set verbs 'add	Add a goal of a customer. Without TITLE a terminal is asked for it' 'progress	Record how far a goal has come' 'met	A goal is met' 'missed	A goal was not reached in time' 'drop	A goal is no longer wanted' 'list	List goals, all of them or one account\'s' 'show	Show one goal' 'edit	Change a goal. An empty text empties a field' 'rm	Delete a goal with what belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'goal add'
            set options '--agreed-with	Who agreed to it: a contact, or any name' '--due	By when: eoq, 30 jun' '--help	Show this message and exit' '--measure	How it is measured' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '--target	What is to be reached' '--with	Who agreed to it: a contact, or any name' '-d	By when: eoq, 30 jun' '-h	Show this message and exit' '-w	Who agreed to it: a contact, or any name'
            set takes '--measure	-' '--target	-' '--due	-' '-d	-' '--with	@contact:theirs' '-w	@contact:theirs' '--agreed-with	@contact:theirs'
            set arguments @account
        case 'goal progress'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @goal:open
        case 'goal met'
            set options '--help	Show this message and exit' '--on	When it happened: yesterday, mon, 28 feb' '-h	Show this message and exit'
            set takes '--on	-'
            set arguments @goal:open
        case 'goal missed'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @goal:open
        case 'goal drop'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments @goal:open
        case 'goal list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--open	Only those still open' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:goal.list' '--sort	@fields:goal.list' '-s	@fields:goal.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:goal ...
        case 'goal show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @goal
        case 'goal edit'
            set options '--actual	What has been reached' '--agreed-with	Who agreed to it: a contact, or any name' '--due	By when: eoq, 30 jun' '--editor	Change it in your editor' '--help	Show this message and exit' '--measure	How it is measured' '--met	When it was met' '--progress-on	When that was last looked at' '--status	open, met, missed or dropped' '--target	What is to be reached' '--title	What they want to reach' '--with	Who agreed to it: a contact, or any name' '-d	By when: eoq, 30 jun' '-e	Change it in your editor' '-h	Show this message and exit' '-w	Who agreed to it: a contact, or any name'
            set takes '--title	-' '--measure	-' '--target	-' '--due	-' '-d	-' '--with	@contact:theirs' '-w	@contact:theirs' '--agreed-with	@contact:theirs' '--actual	-' '--progress-on	-' '--status	open,met,missed,dropped' '--met	-'
            set arguments @goal
        case 'goal rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @goal
        case 'product'
            set verbs 'add	Add a product to the catalogue. One that a contract names is added by itself' 'list	List products' 'show	Show one product' 'edit	Change a product. An empty text empties a field' 'rm	Delete a product with what belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'product add'
            set options '--currency	Currency of the price' '--help	Show this message and exit' '--price	Its price: 900, EUR 12k' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '-h	Show this message and exit'
            set takes '--price	-' '--currency	-'
        case 'product list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:product.list' '--sort	@fields:product.list' '-s	@fields:product.list' '--limit	-' '--as-of	-'
            set arguments @filter:product ...
        case 'product show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @product
        case 'product edit'
            set options '--currency	Currency of the price' '--editor	Change it in your editor' '--help	Show this message and exit' '--name	Its name' '--price	Its price: 900, EUR 12k' '-e	Change it in your editor' '-h	Show this message and exit'
            set takes '--name	-' '--price	-' '--currency	-'
            set arguments @product
        case 'product rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @product
        case 'target'
            set verbs 'add	Add a target: an amount for renewals and expansion, a ratio for nrr and grr' 'set	Set a target, whether or not there was one before' 'list	List targets' 'show	Show one target' 'edit	Change a target. An empty text empties a field' 'rm	Delete a target with what belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'target add'
            set options '--currency	Currency of an amount' '--help	Show this message and exit' '--stdin	Add a record for each row of standard input: JSON lines or CSV' '-h	Show this message and exit'
            set takes '--currency	-'
            set arguments - renewals,expansion,nrr,grr
        case 'target set'
            set options '--currency	Currency of an amount' '--help	Show this message and exit' '-h	Show this message and exit'
            set takes '--currency	-'
            set arguments - renewals,expansion,nrr,grr
        case 'target list'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:target.list' '--sort	@fields:target.list' '-s	@fields:target.list' '--limit	-' '--as-of	-'
            set arguments @filter:target ...
        case 'target show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @target
        case 'target edit'
            set options '--currency	Currency of an amount' '--editor	Change it in your editor' '--help	Show this message and exit' '--metric	What is to be reached' '--period	The period: 2026-Q3, 2026, FY2026, this-quarter' '--value	The number: 400k, or 104% for nrr and grr' '-e	Change it in your editor' '-h	Show this message and exit' '-v	The number: 400k, or 104% for nrr and grr'
            set takes '--period	-' '--metric	renewals,expansion,nrr,grr' '--value	-' '-v	-' '--currency	-'
            set arguments @target
        case 'target rm'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @target
        case 'qbr'
            set verbs 'brief	Prepare a review: goals against results, use, promises, what comes next' 'due	Which customers should see a review, the longest overdue first' 'held	A review was held: log it, with what it leads to' 'add	A review was held (the same as am qbr held)' 'list	List the reviews that were held, the newest first' 'show	Show one interaction' 'edit	Change an interaction. An empty text empties a field' 'rm	Delete an interaction with what belongs to it'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'qbr brief'
            set options '--as-of	As it was on a day that has passed' '--help	Show this message and exit' '--internal	With what is for us alone: health, stances, questions' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--period	Another period: last-quarter, 2026-Q1, ytd' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--period	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--as-of	-'
            set arguments @account
        case 'qbr due'
            set options '--all	Show all of them' '--as-of	As it was on a day that has passed' '--exit-code	Exit with 10 when there is something to show' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--in	Look so far ahead, such as 30d' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '--within	Look so far ahead, such as 30d' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-i	Look so far ahead, such as 30d' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--in	-' '--within	-' '-i	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:qbr.due' '--sort	@fields:qbr.due' '-s	@fields:qbr.due' '--limit	-' '--as-of	-'
            set arguments @filter:account ...
        case 'qbr held'
            set options '--due	When it is due: fri, +10d, 28 feb' '--feel	How it felt' '--help	Show this message and exit' '--minutes	How long' '--next	A task that follows' '--on	When it happened: yesterday, mon, 28 feb' '--promise	What you promised' '--with	Who was there; may be given again' '-d	When it is due: fri, +10d, 28 feb' '-f	How it felt' '-h	Show this message and exit' '-n	A task that follows' '-p	What you promised' '-w	Who was there; may be given again'
            set takes '--with	@contact:theirs' '-w	@contact:theirs' '--on	-' '--next	-' '-n	-' '--promise	-' '-p	-' '--due	-' '-d	-' '--feel	good,ok,bad' '-f	good,ok,bad' '--minutes	-'
            set arguments @account
        case 'qbr add'
            set options '--due	When it is due: fri, +10d, 28 feb' '--feel	How it felt' '--help	Show this message and exit' '--minutes	How long' '--next	A task that follows' '--on	When it happened: yesterday, mon, 28 feb' '--promise	What you promised' '--with	Who was there; may be given again' '-d	When it is due: fri, +10d, 28 feb' '-f	How it felt' '-h	Show this message and exit' '-n	A task that follows' '-p	What you promised' '-w	Who was there; may be given again'
            set takes '--with	@contact:theirs' '-w	@contact:theirs' '--on	-' '--next	-' '-n	-' '--promise	-' '-p	-' '--due	-' '-d	-' '--feel	good,ok,bad' '-f	good,ok,bad' '--minutes	-'
            set arguments @account
        case 'qbr list'
            set options '--as-of	As it was on a day that has passed' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:qbr.list' '--sort	@fields:qbr.list' '-s	@fields:qbr.list' '--limit	-' '--as-of	-'
            set arguments @account+filter:interaction ...
        case 'qbr show'
            set options '--help	Show this message and exit' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
            set arguments @interaction
        case 'qbr edit'
            set options '--at	The time' '--body	The whole text' '--direction	Who began: in, out or both' '--editor	Change it in your editor' '--feel	How it felt' '--help	Show this message and exit' '--kind	What it was' '--minutes	How long' '--no-tried	Nobody was reached: no touch' '--on	The day' '--purpose	What it was about' '--summary	What was said, in a line' '--tried	Nobody was reached: no touch' '-e	Change it in your editor' '-f	How it felt' '-h	Show this message and exit' '-k	What it was'
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
            set options '--bodies	Keep the whole text of mails, not their first line' '--by-domain	Mail with anyone of an account\'s domain counts, too' '--clear	An empty cell empties the field' '--create-accounts	Make accounts that rows name and the book lacks' '--date-order	How 03/04/2026 is read' '--dry-run	Show the plan and change nothing' '--encoding	The files\' encoding, if it is guessed wrong' '--extra	Keep unknown columns as custom fields' '--help	Show this message and exit' '--kind	What the files hold, if headers don\'t say' '--map	Read a field from this column' '--no-link	Don\'t link contracts to those they follow' '--output	Output format' '--preset	The system the files are from, or a saved mapping' '--quiet	Print nothing where nothing changed' '--raw	Take no \' off what looks like a formula' '--save-map	Keep how the files are read, for --preset' '--skip-bad	Set bad rows aside in FILE.bad.csv' '--yes	Answer yes to every question' '-h	Show this message and exit' '-o	Output format' '-q	Print nothing where nothing changed' '-y	Answer yes to every question'
            set takes '--kind	accounts,products,contacts,contracts,interactions,tasks,surveys,opportunities,issues,feedback,usage,goals,events,handoffs,targets,health,calls' '--map	-' '--preset	@preset' '--save-map	-' '--date-order	dmy,mdy,ymd' '--encoding	-' '--output	table,json' '-o	table,json'
            set arguments @file ...
        case 'export'
            set verbs 'calendar	The days you act on, as an iCalendar file' 'vcard	People as vCards, for an address book' 'html	The book as one page for a browser; or a customer\'s review'
            set options '--account	Only what belongs to this account' '--all	Every kind, a file each' '--help	Show this message and exit' '--kind	Records of this kind; may be given again' '--output	Output format' '--raw	No \' before what a spreadsheet would run' '--redact	Replace names, addresses and free text' '--to	A folder, or for one kind and JSONL a file' '-h	Show this message and exit' '-o	Output format'
            set takes '--kind	accounts,products,contacts,contracts,interactions,tasks,surveys,opportunities,issues,feedback,usage,goals,events,handoffs,targets,health' '--account	@account' '--to	@file' '--output	csv,jsonl' '-o	csv,jsonl'
        case 'export calendar'
            set options '--help	Show this message and exit' '--to	Write this file, whole or not at all; else the output' '-h	Show this message and exit'
            set takes '--to	@file'
            set arguments @filter:account ...
        case 'export vcard'
            set options '--all	Those who left and those of archived accounts, too' '--help	Show this message and exit' '--to	Write this file, whole or not at all; else the output' '--version	The version of vCard' '-a	Those who left and those of archived accounts, too' '-h	Show this message and exit'
            set takes '--version	4.0,3.0' '--to	@file'
            set arguments @filter:account ...
        case 'export html'
            set options '--account	One customer, to bring to a review' '--help	Show this message and exit' '--to	Write this file, whole or not at all; else the output' '-h	Show this message and exit'
            set takes '--account	@account' '--to	@file'
            set arguments @filter:account ...
        case 'unmatched'
            set verbs 'tie	An address belongs to a contact, for good' 'ignore	Addresses are nobody\'s, for good: they leave the list and never come back' 'forget	Take back that an address was tied or ignored: it is open again'
            set options '--all	Show all of them' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	Show all of them' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:unmatched' '--sort	@fields:unmatched' '-s	@fields:unmatched' '--limit	-'
        case 'unmatched tie'
            set options '--help	Show this message and exit' '--stdin	Rows of address and contact from standard input' '-h	Show this message and exit'
            set arguments @values:unmatched.address @contact
        case 'unmatched ignore'
            set options '--help	Show this message and exit' '--stdin	Addresses from standard input, one a line' '-h	Show this message and exit'
            set arguments @values:unmatched.address ...
        case 'unmatched forget'
            set options '--help	Show this message and exit' '--stdin	Addresses from standard input, one a line' '-h	Show this message and exit'
            set arguments @values:unmatched.address ...
        case 'backup'
            set options '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--list	Which there are, the newest first' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '--to	Write it to this file or folder instead' '--yes	Answer yes to every question' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling' '-y	Answer yes to every question'
            set takes '--to	@file' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:backup' '--sort	@fields:backup' '-s	@fields:backup' '--limit	-'
        case 'restore'
            set options '--help	Show this message and exit' '--yes	Answer yes to every question' '-h	Show this message and exit' '-y	Answer yes to every question'
            set arguments @file
        case 'doctor'
            set options '--apart	These two are two: do not show them again' '--duplicates	Accounts and people that are likely there twice' '--exit-code	Exit with 10 when there is something to show' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--apart	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:doctor' '--sort	@fields:doctor' '-s	@fields:doctor' '--limit	-'
            set arguments @filter:account ...
        case 'report'
            set options '--as-of	As it was on a day that has passed' '--exit-code	Exit with 10 when there is something to show' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:report' '--sort	@fields:report' '-s	@fields:report' '--limit	-' '--as-of	-'
            set arguments @report @filter:report ...
        case 'sql'
            set options '--as-of	As it was on a day that has passed' '--exit-code	Exit with 10 when there is something to show' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--param	A value for :NAME; may be given again' '--sort	Sort by fields; - for falling' '--tables	What there is: tables, views, columns' '--timeout	End it after so long' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--param	-' '--timeout	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	-' '--sort	-' '-s	-' '--limit	-' '--as-of	-'
        case 'schema'
            set options '--all	All of them in one document' '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-a	All of them in one document' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:schema' '--sort	@fields:schema' '-s	@fields:schema' '--limit	-'
            set arguments account,accounts,away,backtest,backup,brief,checkins,config,contact,contract,cron,doctor,due,error,event,feedback,find,forecast,goal,handoff,handoffs,history,import,interaction,issue,list,metrics,next,opportunity,plan,portfolio,product,qbr,renewals,report,risks,schema,show,sql,summary,survey,target,task,tasks,themes,timeline,today,unmatched,usage,week ...
        case 'cron'
            set options '--at	When, on each of its days' '--days	On which days: mon-fri, mon,thu, daily' '--help	Show this message and exit' '--install	Write the units of systemd, after showing them' '--mail	Send it to this address as a message' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--weekly	The digest of the week, on Monday' '--yes	Answer yes to every question' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-y	Answer yes to every question'
            set takes '--at	-' '--days	-' '--mail	-' '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids'
        case 'config'
            set verbs 'check	Check settings, hooks and what is saved; print what is wrong with them' 'get	Print the value of a setting' 'set	Change a setting; the comments of the file stay' 'list	Every setting, its value, and where that comes from' 'path	Print where the configuration file is' 'edit	Change the configuration in your editor; checked before it is kept'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'config check'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'config get'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,metrics.gross_margin,me.emails,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least
        case 'config set'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments book.currency,book.grace_days,dates.order,tiers.key.cadence_days,tiers.key.qbr_days,tiers.standard.cadence_days,tiers.standard.qbr_days,tiers.light.cadence_days,tiers.light.qbr_days,lists.checkins,lists.renewals,portfolio.hours.key,portfolio.hours.standard,portfolio.hours.light,portfolio.hours.available,calendar.working_days,calendar.days_off,calendar.holidays,metrics.gross_margin,me.emails,me.country,hints,hooks.timeout,hooks.after-change,risk.points.quiet,risk.points.champion_gone,risk.points.renewal_uncommitted,risk.points.escalation,risk.points.promise_overdue,risk.points.usage_falling,risk.points.single_threaded,risk.points.unhappy,risk.points.only_selling,risk.points.no_value_shown,risk.points.ghosted,risk.points.handoff_gap,risk.points.payment_late,risk.points.bad_news,risk.points.record_gaps,risk.quiet.from,risk.quiet.full,risk.renewal.days,risk.issue.critical,risk.issue.high,risk.issue.medium,risk.issue.low,risk.issue.late,risk.issue.open,risk.promise.each,risk.promise.old,risk.promise.old_days,risk.usage.from,risk.usage.full,risk.usage.least,risk.people.key,risk.people.standard,risk.people.each,risk.unhappy.answered,risk.unhappy.days,risk.selling.share,risk.selling.days,risk.value.from,risk.value.full,risk.ghosted.days,risk.handoff.from,risk.handoff.to,risk.payment.days,risk.news.days,risk.gaps.champion,risk.gaps.goal,risk.gaps.people,risk.gaps.outcome,risk.caps.danger,risk.caps.days,risk.caps.bad_pulse,risk.caps.good_pulse,risk.pulse.bad,risk.pulse.ok,risk.pulse.good,risk.bands.at_risk,risk.bands.watch,risk.bands.healthy,risk.coverage.least
        case 'config list'
            set options '--fields	Only these fields, in this order' '--help	Show this message and exit' '--limit	At most so many rows' '--no-header	No header line in CSV, TSV and Markdown' '--null	Ids with a NUL after each, for xargs -0' '--output	Output format' '--sort	Sort by fields; - for falling' '-0	Ids with a NUL after each, for xargs -0' '-h	Show this message and exit' '-o	Output format' '-s	Sort by fields; - for falling'
            set takes '--output	table,json,jsonl,csv,tsv,md,ids' '-o	table,json,jsonl,csv,tsv,md,ids' '--fields	@fields:config.list' '--sort	@fields:config.list' '-s	@fields:config.list' '--limit	-'
            set arguments @filter:account ...
        case 'config path'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'config edit'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'completion'
            set verbs 'install	Write the script where the shell looks for your own' 'print	Print the script, to be kept or read somewhere else'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
        case 'completion install'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments bash,zsh,fish,powershell
        case 'completion print'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments bash,zsh,fish,powershell
        case 'help'
            set options '--help	Show this message and exit' '-h	Show this message and exit'
            set arguments backtest,backup,calendar,completion,config,cron,dates,duplicates,exit-codes,export,filters,forecast,hooks,import,mail,metrics,money,output,pictures,references,reports,risk,sources,sql,start,summary,tiers,today,undo,work ...
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
