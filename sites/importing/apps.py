from __future__ import annotations

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "sites.importing"
    verbose_name = "导入"
    default_auto_field = "django.db.models.BigAutoField"
