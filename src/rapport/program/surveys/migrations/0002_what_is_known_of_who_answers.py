"""What whoever hands a submission in could prove of the customer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_surveys_and_what_comes_back")]

    operations = [
        migrations.AddField("submission", "known", models.JSONField(default=dict)),
    ]
