"""Fills what invitations keep of their address and programme; takes addresses out of what servers said."""

import re
import secrets
from hashlib import blake2b

from django.db import migrations

CODES = re.compile(r"(?<![\w.])(?:[45]\d\d|[45]\.\d{1,3}\.\d{1,3})(?![\w.])")


def fill(apps, schema_editor):
    """An address says who it is, so only its hash and the server's code stay."""
    invitations = apps.get_model("surveys", "Invitation").objects
    key = None
    rows = invitations.exclude(address="").values_list("pk", "address")
    for pk, address in list(rows):
        key = key or _salt(apps)
        mark = blake2b(f"address:{address}".encode(), key=key, digest_size=20).hexdigest()
        invitations.filter(pk=pk).update(address_mark=mark)
    for one in apps.get_model("sending", "Programme").objects.all():
        open_now = invitations.filter(programme=one.pk, state__in=("waiting", "sent"))
        open_now.update(programme_number=one.number)
    _cut(apps.get_model("sending", "Unreachable").objects.all(), "because")
    _cut(apps.get_model("sending", "Message").objects.exclude(problem=""), "problem")
    _cut(invitations.filter(state__in=("bounced", "failed")).exclude(reason=""), "reason")


def _cut(rows, column):
    for pk, said in list(rows.values_list("pk", column)):
        codes = " ".join(dict.fromkeys(CODES.findall(said)))
        rows.model.objects.filter(pk=pk).update(**{column: codes or "refused by the server"})


def _salt(apps):
    facts = {"salt": secrets.token_hex(32)}
    return bytes.fromhex(
        apps.get_model("sending", "Salt").objects.get_or_create(pk=1, defaults=facts)[0].salt
    )


class Migration(migrations.Migration):
    dependencies = [
        ("sending", "0001_programmes_messages_and_who_left"),
        ("surveys", "0003_the_mark_of_an_address_and_the_plan"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
