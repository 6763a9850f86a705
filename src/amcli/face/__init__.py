"""The small screen of `am ui`: it shows what the reports say, and runs the command lines that a person would
type. It has no rule and no write of its own, and nothing else loads its library.
"""
