from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sites.pages.public_content import PublicContent, PublicItem
from tests.testapp.models.tree import Tree

CATEGORY = "140606"  # 环境保护


class Trees(PublicContent):
    model = Tree
    name = "tree"
    label = "古树名木"
    path = "trees/"

    def public(self) -> Any:
        return Tree.objects.filter(is_public=True).select_related("unit").order_by("-entered_at", "-pk")

    def items(self, objects: Iterable[Tree]) -> Iterator[PublicItem]:
        for tree in objects:
            yield PublicItem(
                key=tree.pk,
                unit_id=tree.unit_id,
                path=f"trees/{tree.pk}/",
                title=tree.name,
                published_at=tree.entered_at,
                changed_at=tree.changed_at,
                summary=f"位于{tree.place}",
                text=tree.story,
                source=tree.unit.name,
                keywords=("古树名木",),
                files=((tree.photo_sheet_id, f"{tree.name}图册"),) if tree.photo_sheet_id else (),
                written_on=tree.surveyed_on,
                category=CATEGORY,
                term_code="disclose",
            )
