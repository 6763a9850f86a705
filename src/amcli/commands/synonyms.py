"""The words of other programs and of everyday speech, and what they are called here.

Tables alone: how they are answered is in nearest.py. To add a word, add it to the line of what it means.
"""

# What people type for a command of `am`; the first word after it takes the place of a last one in capitals.
COMMANDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("add", "new", "create", "insert"), ("am account add", "am contact add", "am contract add")
    ),
    **dict.fromkeys(("list", "ls", "all"), ("am account list", "am tasks", "am contact list")),
    **dict.fromkeys(("accounts", "customers", "clients", "companies"), ("am account list",)),
    **dict.fromkeys(("people", "persons", "who", "contacts"), ("am contact list",)),
    **dict.fromkeys(("deals", "deal", "pipeline", "upsell", "upsells"), ("am opportunity list",)),
    **dict.fromkeys(("tickets", "ticket", "bugs", "problems"), ("am issue list",)),
    **dict.fromkeys(("calls", "meetings", "emails", "notes", "activities"), ("am activity list",)),
    **dict.fromkeys(("todo", "todos", "promises"), ("am tasks",)),
    **dict.fromkeys(("inbox", "answers", "unanswered", "waiting"), ("am replies",)),
    "owed": ("am tasks", "am replies"),
    **dict.fromkeys(("search", "query", "grep", "lookup", "where"), ("am find TEXT",)),
    **dict.fromkeys(("view", "open", "get", "info", "display", "cat"), ("am show REF",)),
    **dict.fromkeys(("agenda", "calendar", "upcoming", "tomorrow"), ("am week",)),
    **dict.fromkeys(("home", "status", "dashboard", "morning", "start", "now"), ("am today",)),
    **dict.fromkeys(("health", "score", "scores", "churning"), ("am risks",)),
    **dict.fromkeys(("checkin", "check-in", "check-ins", "late", "overdue"), ("am checkins",)),
    **dict.fromkeys(("renewal", "expiring", "expires"), ("am renewals",)),
    **dict.fromkeys(("revenue", "arr", "mrr", "nrr", "grr", "stats", "kpi", "kpis"), ("am metrics",)),
    **dict.fromkeys(("complete", "finish", "close", "check", "finished"), ("am done REF",)),
    **dict.fromkeys(("postpone", "defer", "delay", "later"), ("am snooze REF",)),
    **dict.fromkeys(("revert", "rollback", "back"), ("am undo",)),
    **dict.fromkeys(("changes", "audit", "journal"), ("am history",)),
    **dict.fromkeys(("lost", "cancel", "terminate", "leave"), ("am churn ACCOUNT",)),
    **dict.fromkeys(("settings", "configure", "setup", "preferences", "set"), ("am config list",)),
    **dict.fromkeys(("load", "sync"), ("am import FILE",)),
    **dict.fromkeys(("dump", "save"), ("am export",)),
    **dict.fromkeys(("mail",), ("am digest",)),
    **dict.fromkeys(("duplicates", "dedupe", "dupes"), ("am doctor",)),
    **dict.fromkeys(("guide", "guides", "manual", "man", "docs", "topics"), ("am help",)),
    **dict.fromkeys(("quarterly", "review", "reviews", "qbrs"), ("am qbr due",)),
    "version": ("am --version",),
    "nps": ("am survey add ACCOUNT nps SCORE",),
}
# What people type for a talk: the kind that it is.
TALKS = {
    **dict.fromkeys(("call", "called", "phone", "ring"), "call"),
    **dict.fromkeys(("email", "mailed", "wrote"), "email"),
    **dict.fromkeys(("meeting", "met", "lunch"), "meeting"),
    **dict.fromkeys(("visit", "visited"), "visit"),
    **dict.fromkeys(("chat", "message", "slack"), "chat"),
    **dict.fromkeys(("note", "comment", "memo"), "note"),
    **dict.fromkeys(("touch", "interact", "record", "talk", "talked", "spoke"), ""),
}
# What people type for a meeting ahead.
MEETINGS = ("meeting", "book", "schedule", "appointment", "invite")
TASKS = {
    **dict.fromkeys(("remind", "reminder", "followup", "follow-up"), ""),
    **dict.fromkeys(("promise", "promised", "commit"), " --promised"),
}
# What people type for a verb of a noun.
VERBS = {
    **dict.fromkeys(("new", "create", "insert", "register"), "add"),
    **dict.fromkeys(("delete", "remove", "del", "erase", "drop"), "rm"),
    **dict.fromkeys(("update", "change", "modify", "set", "rename"), "edit"),
    **dict.fromkeys(("view", "get", "info", "open", "display"), "show"),
    **dict.fromkeys(("ls", "all", "search", "find"), "list"),
    **dict.fromkeys(("complete", "finish", "close", "check"), "done"),
}
# What people type for an option; the first that the command has is meant.
OPTIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("--date", "--when", "--day"), ("--on", "--due", "--starts")),
    **dict.fromkeys(("--deadline", "--by", "--until"), ("--due", "--ends")),
    **dict.fromkeys(("--type", "--sort-of"), ("--kind",)),
    **dict.fromkeys(("--who", "--contact", "--person", "--people"), ("--with", "--contact")),
    **dict.fromkeys(("--amount", "--price", "--arr", "--worth"), ("--value",)),
    **dict.fromkeys(("--job", "--position", "--jobtitle", "--job-title"), ("--title",)),
    **dict.fromkeys(("--mail", "--e-mail"), ("--email",)),
    **dict.fromkeys(("--tel", "--telephone", "--mobile"), ("--phone",)),
    **dict.fromkeys(("--order", "--order-by", "--sort-by"), ("--sort",)),
    **dict.fromkeys(("--top", "--max", "--count", "--first"), ("--limit",)),
    **dict.fromkeys(("--columns", "--cols", "--only"), ("--fields",)),
    **dict.fromkeys(("--days", "--next-days", "--ahead"), ("--in",)),
    **dict.fromkeys(("--force", "--confirm"), ("--yes",)),
    **dict.fromkeys(("--why", "--because"), ("--reason",)),
    **dict.fromkeys(("--todo", "--task", "--follow-up"), ("--next",)),
    **dict.fromkeys(("--mood", "--feeling", "--sentiment"), ("--feel",)),
    **dict.fromkeys(("--length", "--duration", "--months"), ("--term", "--minutes")),
    **dict.fromkeys(("--unreached", "--missed"), ("--no-answer",)),
    **dict.fromkeys(("--everything", "--full"), ("--all",)),
    **dict.fromkeys(("--format",), ("--output",)),
}
# What people type for a stage, which is an outcome: what records it.
OUTCOMES = {
    **dict.fromkeys(("lost", "churn", "churned", "cancelled", "canceled", "ended", "closed-lost"), "churn"),
    **dict.fromkeys(("won", "renewed", "closed-won", "done"), "renew"),
}
