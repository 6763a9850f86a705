"""What the fields of records mean that have no list of their own yet, for docs/records.md."""

_TEXT = """
health account: whose
health on: which day
health score: the score
health band: its band
health coverage: share of the score that records back
health model: which rules made it
health reasons: why
"""

MEANINGS: dict[tuple[str, str], str] = {}
for _line in _TEXT.strip().splitlines():
    _names, _, _said = _line.partition(": ")
    _record, _, _field = _names.partition(" ")
    MEANINGS[_record, _field] = MEANINGS[_record, f"{_field}_id"] = _said
