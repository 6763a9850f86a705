"""Measures whole processes of the installed program against the budgets; see README.md."""
