"""How a change came, who wrote last in a touch of several messages, and what an assistant asks to run.

Both tables that get columns have rules in their own SQL, so they are made again.

What imports remember of emails and chats tells who wrote last in those of one message. Of one of several
only the first was kept: its direction is then `both`, as nobody knows who has to answer.
"""

from pathlib import Path

from alembic import context, op

from amcli.storage.migrations.rebuild import rebuild_table

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# Each email or chat that came in and that nobody changed since, with its direction, whether it is of one
# message, and the place of that among those that may still come.
KNOWN = """CREATE TEMP TABLE known AS
WITH threads(thread, messages) AS (
  SELECT said, count(*) FROM arrival WHERE source = 'mail threads' AND "key" LIKE '% % %' GROUP BY said)
SELECT a.id AS arrival, i.id AS interaction, i.direction,
       CASE a.source WHEN 'mail' THEN t.messages ELSE json_extract(s.said, '$[2]') END IS 1 AS alone,
       CASE a.source WHEN 'mail' THEN json_extract(a.said, '$.order')
         ELSE printf('%05d', json_extract(s.said, '$[1]')) END AS last, a.source
FROM arrival a
JOIN interaction i ON i.id = a.interaction AND i.direction = json_extract(a.said, '$.direction')
LEFT JOIN threads t ON a.source = 'mail'
  AND t.thread = substr(a."key", 1, instr(a."key" || char(9), char(9)) - 1)
LEFT JOIN arrival s ON s.source = 'chats seen' AND a.source = 'chats' AND s.said <> ''
  AND s."key" = substr(a."key", 1, instr(a."key" || char(9), char(9)) - 1)
WHERE a.source IN ('mail', 'chats') AND i.direction IN ('in', 'out')"""
OF_KNOWN = "WHERE id IN (SELECT interaction FROM known WHERE"
WROTE_LAST = f"UPDATE interaction SET last_direction = direction {OF_KNOWN} alone)"
NOT_KNOWN = f"UPDATE interaction SET direction = 'both' {OF_KNOWN} NOT alone)"
# What the source said, as it would have said it: nothing of this is a person's change. No email is newer than
# one that isn't known; a chat that comes in again says itself who wrote last.
SAID = """UPDATE arrival SET said = CASE
    WHEN k.alone THEN json_set(said, '$.last_direction', k.direction, '$.last', k.last)
    WHEN k.source = 'mail' THEN json_set(said, '$.direction', 'both', '$.last_direction', NULL, '$.last', '~')
    ELSE json_set(said, '$.direction', 'both') END
FROM known k WHERE k.arrival = arrival.id"""
COUNTED = (
    (WROTE_LAST, "emails and chats whose last writer is known"),
    (NOT_KNOWN, "emails and chats of several messages, last writer not known"),
)

AGAIN = "CREATE TABLE txn (", "CREATE TABLE interaction ("


def upgrade() -> None:
    """Make both tables and their indexes again, and the new table, empty; then tell who wrote last, and count
    it."""
    script = Path(__file__).with_name("v0015_origin_and_replies.sql").read_text(encoding="utf-8")
    for statement in (each.rstrip(";\n") for each in script.split(";\n\n")):
        if statement.startswith(AGAIN):
            rebuild_table(op.get_bind(), statement.split()[2], statement)
        else:
            op.execute(statement)
    bind = op.get_bind()
    bind.exec_driver_sql(KNOWN)
    said = context.config.attributes["said"]
    for change, what in COUNTED:
        count = bind.exec_driver_sql(change).rowcount
        said += [f"{what}: {count:,}"] if count else []
    bind.exec_driver_sql(SAID)
    bind.exec_driver_sql("DROP TABLE known")
