"""What an app registers as public, and what is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from hub.models import CalendarDay
from sites.organisation.models.unit import Unit
from sites.pages import public_content
from sites.pages.public_content import PublicContent
from tests.testapp.models.tree import Tree


def declared(**attributes: object) -> PublicContent:
    known = {"model": CalendarDay, "name": "day", "label": "日子", "path": "days/", **attributes}
    return type("Days", (PublicContent,), known)()


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"model": Tree}, "Trees 已登记了 model"),
        ({"name": "tree"}, "Trees 已登记了 name tree"),
        ({"path": "trees/"}, "Trees 已登记了 path trees/"),
        ({"name": "Tree-2"}, "须为 1 到 20 个小写字母"),
        ({"path": "/days"}, "须以 / 结尾"),
    ],
)
def test_what_is_registered_twice_or_malformed_is_named(attributes: dict[str, object], words: str) -> None:
    before = public_content.registered()
    with pytest.raises(ImproperlyConfigured, match=words):
        public_content.register(declared(**attributes))
    assert public_content.registered() == before


def test_it_is_found_by_model_name_and_path() -> None:
    trees = public_content.content_of(Tree)
    assert trees is not None
    assert public_content.content_named("tree") is trees
    assert public_content.content_at("trees/") is trees
    assert public_content.content_at("") is None


@pytest.mark.django_db(transaction=True)
class TestChanged:
    def test_saved_told_deleted(self, bureau: object) -> None:
        heard: list[tuple[type, list[int]]] = []

        def hear(sender: type, keys: list[int], **signal: object) -> None:
            heard.append((sender, keys))

        public_content.content_changed.connect(hear)
        try:
            unit = Unit.objects.get(code="jyj")
            tree = Tree.objects.create(unit=unit, name="古樟", place="学宫前", surveyed_on="2026-01-01")
            key = tree.pk
            public_content.tell_changed(Tree, [key])
            tree.delete()
        finally:
            public_content.content_changed.disconnect(hear)
        assert heard == [(Tree, [key])] * 3
