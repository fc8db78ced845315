from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "sites.pages"
    verbose_name = "页面"
    default_auto_field = "django.db.models.BigAutoField"
    centre_permissions = (
        "view_trustedhost", "add_trustedhost", "change_trustedhost", "delete_trustedhost",
        "view_partnerlink", "add_partnerlink", "change_partnerlink", "delete_partnerlink",
    )  # fmt: skip

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from hub.variants.enums import Variant
        from sites.pages import navigation, site_group, statistics
        from sites.pages.outbound import group_hosts
        from sites.pages.translation import english, signal_handlers, variant_views

        signal_handlers.connect()
        site_group.connect()
        navigation.connect()
        statistics.connect()
        group_hosts.connect()
        variant_views.register_variant_view(Variant.ENGLISH, english.english_page)
