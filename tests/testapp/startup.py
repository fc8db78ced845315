from __future__ import annotations

from django.apps import AppConfig

from hub import caching
from sites.organisation import measures
from sites.pages import public_content
from tests.testapp import rights
from tests.testapp.measures import SURVEYED
from tests.testapp.models.tree import Tree
from tests.testapp.public_content import Trees


def register_signal_handlers(config: AppConfig) -> None:
    public_content.register(Trees())
    measures.register(SURVEYED)
    rights.register()
    caching.invalidate_when_changed(Tree, tags=("trees",))
