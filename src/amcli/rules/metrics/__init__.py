"""What an account manager is measured by, as pure arithmetic: records in, exact numbers and what is behind
them out.

Amounts are integers of minor units of one currency; ratios are fractions until they are written. Not for
reading the book (facts/ledger.py) and not for words and screens.
"""
