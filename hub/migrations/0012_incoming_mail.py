import django.db.models.deletion
import hub.private_fields.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hub', '0011_private_recipients'),
    ]

    operations = [
        migrations.CreateModel(
            name='IncomingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('kind', models.CharField(choices=[('letter', '来信'), ('auto_reply', '自动回复'), ('bounce', '退信')], default='letter', max_length=20, verbose_name='类别')),
                ('reading', models.CharField(choices=[('whole', '已读取'), ('cut', '正文过长，只保留开头'), ('too_large', '过大，未读取正文'), ('unreadable', '无法读取正文')], default='whole', max_length=20, verbose_name='读取')),
                ('state', models.CharField(choices=[('new', '未匹配'), ('open', '待处理'), ('filed', '已归入办件'), ('kept', '存档'), ('dismissed', '不处理')], db_index=True, default='new', max_length=20, verbose_name='状态')),
                ('received_at', models.DateTimeField(auto_now_add=True, verbose_name='收到')),
                ('sender', hub.private_fields.fields.EncryptedCharField(blank=True, max_length=254, verbose_name='发件人')),
                ('subject', hub.private_fields.fields.EncryptedCharField(blank=True, max_length=300, verbose_name='主题')),
                ('text', hub.private_fields.fields.EncryptedTextField(blank=True, verbose_name='正文')),
                ('attachments', hub.private_fields.fields.EncryptedTextField(blank=True, verbose_name='附件')),
                ('bounced_address', hub.private_fields.fields.EncryptedCharField(blank=True, max_length=254, verbose_name='退回的地址')),
                ('bounce_action', models.CharField(blank=True, max_length=20, verbose_name='投递结果')),
                ('bounce_status', models.CharField(blank=True, max_length=12, verbose_name='退信代码')),
                ('filed_under', models.CharField(blank=True, max_length=20, verbose_name='归入办件')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('handled_at', models.DateTimeField(null=True, verbose_name='处理时间')),
                ('handled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                ('in_answer_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='hub.outboxmessage')),
            ],
            options={
                'verbose_name': '来邮',
                'verbose_name_plural': '来邮',
                'ordering': ['pk'],
            },
        ),
    ]
