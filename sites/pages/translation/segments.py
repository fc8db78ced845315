"""The segments of a translation as an editor reads and writes them: source beside translation, in the page's order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.fields import StreamField
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from sites.pages.models.group_page import GroupPage


@dataclass(frozen=True)
class Row:
    """One segment. Text with tags inside (a link, bold words) is edited with its tags, other text without."""

    segment: StringSegment
    label: str
    text: str = ""
    error: str = ""
    by_machine: bool = False
    limit: int | None = None  # of the field, where it has one

    @property
    def is_too_long(self) -> bool:
        return self.limit is not None and len(self.text) > self.limit

    def with_sent(self, text: str) -> Row:
        """As it was sent, with what is wrong about it."""
        row = replace(self, text=text.replace("\r\n", "\n").strip())
        return replace(row, error=f"最多 {self.limit} 个字符，现在有 {len(row.text)} 个。") if row.is_too_long else row

    @property
    def name(self) -> str:
        return f"segment-{self.segment.pk}"

    @property
    def has_tags(self) -> bool:
        return "<" in self.segment.string.data.replace("<br/>", "")

    @property
    def source(self) -> str:
        return self.shown(self.segment.string.data)

    @property
    def lines(self) -> int:
        return min(12, 2 + self.source.count("\n") + len(self.source) // 28)

    def shown(self, data: str) -> str:
        return data if self.has_tags else StringValue(data).render_text()

    def stored(self, text: str) -> str:
        text = text.replace("\r\n", "\n").strip()
        return text if self.has_tags else StringValue.from_plaintext(text).data


def rows_of(record: Translation) -> list[Row]:
    """Every segment with what has been written for it. Three queries."""
    segments = record.source.stringsegment_set.select_related("string", "context").order_by("order")
    written = StringTranslation.objects.filter(
        context__object_id=record.source.object_id, locale_id=record.target_locale_id
    ).select_related("translation_of")
    by_place = {(row.translation_of_id, row.context_id): row for row in written}
    source: GroupPage = record.source.as_instance()
    rows = []
    for segment in segments:
        row = Row(segment, _label(source, segment), limit=_limit(source, segment))
        found = by_place.get((segment.string_id, segment.context_id))
        if found is not None:
            by_machine = found.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
            row = replace(row, text=row.shown(found.data), error=found.get_error() or "", by_machine=by_machine)
        rows.append(row)
    return rows


def _limit(source: GroupPage, segment: StringSegment) -> int | None:
    """How many characters the field takes that is this segment alone; blocks have none that a page could not hold."""
    name, *inside = segment.context.path.split(".")
    return None if inside else source._meta.get_field(name).max_length


def _label(source: GroupPage, segment: StringSegment) -> str:
    """What the editor's form calls the place: 标题, or 正文 · 图片 · 替代文字."""
    name, *inside = segment.context.get_field_path(source).split(".")
    field = source._meta.get_field(name)
    labels = [str(field.verbose_name)]
    block = field.stream_block if isinstance(field, StreamField) else None
    for part in inside:
        children = getattr(block, "child_blocks", None)
        block = children.get(part) if children else getattr(block, "child_block", None)
        if block is not None and block.label and block.label not in labels:
            labels.append(str(block.label))
    return " · ".join(labels)


@transaction.atomic
def write(record: Translation, sent: Mapping[str, str], user: AbstractBaseUser) -> int:
    """Stores what an editor sent for the segments; gives the number that changed. An emptied one has none any more."""
    changed = 0
    for row in rows_of(record):
        text = sent.get(row.name)
        if text is None or row.stored(text) == row.stored(row.text):
            continue
        changed += 1
        place = {
            "translation_of_id": row.segment.string_id,
            "context_id": row.segment.context_id,
            "locale_id": record.target_locale_id,
        }
        if not text.strip():
            StringTranslation.objects.filter(**place).delete()
            continue
        StringTranslation.objects.update_or_create(
            **place,
            defaults={
                "data": row.stored(text),
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": "",
                "last_translated_by": user,
                "has_error": False,
                "field_error": "",
            },
        )
    return changed
