from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SiteGroupConfig(AppConfig):
    name = "sites"
    label = "sitegroup"
    verbose_name = "站群"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sites import group, navigation, permissions, statistics
        from sites.approval import due_dates, gate, notifications
        from sites.articles import pdf_store
        from sites.leaving import group_hosts
        from sites.metadata import addresses
        from sites.notices import current
        from sites.provisioning import rights
        from sites.translation import following

        gate.connect()
        due_dates.connect()
        following.connect()
        permissions.register()
        notifications.replace_wagtail_mail()
        group.connect()
        navigation.connect()
        pdf_store.connect()
        statistics.connect()
        group_hosts.connect()
        current.connect()
        addresses.connect()
        post_migrate.connect(rights.renew_centre, sender=self)
