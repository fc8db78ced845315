"""What of a registered object that is no page the search knows (`sites.pages.public_content`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hub.variants.enums import Variant
from opencat.models import Category
from search.attachments import Part, parts_of
from search.content_key import ContentKey, keys_of
from search.documents import LONGEST_TEXT, Document
from sites.pages.public_content import PublicContent, PublicItem


def documents_of_objects(content: PublicContent, wanted: Iterable[int]) -> Iterator[Document]:
    """The documents of those of these objects that are public, in no order."""
    items = list(content.items(content.public().filter(pk__in=list(wanted))))
    if not items:
        return
    codes = {item.category for item in items if item.category}
    categories = dict(Category.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}
    files = parts_of({item.key: dict(item.files) for item in items})
    keys = keys_of(content.model, [item.key for item in items])
    for item, key in zip(items, keys, strict=True):
        yield _of_item(content, item, key, categories.get(item.category), files[item.key])


def _of_item(
    content: PublicContent, item: PublicItem, key: ContentKey, category: int | None, files: tuple[Part, ...]
) -> Document:
    return Document(
        key,
        {
            "path": item.path, "title": item.title, "unit_id": item.unit_id, "language": Variant.SIMPLIFIED.value,
            "summary": item.summary, "kind": content.name, "category_id": category,
            "year": item.written_on.year if item.written_on else None, "written_on": item.written_on,
            "published_at": item.published_at, "has_attachment": bool(files),
        },
        text=item.text[:LONGEST_TEXT],
        other_words="\n".join(filter(None, [*item.keywords, item.source])),
        attachments=files,
    )  # fmt: skip
