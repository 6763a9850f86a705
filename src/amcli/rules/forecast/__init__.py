"""What the renewals of a period may bring, as pure arithmetic: chances, sums, the cohort, and a simulation.

Amounts are integers of minor units of one currency; chances are exact fractions. Not for reading the book
(reports/forecast.py) and not for what has happened (rules/metrics).
"""
