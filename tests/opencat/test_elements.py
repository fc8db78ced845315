"""What a document must say before it is sent for approval (Art. 12), as its editor meets it in the admin."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, streamfield

from opencat.enums import LinkKind
from opencat.models import CatalogueEntry, Category, DocumentLink
from sites.approval.actions import SubmissionRefused
from sites.approval.gate import PublicationRefused
from sites.pages.enums import DisclosureKind
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from tests.factories import column_of, draft, published
from tests.staffed import Staffed
from tests.story import article_form, browser_of, edit, waiting_step, write

pytestmark = pytest.mark.django_db

NUMBERED, INTERPRETATIONS, ACCOUNTS = "150402", "150403", "150603"


def documents(bureau: Staffed) -> ColumnPage:
    return column_of(bureau.site, "documents")


def in_category(code: str) -> int:
    return Category.objects.get(code=code).pk


def links(*rows: tuple[LinkKind, Page]) -> dict[str, Any]:
    return inline_formset([{"kind": kind, "target": target.pk, "note": ""} for kind, target in rows])


# What is left out, by the field beside which it is said, with the words that name it.
LACKING: dict[str, tuple[dict[str, Any], str]] = {
    "source": ({"source": ""}, ""),
    "written_on": ({"written_on": ""}, ""),
    "document_number": ({"category": NUMBERED}, "“规范性文件”须填写文号"),
    "disclosure_ground": (
        {"disclosure_kind": DisclosureKind.ON_REQUEST, "body": streamfield([])}, "请写明不主动公开的依据",
    ),
    "disclosure_kind": ({"disclosure_kind": DisclosureKind.NOT_PUBLIC}, "不予公开的信息只登记"),
    "records": ({"category": ACCOUNTS}, "须填写“预算决算”"),
    "document_links": ({"category": INTERPRETATIONS}, "政策解读须指明所解读的文件"),
}  # fmt: skip


def lacking(name: str) -> dict[str, Any]:
    fields = dict(LACKING[name][0])
    if "category" in fields:
        fields["category"] = in_category(fields["category"])
    body = fields.pop("body", None)
    data = article_form(**fields)
    if body is not None:
        data = {key: value for key, value in data.items() if not key.startswith("body-")}
        data |= {f"body-{key}": value for key, value in body.items()}
    return data | {"action-submit": "1"}


def said_beside(response: Any, name: str) -> list[str]:
    form = response.context["form"]
    if name in form.formsets:
        return list(form.formsets[name].non_form_errors())
    return list(form.errors.get(name, []))


@pytest.mark.parametrize("name", LACKING)
def test_a_new_document_says_beside_its_field_what_is_missing(bureau: Staffed, name: str) -> None:
    column = documents(bureau)
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", column.pk])
    before = ArticlePage.objects.count()
    response = browser_of(bureau.editor).post(url, lacking(name))
    assert response.status_code == 200
    messages = said_beside(response, name)
    assert messages
    assert LACKING[name][1] in "".join(messages)
    assert any("一" <= sign <= "鿿" for sign in "".join(messages)), "in Chinese"
    assert ArticlePage.objects.count() == before
    # What was written is in the form again.
    assert "市教育局召开校园安全工作会议" in response.content.decode()


@pytest.mark.parametrize("name", LACKING)
def test_a_stored_draft_says_beside_its_field_what_is_missing(bureau: Staffed, name: str) -> None:
    page = draft(documents(bureau), bureau.editor)
    response = browser_of(bureau.editor).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), lacking(name))
    assert response.status_code == 200
    assert LACKING[name][1] in "".join(said_beside(response, name) or ["—"])
    assert waiting_step(page) is None
    assert "市教育局召开校园安全工作会议" in response.content.decode()


@pytest.mark.parametrize("name", ["document_number", "records", "document_links"])
def test_a_draft_may_be_incomplete(bureau: Staffed, name: str) -> None:
    fields = {"category": in_category(LACKING[name][0]["category"])}
    page, _said = write(bureau.editor, documents(bureau), **fields)
    assert page.category_id == fields["category"]


def test_another_road_is_refused_as_well(bureau: Staffed) -> None:
    page = draft(documents(bureau), bureau.editor, category=Category.objects.get(code=NUMBERED), source=" ")
    with pytest.raises(SubmissionRefused) as refused:
        page.get_workflow().start(page, bureau.editor)
    assert "信息来源" in str(refused.value)
    assert "文号" in str(refused.value)


def test_what_is_not_public_never_becomes_public(bureau: Staffed) -> None:
    with pytest.raises(PublicationRefused, match="不予公开"):
        published(documents(bureau), disclosure_kind=DisclosureKind.NOT_PUBLIC, disclosure_ground="国家秘密")
    assert not CatalogueEntry.objects.public().exists()


def test_what_is_given_on_request_shows_its_ground_and_how_to_ask(bureau: Staffed) -> None:
    page = published(
        documents(bureau),
        disclosure_kind=DisclosureKind.ON_REQUEST,
        disclosure_ground="涉及第三方商业秘密",
        kind="policy",
    )
    text = browser_of(bureau.editor).get(page.get_url(), headers={"host": "jyj.localhost"}).content.decode()
    assert "涉及第三方商业秘密" in text
    assert "兴宁市教育局提出政府信息公开申请" in text
    assert page.index_number in text


def test_a_number_is_stored_in_its_one_spelling(bureau: Staffed) -> None:
    page, _said = write(bureau.editor, documents(bureau), document_number="兴市教 [2026] 第 003 号")
    assert page.get_latest_revision_as_object().document_number == "兴市教〔2026〕3号"


def test_what_is_public_keeps_its_spelling_until_it_is_approved_anew(bureau: Staffed) -> None:
    page = published(documents(bureau), document_number="兴市教[2026]3号")
    edit(bureau.editor, page, document_number="兴市教[2026]3号")
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.document_number == "兴市教[2026]3号"
    assert page.get_latest_revision_as_object().document_number == "兴市教〔2026〕3号"


def test_a_second_document_with_the_number_gets_a_warning(bureau: Staffed, other_bureau: Staffed) -> None:
    published(documents(bureau), title="先有的文件", document_number="兴市教〔2026〕3号")
    page, said = write(bureau.editor, documents(bureau), document_number="兴市教（2026）3号")
    assert page.pk
    assert any("文号相同" in text and "先有的文件" in text for text in said)
    _page, said = write(other_bureau.editor, documents(other_bureau), document_number="兴市教（2026）3号")
    assert not any("文号相同" in text for text in said)


def test_a_policy_asks_for_its_interpretation(bureau: Staffed) -> None:
    fields = {"category": in_category(NUMBERED), "document_number": "兴市教〔2026〕4号"}
    page, said = write(bureau.editor, documents(bureau), action="submit", **fields)
    assert waiting_step(page) is not None
    assert any("请同时准备政策解读" in text for text in said)


def test_the_edit_page_of_a_policy_asks_until_there_is_one(bureau: Staffed) -> None:
    category = Category.objects.get(code=NUMBERED)
    page = published(documents(bureau), title="办法", category=category, document_number="兴市教〔2026〕5号")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "请同时准备政策解读" in browser_of(bureau.editor).get(url).content.decode()
    reading = ArticlePage(title="解读", source="市教育局", category=Category.objects.get(code=INTERPRETATIONS))
    reading.document_links = [DocumentLink(kind=LinkKind.INTERPRETS, target=page)]
    published(documents(bureau), reading)
    assert "请同时准备政策解读" not in browser_of(bureau.editor).get(url).content.decode()


def test_an_interpretation_waits_for_its_policy(bureau: Staffed) -> None:
    policy = draft(documents(bureau), bureau.editor, title="还没有公开的办法")
    data = article_form(category=in_category(INTERPRETATIONS), document_links=links((LinkKind.INTERPRETS, policy)))
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", documents(bureau).pk])
    response = browser_of(bureau.editor).post(url, data | {"action-submit": "1"})
    assert any("《还没有公开的办法》还没有公开" in text for text in said_beside(response, "document_links"))


def test_a_document_says_of_itself_what_others_made_of_it(bureau: Staffed) -> None:
    page = published(documents(bureau), title="旧办法", written_on=date(2020, 1, 2))
    newer = ArticlePage(title="修改决定", source="市教育局")
    newer.document_links = [DocumentLink(kind=LinkKind.AMENDS, target=page)]
    published(documents(bureau), newer)
    data = article_form(title="旧办法") | {"action-submit": "1"}  # in force
    response = browser_of(bureau.editor).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert any("已被公开的《修改决定》修改" in text for text in said_beside(response, "validity"))
