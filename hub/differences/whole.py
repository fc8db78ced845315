"""Lists of names, of which each came, went or stayed as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from hub.differences.marks import deleted, inserted


def of_list(old: Sequence[str], new: Sequence[str]) -> SafeString:
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    shown = [*(deleted(name) for name in gone.elements()), *(inserted(name) for name in come.elements())]
    return format_html_join("、", "{}", ((each,) for each in shown)) or SafeString("顺序有变化")
