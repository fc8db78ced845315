"""The guide to disclosure: written from the unit's data, completed by its editor."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hub.models import AuditEvent, LegalTerm
from opencat.annual_report.actions import ReportRefused
from opencat.guide import draft_guide
from opencat.models import CatalogueEntry, Category
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of
from tests.opencat.reporting import newest, refusals, store, working
from tests.staffed import Staffed
from tests.story import browser_of, settle

pytestmark = pytest.mark.django_db


def guide(staffed: Staffed) -> ArticlePage:
    return draft_guide(staffed.unit, working(staffed.editor))


def text_of(page: ArticlePage) -> str:
    blocks = newest(page).body
    return "\n".join(str(getattr(block.value, "source", block.value)) for block in blocks)


def test_the_guide_names_what_is_disclosed_where(bureau: Staffed) -> None:
    text = text_of(guide(bureau))
    binding = Category.objects.in_force().for_unit(bureau.unit)
    assert [each.name for each in binding if each.name not in text] == []
    assert "第十四条" not in text
    column = column_of(bureau.site, "guides")
    assert f'办事指南：<a linktype="page" id="{column.pk}">' in text


def test_a_retired_category_is_not_in_it(bureau: Staffed) -> None:
    Category.objects.filter(code="150504").update(name="停用的类别", retired_on=date(2026, 1, 1))
    assert "停用的类别" not in text_of(guide(bureau))


def test_terms_stand_with_their_sources(bureau: Staffed) -> None:
    about = {"subject": "答复申请", "source": "新条例第一条", "in_force_from": date(2026, 1, 1)}
    LegalTerm.objects.create(code="answer_disclosure_request", days=15, **about)
    text = text_of(guide(bureau))
    assert "自收到申请之日起 15 个工作日内答复（新条例第一条）" in text
    assert "政府信息公开条例（2019 年修订）第二十六条" in text


def test_what_the_unit_has_said_need_not_be_written_again(bureau: Staffed) -> None:
    Unit.objects.filter(pk=bureau.unit.pk).update(address="示例路 <1> 号", telephone="0753-0000000")
    bureau.unit.refresh_from_db()
    page = guide(bureau)
    assert "地址：示例路 &lt;1&gt; 号" in text_of(page)
    message = refusals(store(bureau.editor, page, "submit", text=""))
    assert "受理时间" in message
    assert "联系电话" not in message


def test_a_completed_guide_is_approved_and_read(bureau: Staffed) -> None:
    page = guide(bureau)
    assert refusals(store(bureau.editor, page, "submit")) == ""
    for person in (bureau.reviewer, bureau.leader):
        settle(person, page)
    page = ArticlePage.objects.get(pk=page.pk)
    assert CatalogueEntry.objects.get(page=page).category.code == "150601"
    response = Client(HTTP_HOST="jyj.localhost").get(page.get_url().removeprefix("http://jyj.localhost"))
    soup = BeautifulSoup(response.content, "html.parser")
    assert [each.text for each in soup.select("caption")] == ["公开和答复的期限"]
    with pytest.raises(ReportRefused, match="已经公开"):
        guide(bureau)


def test_a_unit_has_one_guide_and_only_its_own_people_make_it(bureau: Staffed, other_bureau: Staffed) -> None:
    assert guide(bureau) == guide(bureau)
    assert AuditEvent.objects.filter(action="生成公开指南", unit_code="jyj").count() == 1
    with pytest.raises(PermissionDenied):
        draft_guide(bureau.unit, working(other_bureau.editor))


def test_the_portal_s_guide_has_the_categories_of_article_14(portal: Staffed, centre: dict[Any, Any]) -> None:
    person = next(iter(centre.values()))
    browser_of(person).post(reverse("annual_report:make_guide", args=[portal.unit.pk]))
    page = ArticlePage.objects.get(external_id=f"disclosure-guide:{portal.unit.code}")
    assert "第十四条（三）" in text_of(page)
    assert page.title == "兴宁市人民政府政府信息公开指南"
