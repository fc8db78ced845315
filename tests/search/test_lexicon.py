"""The tokeniser knows the names of this municipality."""

from __future__ import annotations

from opencat.models import Category
from search import lexicon
from search.models import Synonym
from search.tokens import words
from sites.organisation.models.unit import Unit
from tests.factories import UnitFactory
from tests.staffed import Staffed


def test_names_are_one_word_each(bureau: Staffed) -> None:
    UnitFactory(code="demo-town", name="兴宁市样坪镇人民政府", short_name="样坪镇")
    lexicon.keep_current()
    assert words("样坪镇的道路") == ["样坪镇", "的", "道路"]
    assert "市教育局" in words("市教育局通知")


def test_what_is_new_is_known_at_once(bureau: Staffed) -> None:
    lexicon.keep_current()
    Unit.objects.create(code="new", name="兴宁市峒岽局", short_name="市峒岽局", category="government")
    Synonym.objects.create(term="峒岽补", meant="峒岽补助金")
    Category.objects.filter(code="1401").update(name="峒岽信息")
    Category.objects.get(code="1401").save()
    lexicon.keep_current()
    for name in ("峒岽局", "峒岽补助金", "峒岽信息"):
        assert words(f"查询{name}电话") == ["查询", name, "电话"], name
