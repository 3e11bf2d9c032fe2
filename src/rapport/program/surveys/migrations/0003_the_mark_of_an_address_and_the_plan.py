"""Keeps a hash of where an invitation went, the version of its programme, and when to try a reminder."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0002_what_is_known_of_who_answers"),
    ]

    operations = [
        migrations.AddField("invitation", "programme_number", models.IntegerField(null=True)),
        migrations.AddField(
            "invitation", "address_mark", models.CharField(blank=True, default="", max_length=64)
        ),
        migrations.AddField("invitation", "remind_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "invitation",
            models.Index(fields=["address_mark", "created_at"], name="asked_at_an_address"),
        ),
    ]
