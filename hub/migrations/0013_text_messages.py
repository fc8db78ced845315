import django.utils.timezone
import hub.private_fields.blind_index
import hub.private_fields.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hub', '0012_incoming_mail'),
    ]

    operations = [
        migrations.CreateModel(
            name='TextMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('next_attempt_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='下次尝试')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='失败次数')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='上次的错误')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('telephone', hub.private_fields.fields.EncryptedCharField(max_length=30)),
                ('telephone_index', hub.private_fields.blind_index.BlindIndexField(blank=True, db_index=True, default='', editable=False, max_length=42, normalise=hub.private_fields.blind_index.telephone, source='telephone')),
                ('template', models.CharField(max_length=40)),
                ('parameters', models.JSONField(default=dict)),
                ('text', models.CharField(max_length=300)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '待发短信',
                'verbose_name_plural': '待发短信',
            },
        ),
    ]
