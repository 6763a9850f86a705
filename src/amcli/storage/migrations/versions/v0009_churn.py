"""What leaving, forecasts and terms need: the day of a status, an expected amount, the length of a renewal,
and whether it was recorded that an issue was solved at once.

An account that was lost with its last contract while that still ran is a customer again until the last day,
and leaves by itself after it. One that is active without anything running stays so: its status is as of now.
"""

from pathlib import Path

from alembic import context, op

from amcli.storage.migrations.rebuild import rebuild_table

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("account", "contract", "issue")
TODAY = "date('now', 'localtime')"
RUNS = f"""c.amends_id IS NULL AND (c.terminated_on IS NULL OR c.terminated_on > {TODAY})
  AND (c.ends_on IS NULL OR c.ends_on >= {TODAY} OR (c.outcome IS NOT 'churned'
    AND c.renewed_by_id IS NULL AND (c.auto_renew = 1 OR date(c.ends_on, '30 days') >= {TODAY})))"""
# What it was before a command recorded the loss that made it churned, or a redo did so again.
BEFORE = """SELECT json_extract(j.before, '$.status') FROM journal j JOIN txn t ON t.id = j.txn
  WHERE j.id = (SELECT max(n.id) FROM journal n WHERE n.tbl = 'account' AND n."row" = account.id
      AND json_extract(n.before, '$.status') <> json_extract(n.after, '$.status'))
    AND json_extract(j.after, '$.status') = 'churned'
    AND (t.undoes IS NOT NULL OR instr(t.command, ' churn ') > 0)
    AND EXISTS (SELECT 1 FROM journal k WHERE k.txn = j.txn AND k.tbl = 'contract'
      AND json_extract(k.after, '$.outcome') = 'churned')"""
LEAVING = f"""UPDATE account SET status = ({BEFORE})
WHERE status = 'churned' AND ({BEFORE}) IN ('onboarding', 'active')
  AND EXISTS (SELECT 1 FROM contract c WHERE c.account_id = account.id AND {RUNS})"""
STAYS = f"""UPDATE account SET status_on = {TODAY}
WHERE status IN ('onboarding', 'active')
  AND EXISTS (SELECT 1 FROM contract c WHERE c.account_id = account.id)
  AND NOT EXISTS (SELECT 1 FROM contract c WHERE c.account_id = account.id AND {RUNS})"""
NOT_RECORDED = """UPDATE issue SET resolved_first_contact = NULL
WHERE NOT EXISTS (SELECT 1 FROM issue i WHERE i.resolved_first_contact = 1)"""
COUNTED = (
    (LEAVING, "lost customers now leaving, until their last day"),
    (STAYS, "customers active without a contract"),
    (NOT_RECORDED, "issues without a record of first contact"),
)


def upgrade() -> None:
    """Make the tables and their indexes again, then tell what older books could not, and count it."""
    script = Path(__file__).with_name("v0009_churn.sql").read_text(encoding="utf-8")
    bind = op.get_bind()
    for statement in (each.rstrip(";\n") for each in script.split(";\n\n")):
        table = statement.split()[2] if statement.startswith("CREATE TABLE") else ""
        if table in TABLES:
            rebuild_table(bind, table, statement)
        else:
            op.execute(statement)
    said = context.config.attributes["said"]
    for change, what in COUNTED:
        count = bind.exec_driver_sql(change).rowcount
        said += [f"{what}: {count:,}"] if count else []
