"""An article for visitors, and what an editor would have translated: two Traditional pages, three in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.html import format_html
from wagtail_localize.models import StringTranslation, Translation

from hub.models import User
from hub.variants.enums import Variant
from sites.pages.enums import InformationKind
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.group_page import GroupPage
from sites.pages.translation.drafts import save_draft, start_translation, translation_record

TITLE = "来访须知（演示）"
EXTERNAL_ID = "demo:for-visitors"
PARAGRAPHS = {
    "本页为演示内容，所有信息均为虚构。": "This page is a demonstration. Everything on it is invented.",
    "办事大厅星期一至星期五上午 8:30 至 12:00、下午 2:30 至 5:30 开放。": (
        "The service hall is open from Monday to Friday, 8:30 to 12:00 and 14:30 to 17:30."
    ),
    "外国人请携带护照；窗口备有软件和打印机，可以当场填表。": (
        "Foreign visitors please bring a passport. Computers and printers are at hand to fill in forms."
    ),
}
ARTICLE = {TITLE: "For visitors (demonstration)", "演示": "Demonstration", **PARAGRAPHS}
# What the editor wrote in the place of what the machine had converted.
BY_HAND = {
    "外国人请携带护照；窗口备有软件和打印机，可以当场填表。": (
        "外國人士請攜帶護照；櫃檯備有電腦軟件及打印機，可即場填表。"
    ),
}


def visitors_article(day: date) -> ArticlePage:
    return ArticlePage(
        title=TITLE,
        slug="for-visitors",
        source="演示",
        kind=InformationKind.POLICY,
        written_on=day,
        body=[("paragraph", format_html("<p>{}</p>", paragraph)) for paragraph in PARAGRAPHS],
        external_id=EXTERNAL_ID,
    )


def translate(
    home: GroupPage, column: ColumnPage, article: ArticlePage, editor: User, release: Callable[[GroupPage], None]
) -> None:
    """Pages as they are in the database; each translation goes public by `release`."""
    _released(column, Variant.TRADITIONAL, {column.title: "走進興寧（人手校訂）"}, editor, release)
    _released(article, Variant.TRADITIONAL, BY_HAND, editor, release)
    _released(home, Variant.ENGLISH, {home.title: "The People's Government of Xingning"}, editor, release)
    _released(column, Variant.ENGLISH, {column.title: "About Xingning"}, editor, release)
    _released(article, Variant.ENGLISH, ARTICLE, editor, release)


def _released(
    source: GroupPage, variant: Variant, texts: Mapping[str, str], editor: User, release: Callable[[GroupPage], None]
) -> GroupPage:
    record = translation_record(start_translation(source, variant, editor))
    _write(record, texts, editor)
    page = save_draft(record, editor)
    page.live, page.has_unpublished_changes = True, False
    page.first_published_at = page.last_published_at = source.last_published_at
    release(page)
    page.save()
    return page


def _write(record: Translation, texts: Mapping[str, str], editor: User) -> None:
    for segment in record.source.stringsegment_set.select_related("string"):
        if segment.string.data in texts:
            StringTranslation.objects.update_or_create(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale_id=record.target_locale_id,
                defaults={
                    "data": texts[segment.string.data],
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "last_translated_by": editor,
                },
            )
