"""Phone logs: tables of calls, matched to people by their numbers."""
