from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """The ledger names contents of any type; rows of before keep their seals, and say so by their version."""

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("approval", "0002_readdressed"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="ledgerentry", name="approval_le_page_id_bbfea2_idx"),
        migrations.RenameField("ledgerentry", "page_id", "object_id"),
        migrations.RenameField("ledgerentry", "page_title", "title"),
        migrations.AlterField("ledgerentry", "object_id", models.BigIntegerField("内容编号")),
        migrations.AddField(
            "ledgerentry",
            "content_type",
            models.ForeignKey(
                null=True, on_delete=models.PROTECT, related_name="+", to="contenttypes.contenttype", verbose_name="内容类型"
            ),
        ),
        migrations.AddField("ledgerentry", "required", models.JSONField("所需环节", default=list)),
        migrations.AddField("ledgerentry", "facts", models.JSONField("公开事实", default=dict)),
        migrations.AddField("ledgerentry", "seal_version", models.PositiveSmallIntegerField("封存格式", default=1)),
        migrations.AddField("ledgerentry", "key_id", models.CharField("封存密钥", max_length=16, blank=True, default=""), preserve_default=False),
        migrations.AddField("ledgerhead", "key_id", models.CharField(max_length=16, blank=True, default=""), preserve_default=False),
    ]
