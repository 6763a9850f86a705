"""Cells of text as values: numbers, days, words of closed lists, units. Pure."""
