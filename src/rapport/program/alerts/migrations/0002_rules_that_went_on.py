from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0001_rules_and_what_they_fired_for"),
    ]

    operations = [
        migrations.AddField(
            model_name="rule",
            name="went_on_at",
            field=models.DateTimeField(null=True),
        ),
    ]
