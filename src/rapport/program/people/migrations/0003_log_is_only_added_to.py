"""The database itself refuses to change or remove a line of the log."""

from django.db import migrations

WORDS = "the log of changes is only added to"
SQLITE = [
    f"CREATE TRIGGER log_no_{act} BEFORE {act.upper()} ON people_logentry "
    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for act in ("update", "delete")
]
POSTGRES = [
    "CREATE FUNCTION log_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$",
    "CREATE TRIGGER log_no_change BEFORE UPDATE OR DELETE ON people_logentry "
    "FOR EACH ROW EXECUTE FUNCTION log_is_only_added_to()",
    "CREATE TRIGGER log_no_truncate BEFORE TRUNCATE ON people_logentry "
    "FOR EACH STATEMENT EXECUTE FUNCTION log_is_only_added_to()",
]


def refuse(apps, editor):
    """Adds the triggers of this database's kind."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement)


def allow(apps, editor):
    """Removes them again."""
    if editor.connection.vendor == "sqlite":
        for act in ("update", "delete"):
            editor.execute(f"DROP TRIGGER log_no_{act}")
    else:
        editor.execute("DROP FUNCTION log_is_only_added_to() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_access")]
    operations = [migrations.RunPython(refuse, allow)]
