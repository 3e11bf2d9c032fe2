"""Keeps contacts whose customers have no record yet."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sending", "0002_marks_of_addresses_and_no_words_of_servers"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(max_length=500)),
                ("customer_id", models.CharField(max_length=500)),
                ("expires_at", models.DateTimeField()),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sending.programme"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["customer_id"], name="waits_of_a_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "about"), name="one_wait_for_a_record")
                ],
            },
        ),
    ]
