from __future__ import annotations

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "sites.website"
    verbose_name = "网站"
    default_auto_field = "django.db.models.BigAutoField"
    centre_permissions = ("view_sitenotice", "add_sitenotice", "change_sitenotice", "delete_sitenotice")

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from sites.website.articles import pdf_store
        from sites.website.errors import missing_page
        from sites.website.metadata import addresses
        from sites.website.notices import current

        pdf_store.connect()
        missing_page.connect()
        current.connect()
        addresses.connect()
