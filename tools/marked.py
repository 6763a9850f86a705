"""Parts of a document that a script writes: what stands between `<!-- made: NAME -->` and
`<!-- end -->`, each on a line of its own."""

import re


def pattern(name: str) -> re.Pattern[str]:
    """The marks of a part and what is between them."""
    mark = re.escape(f"<!-- made: {name} -->")
    return re.compile(rf"({mark}\n)(.*?)(\n?<!-- end -->)", re.DOTALL)


def names(text: str) -> list[str]:
    """The parts of a document, in order."""
    return re.findall(r"<!-- made: ([\w :-]+) -->", text)


def between(text: str, name: str) -> str:
    """What stands in a part now. Raises ValueError where the document has no such part."""
    found = pattern(name).search(text)
    if found is None:
        raise ValueError(f"no part {name!r} in the document")
    return found[2]


def replaced(text: str, name: str, content: str) -> str:
    """The document with a part written anew."""
    between(text, name)
    return pattern(name).sub(lambda found: f"{found[1]}{content}\n<!-- end -->", text, count=1)
