"""`am unmatched`: addresses and numbers that no contact has, the most frequent first."""

from amcli.fields import Row
from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.rules.formatting import column_day, count, of
from amcli.rules.names import in_shell

# What the columns of numbers take, with all gaps; what the last one may.
NUMBERS, WHOSE = 24, 15


def draw(screen: Screen, listing: Listing) -> None:
    about, rows = listing.about, listing.rows
    if not rows:
        screen.line(
            [
                Part("No unknown addresses or numbers. Import your email: "),
                Part("am import ~/Mail", "command"),
            ]
        )
        return
    screen.heading("Unknown addresses", of(len(rows), len(about["whole"])), [])
    screen.line()
    address, name = shares(screen.width - (NUMBERS + WHOSE + 2 if about["all"] else NUMBERS))
    columns = [
        Column("Address", most=address),
        Column("Name", most=name),
        Column("Seen", True),
        Column("Last", True),
    ]
    lines = [
        [
            safe(row["address"]),
            safe(row["name"]),
            f"{row['seen']:,}",
            column_day(row["last_on"], about["today"]),
        ]
        for row in rows
    ]
    if about["all"]:
        columns.append(Column("Contact", most=WHOSE))
        lines = [[*line, whose(row)] for line, row in zip(lines, rows, strict=True)]
    screen.table(columns, lines)
    screen.line()
    first = next((row["address"] for row in rows if not row["ignored"] and not row["contact"]), None)
    footer = [(f"{count(len(about['whole']), 'address or number', 'addresses and numbers')}.", "")]
    if first is not None:
        footer = [
            ("Link it:", f"am unmatched tie {in_shell(safe(first))} CONTACT"),
            ("Ignore it:", f"am unmatched ignore {in_shell(safe(first))}"),
        ]
    if not about["me"]:
        footer.append(("Is it yours?", "am config set me.emails ADDRESS"))
    elif not about["names"] and any(row["kind"] == "name" for row in rows):
        footer.append(("Is it yours?", "am config set me.names NAME"))
    screen.footer(footer)


def shares(room: int) -> tuple[int, int]:
    """How much of the room addresses and names may take."""
    address = max(12, min(36, room * 9 // 14))
    return address, max(8, min(20, room - address))


def whose(row: Row) -> str:
    """Whose an address is by now."""
    if row["ignored"]:
        return "ignored"
    if row["contact"]:
        return safe(row["contact"])
    return "a contact's own" if row["held"] else "open"
