"""Which records are likely one and the same, and why: companies, people, and what to merge into what.

Only found and reasoned here; nothing is ever merged by itself (`storage.merging`).
"""
