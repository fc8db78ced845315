from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "站内搜索"
    default_auto_field = "django.db.models.BigAutoField"
    # What the centre may do with this app's models (sites.provisioning.rights).
    centre_permissions = (
        "view_synonym", "add_synonym", "change_synonym", "delete_synonym",
        "view_bestbet", "add_bestbet", "change_bestbet", "delete_bestbet",
    )  # fmt: skip

    def ready(self) -> None:
        import search.api  # noqa: F401 (adds its endpoint to the public API)
        from hub import indexing
        from search import best_bets, following, lexicon, meanings, place, seeds
        from search.admin_search import upgrading
        from search.extraction import following as files
        from search.models import BestBet, Synonym
        from search.suggestions import names

        indexing.connect()  # after Wagtail's own app, whose handlers it replaces
        meanings.kept.follow(Synonym)
        best_bets.kept.follow(BestBet)
        lexicon.connect()
        place.connect()
        names.connect()
        following.connect()
        files.connect()
        post_migrate.connect(following.fill_empty_index, sender=self)
        post_migrate.connect(seeds.fill_empty_tables, sender=self)
        post_migrate.connect(upgrading.rebuild_if_older, sender=self)
