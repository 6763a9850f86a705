"""The kinds of records, a file of plain data each. Here stand their names alone:
naming one loads none."""

# In the order in which they are told of.
KINDS = (
    *("account", "contact", "contract", "interaction", "task", "handoff", "product", "opportunity"),
    *("issue", "feedback", "survey", "usage", "goal", "event", "target", "play"),
)
