from __future__ import annotations

from django.db import migrations, models

LANGUAGES = ("zh-hans", "zh-hant", "en")
PAGES = (
    "articlepage",
    "columnpage",
    "departmenthomepage",
    "leaderpage",
    "linkpage",
    "portalhomepage",
    "topicpage",
    "townhomepage",
)


def make_locales(apps, schema_editor):
    locales = apps.get_model("wagtailcore", "Locale")
    for code in LANGUAGES:
        locales.objects.get_or_create(language_code=code)


class Migration(migrations.Migration):
    dependencies = [("sitegroup", "0004_leaving_and_removed"), ("wagtailcore", "0001_initial")]

    operations = [
        migrations.RunPython(make_locales, migrations.RunPython.noop),
        *(
            migrations.AddField(
                model_name=name,
                name="source_digest",
                field=models.CharField(blank=True, editable=False, max_length=64),
            )
            for name in PAGES
        ),
    ]
