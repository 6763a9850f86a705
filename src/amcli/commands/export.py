"""`am export`: the book in the forms that other programs read."""

from amcli.commands.exporting import calendar, vcard
from amcli.commands.groups import group

app = group("The book for other programs: calendars, address books.")
app.command("calendar")(calendar)
app.command("vcard")(vcard)
