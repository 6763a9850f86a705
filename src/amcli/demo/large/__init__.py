"""The large sample book: three hundred invented accounts and three years, drawn with a seed.

`book` says which accounts there are, `author` tells one of them as a table like those of `data/`, with
`bought`, `around` and `lately` for its parts; `lives` are the kinds of lives, `invented` the names. The same
seed and day give the same tables, which become rows as those of the small book do.
"""
