"""The records as SQLModel classes: the one declaration of the book's schema.

They declare tables, foreign keys and constraints, and validate rows in bulk (`model_validate`).
Daily commands never import this package: it costs more time than they take. What the file
enforces beyond this (journal, search, parents without circles) is in `triggers`.
"""

from amcli.storage.models.bookkeeping import (
    Arrival,
    Digest,
    Journal,
    Session,
    Setting,
    Snooze,
    SourceRef,
    Txn,
    Unmatched,
    ValueSource,
)
from amcli.storage.models.customers import Account, Contact, Handoff
from amcli.storage.models.sales import Contract, Opportunity, Product, Target
from amcli.storage.models.shape import add_column_rules
from amcli.storage.models.signals import Event, Feedback, Health, Survey, Usage
from amcli.storage.models.work import Goal, Interaction, InteractionContact, Issue, Task

__all__ = [
    "Account",
    "Arrival",
    "Contact",
    "Contract",
    "Digest",
    "Event",
    "Feedback",
    "Goal",
    "Handoff",
    "Health",
    "Interaction",
    "InteractionContact",
    "Issue",
    "Journal",
    "Opportunity",
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
