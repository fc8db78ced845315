"""The first draft of a Traditional translation: OpenCC with the city's corrections. English has no machine."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue

from hub.variants.current_converter import current_converter
from hub.variants.enums import Variant


class OpenCCTranslator(BaseMachineTranslator):
    """The setting WAGTAILLOCALIZE_MACHINE_TRANSLATOR."""

    display_name = "OpenCC"

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        # Tags and entities are ASCII, which conversion leaves alone.
        convert = current_converter()
        return {string: StringValue(convert(string.data)) for string in strings}

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        return (source_locale.language_code, target_locale.language_code) == (Variant.SIMPLIFIED, Variant.TRADITIONAL)
