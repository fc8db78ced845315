from __future__ import annotations

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "sites.website"
    verbose_name = "网站"
    default_auto_field = "django.db.models.BigAutoField"
    centre_permissions = ("view_sitenotice", "add_sitenotice", "change_sitenotice", "delete_sitenotice")

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from sites.website.startup import register_signal_handlers

        register_signal_handlers(self)
