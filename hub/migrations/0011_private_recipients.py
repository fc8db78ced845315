import hub.private_fields.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hub', '0010_sent_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='outboxmessage',
            name='bounces',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='outboxmessage',
            name='private_recipient',
            field=hub.private_fields.fields.EncryptedCharField(blank=True, max_length=254),
        ),
        migrations.AlterField(
            model_name='outboxmessage',
            name='recipient',
            field=models.EmailField(blank=True, max_length=254),
        ),
    ]
