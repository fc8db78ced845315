"""What a content refers to is found by our own code, and digests stay what they are, whatever Wagtail's index does."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import get_page_models

from hub.models.media import GroupDocument, GroupImage
from hub.references import references_of, replace_references
from sites.approval.digest import content_digest, files_of
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.portal_home_page import PortalHomePage

TEXT = (
    '<p>见<a linktype="document" id="905">附件</a>、<a id="906" linktype="document">另一附件</a>、'
    '<a linktype="page" id="1">首页</a>、<a href="https://example.org/">外站</a></p>'
    '<embed alt="x &quot;y&quot;" embedtype="image" format="left" id="906"/>'
)


@pytest.fixture
def files(db: None) -> None:
    """Seven pictures and seven documents with keys and hashes that stay the same."""
    for key in range(901, 908):
        GroupImage.objects.bulk_create(
            [GroupImage(pk=key, title=f"图{key}", file="x.png", file_hash=f"{key}a", width=1, height=1)]
        )
        GroupDocument.objects.bulk_create(
            [GroupDocument(pk=key, title=f"件{key}", file=ContentFile(b"x", "x.txt"), file_hash=f"{key}d")]
        )


def block(kind: str, value: Any, key: int) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": f"00000000-0000-4000-8000-{key:012d}"}


def item(value: Any, key: int) -> dict[str, Any]:
    return block("item", value, key)


def picture(key: int) -> dict[str, Any]:
    return {"image": key, "alt": "一幅图", "caption": ""}


TABLE = {"data": [["甲", "乙"]], "cell": [], "first_row_is_table_header": True, "first_col_is_header": False,
         "table_caption": "", "mergeCells": []}  # fmt: skip
BODY = [
    block("heading", {"text": "一、要求", "level": "2"}, 1),
    block("paragraph", TEXT, 2),
    block("provision", {"number": "第一条", "text": '<p><a linktype="document" id="907">件</a></p>'}, 3),
    block("table", TABLE, 4),
    block("picture", picture(901), 5),
    block("gallery", {"title": "", "pictures": [item(picture(902), 61), item(picture(903), 62)]}, 6),
    block("attachment", {"document": 901, "title": ""}, 7),
    block("video", {"title": "片", "video": 902, "captions": 903, "poster": 904, "transcript": ""}, 8),
    block("quotation", {"text": "引文", "source": ""}, 9),
    block("picture", picture(999), 10),
]


def article() -> ArticlePage:
    page = ArticlePage(
        title="各种区块",
        slug="blocks",
        source="市教育局",
        written_on=date(2026, 3, 2),
        cover_id=905,
        body=deepcopy(BODY),
    )
    page.attachments = [ArticleAttachment(document_id=904, title="附件一")]
    return page


def home() -> PortalHomePage:
    introduction = {"title": "简介", "image": 907, "alt": "", "width": "narrow"}
    return PortalHomePage(
        title="门户", slug="portal", introduction=TEXT, sections=[block("introduction", introduction, 1)]
    )


def licence() -> ArticlePage:
    materials = [item({"name": "申请表", "form": "original", "copies": 1, "document": 906}, 11)]
    records = [block("licence", {"name": "食品经营许可", "materials": materials}, 1)]
    return ArticlePage(title="许可", slug="licence", records=records)


@pytest.mark.usefixtures("files")
def test_every_block_field_text_and_row_is_looked_through() -> None:
    images, documents = "hub.GroupImage", "hub.GroupDocument"
    found = {(model._meta.label, key) for model, key in references_of(article())}
    assert {key for label, key in found if label == images} == {"901", "902", "903", "904", "905", "906"}
    assert {key for label, key in found if label == documents} == {"901", "902", "903", "904", "905", "906", "907"}
    assert ("wagtailcore.Page", "1") in found


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("make", "digest"),
    [
        (article, "140845dc1aaf6799e049b4c58eb210f6b9b00b1ca6083ab450722e8d9f3939db"),
        (home, "eb92db5634e2ab175fb0cb5f17faedd8914841b7dcad4366823715ddb8b9e939"),
    ],
)
def test_the_digest_is_what_it_always_was(make: Any, digest: str) -> None:
    assert content_digest(make()) == digest


@pytest.mark.usefixtures("files")
def test_files_that_are_gone_count_for_nothing() -> None:
    assert 999 not in {file.pk for file in files_of(article()) if isinstance(file, GroupImage)}


EVERY_FILE = [(GroupImage, key) for key in range(901, 908)] + [(GroupDocument, key) for key in range(901, 908)]


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(("model", "key"), EVERY_FILE)
@pytest.mark.parametrize("make", [article, home, licence])
def test_a_file_is_exchanged_wherever_it_is_named_and_nothing_else_changes(make: Any, model: Any, key: int) -> None:
    content, before = make(), make()
    old = model.objects.get(pk=key)
    new = model.objects.create(pk=1000 + key, title="新", file=old.file.name, file_hash="n", **size_of(old))
    replace_references(content, old, new)
    changed = [
        (kind, str(new.pk) if (kind, name) == (model, str(key)) else name) for kind, name in references_of(before)
    ]
    assert list(references_of(content)) == changed
    replace_references(content, new, old)
    assert plain(content) == plain(before)


def plain(content: Any) -> dict[str, Any]:
    return {**content.serializable_data(), "translation_key": ""}


def size_of(file: Any) -> dict[str, int]:
    return {"width": 1, "height": 1} if isinstance(file, GroupImage) else {}


@pytest.mark.usefixtures("files")
def test_of_two_links_that_look_alike_the_one_to_the_file_is_exchanged() -> None:
    """A page and a document may have the same number."""
    text = '<p><a id="905" linktype="page">页</a><a id="905" linktype="document">件</a> id="905"</p>'
    page = ArticlePage(title="同号", slug="alike", body=[("paragraph", text)])
    old, new = GroupDocument.objects.get(pk=905), GroupDocument.objects.get(pk=906)
    replace_references(page, old, new)
    expected = '<p><a id="905" linktype="page">页</a><a id="906" linktype="document">件</a> id="905"</p>'
    assert page.body[0].value.source == expected


def test_every_block_that_chooses_a_file_is_tried_above() -> None:
    """A new block of ours gets its line in `BODY`, `home` or `licence`."""
    found = set()
    for model in get_page_models():
        for field in model._meta.concrete_fields:
            found |= set(choosers(getattr(field, "stream_block", None)))
    assert found == {
        "picture.image", "gallery.pictures.image", "attachment.document", "video.video", "video.captions",
        "video.poster", "introduction.image", "licence.materials.document",
    }  # fmt: skip


def choosers(block: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Dotted names of blocks below that choose a picture or a document."""
    if isinstance(block, (ImageChooserBlock, DocumentChooserBlock)):
        yield ".".join(path)
    for name, child in getattr(block, "child_blocks", {}).items():
        yield from choosers(child, (*path, name))
    if (child := getattr(block, "child_block", None)) is not None:
        yield from choosers(child, path)
