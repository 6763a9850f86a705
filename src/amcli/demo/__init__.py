"""The sample book: forty invented accounts whose days all lie around the day of the demo.

What it tells is in `data/`, written as on Monday 2 March 2026; `days` moves it to another day,
`records` and its neighbours turn it into rows, `book` writes them. Not for test data of other
kinds, and nothing here is random: the same day gives the same rows.
"""
