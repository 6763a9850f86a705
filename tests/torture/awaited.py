"""What the short form leaves out, since the program doesn't hold it yet: with what the names of cases, or the
faults of a row, begin or what they hold. The long form tries it all the same. Take a line away when it holds;
`test_short.py` fails where a line here means nothing."""

AWAITED: dict[str, tuple[str, ...]] = {
    # Cases by how they begin: the identity of the opened file is not held yet, nor is every damage told.
    "hands": (
        *(f"{fault}, {when}" for fault in ("replaced", "moved", "deleted")
          for when in ("at a question", "in the editor")),
        "replaced, during",
        "flipped index node", "flipped table node", "flipped index leaf", "flipped table leaf",
        "flipped overflow",
    ),
    # Commands: the settings beside a sample book, and a new settings file, follow the umask.
    "modes": ("demo ", "config set "),
    # Faults: `-o csv` of lists does not mark formulas yet.
    "names": ("a spreadsheet would run",),
}  # fmt: skip


def is_awaited(row: str, text: str) -> bool:
    """Whether a case or a fault of a row is left out of the short form."""
    return any(each in text for each in AWAITED.get(row, ()))
