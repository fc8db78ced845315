"""From a source to the draft of its translation: segments, a machine's first draft, revisions."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from hub.variants.enums import Variant
from sites.approval.digest import content_digest
from sites.pages.models.group_page import GroupPage
from sites.pages.translation.locales import locale_id


def translation_record(page: GroupPage) -> Translation | None:
    """wagtail-localize's record of a translated page."""
    rows = Translation.objects.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id)
    return rows.select_related("source", "target_locale").first()


@transaction.atomic
def start_translation(source: GroupPage, variant: Variant, user: AbstractBaseUser) -> GroupPage:
    """A draft of `source` in `variant`, from the newest text of the source, converted by machine where there is one."""
    frozen, _new = TranslationSource.update_or_create_from_instance(source.get_latest_revision_as_object())
    locale = Locale.objects.get(pk=locale_id(variant))
    record, _new = Translation.objects.get_or_create(source=frozen, target_locale=locale)
    record.save_target(user=user, publish=False)
    page = record.get_target_instance()
    Page.objects.filter(pk=page.pk).update(owner=user)
    translate_by_machine(record, user)
    save_draft(record, user)
    return record.get_target_instance()


@transaction.atomic
def update_from_source(record: Translation, user: AbstractBaseUser) -> None:
    """Takes the source's newest text. Segments that did not change keep their translation."""
    source = record.source.get_source_instance()
    TranslationSource.update_or_create_from_instance(source.get_latest_revision_as_object())
    record.refresh_from_db()
    translate_by_machine(record, user)


def translate_by_machine(record: Translation, user: AbstractBaseUser) -> None:
    """Fills in what has no translation yet, if there is a machine for this pair of languages."""
    machine = get_machine_translator()
    if machine is None or not machine.can_translate(record.source.locale, record.target_locale):
        return
    segments = record.source.stringsegment_set.annotate_translation(record.target_locale, include_errors=True)
    waiting = list(segments.filter(translation=None).select_related("string"))
    texts = machine.translate(
        record.source.locale, record.target_locale, {StringValue(segment.string.data) for segment in waiting}
    )
    for segment in waiting:
        StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale_id=record.target_locale_id,
            defaults={
                "data": texts[StringValue(segment.string.data)].data,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
                "tool_name": machine.display_name,
                "last_translated_by": user,
            },
        )


def save_draft(record: Translation, user: AbstractBaseUser) -> GroupPage:
    """A new revision of the translated page from the segments as they are, unless it would be the same again.

    What is public stays as it is: wagtail-localize would write the row itself.
    """
    draft: GroupPage = record.source.get_ephemeral_translated_instance(record.target_locale, fallback=True)
    draft.source_digest = content_digest(record.source.as_instance())
    latest = draft.get_latest_revision()
    if latest is None or content_digest(latest.as_object()) != content_digest(draft):
        draft.save_revision(user=user, changed=True)
        if not draft.live:
            draft.save()
    return draft


def is_current(record: Translation) -> bool:
    """Whether the segments are of the source as it is public, or as its newest draft has it."""
    translated = content_digest(record.source.as_instance())
    source: GroupPage = record.source.get_source_instance()
    return translated in (source.live_digest, content_digest(source.get_latest_revision_as_object()))


def missing_segments(record: Translation) -> int:
    total, done = record.get_progress()
    return total - done
