from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OpenCatConfig(AppConfig):
    name = "opencat"
    verbose_name = "公开目录"
    default_auto_field = "django.db.models.BigAutoField"
    # What the centre may do with this app's models (sites.organisation.rights).
    centre_permissions = ("view_category", "add_category", "change_category", "view_catalogueentry")

    def ready(self) -> None:
        from opencat import permissions
        from opencat import signal_handlers as following

        following.connect()
        permissions.register()
        post_migrate.connect(following.fill_empty_catalogue, sender=self)
