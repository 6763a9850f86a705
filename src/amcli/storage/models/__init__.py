"""The records as SQLModel classes: the one declaration of the book's schema.

They declare tables, foreign keys and constraints, and validate rows in bulk (`model_validate`).
Daily commands never import this package: it costs more time than they take. What the file
enforces beyond this (journal, search, parents without circles) is in `triggers`.
"""

from amcli.storage.models.bookkeeping import (
    Arrival,
    Cut,
    Digest,
    Forgotten,
    Journal,
    Session,
    Setting,
    Snooze,
    SourceRef,
    Txn,
    Unmatched,
    ValueSource,
)
from amcli.storage.models.columns import add_column_rules
from amcli.storage.models.records import (
    Account,
    Contact,
    Contract,
    Event,
    Feedback,
    Goal,
    Handoff,
    Health,
    Interaction,
    InteractionContact,
    Issue,
    Opportunity,
    Play,
    Product,
    Survey,
    Target,
    Task,
    Usage,
)

__all__ = [
    "Account",
    "Arrival",
    "Contact",
    "Contract",
    "Cut",
    "Digest",
    "Event",
    "Feedback",
    "Forgotten",
    "Goal",
    "Handoff",
    "Health",
    "Interaction",
    "InteractionContact",
    "Issue",
    "Journal",
    "Opportunity",
    "Play",
    "Product",
    "Session",
    "Setting",
    "Snooze",
    "SourceRef",
    "Survey",
    "Target",
    "Task",
    "Txn",
    "Unmatched",
    "Usage",
    "ValueSource",
]

add_column_rules()
