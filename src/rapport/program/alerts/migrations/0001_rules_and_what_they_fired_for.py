import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=12)),
                ("version", models.IntegerField(default=1)),
                ("starter", models.CharField(blank=True, max_length=40)),
                ("owner", models.CharField(max_length=200)),
                ("active", models.BooleanField(db_index=True, default=False)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("stopped_because", models.CharField(blank=True, max_length=300)),
                ("looked_at", models.DateTimeField(null=True)),
                ("looked_of", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("retired_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Firing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("subject", models.CharField(max_length=520)),
                ("state", models.CharField(max_length=8)),
                ("kind", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("found_at", models.DateTimeField(db_index=True)),
                ("fired_at", models.DateTimeField(null=True)),
                ("customer_id", models.CharField(db_index=True, max_length=500, null=True)),
                ("interaction_id", models.CharField(db_index=True, max_length=500, null=True)),
                ("agent_id", models.CharField(max_length=500, null=True)),
                ("team", models.CharField(max_length=500, null=True)),
                ("channel", models.CharField(max_length=100, null=True)),
                ("facts", models.JSONField(default=dict)),
                ("case_id", models.UUIDField(db_index=True, null=True)),
                ("problem", models.CharField(blank=True, max_length=300)),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="firings", to="alerts.rule"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["rule", "state", "found_at"], name="alert_firings_of_rule"),
                    models.Index(fields=["-at", "-id"], name="alert_firings_newest"),
                    models.Index(fields=["agent_id", "kind"], name="alert_firings_of_agent"),
                    models.Index(
                        condition=models.Q(("state", "due")), fields=["id"], name="alert_firings_due"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "subject"), name="alert_firings_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("text", models.TextField()),
                ("made_by", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("previewed_at", models.DateTimeField(null=True)),
                ("would_fire", models.IntegerField(null=True)),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="alerts.rule"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "number"), name="alert_rule_versions")
                ],
            },
        ),
    ]
