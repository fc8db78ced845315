from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OpenCatConfig(AppConfig):
    name = "opencat"
    verbose_name = "公开目录"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from opencat import following

        following.connect()
        post_migrate.connect(following.fill_empty_catalogue, sender=self)
