"""The roads on which a text comes in: blocks, hand-made forms, updates of many rows, imports; and rows of before."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import models, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from wagtail import blocks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision

from hub.models import GroupImage, User
from hub.text_fields import text_fields
from hub.text_rules import validate_line, validate_rich_text
from hub.text_streams import rewritten
from opencat.models import CatalogueEntry
from sites.organisation.enums import Office
from sites.organisation.models.unit import Unit
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.department_home_page import DepartmentHomePage
from sites.pages.models.partner_link import PartnerLink
from sites.pages.models.portal_home_page import PortalHomePage
from sites.pages.models.town_home_page import TownHomePage
from tests.factories import column_of, draft, published, written_before
from tests.importing import test_import_articles as imports
from tests.importing.batches import imported
from tests.importing.test_import_articles import PLAIN_ROW, Importer
from tests.staffed import Staffed
from tests.story import article_form, browser_of, send
from tests.visits import image

head, run = imports.head, imports.run  # fixtures
pytestmark = pytest.mark.django_db
HIDDEN = "甲\u202e乙"
STREAMS = [(ArticlePage, "body"), (ArticlePage, "records"), (PortalHomePage, "sections"), (TownHomePage, "sections"),
           (DepartmentHomePage, "sections")]  # fmt: skip


def sample(block: blocks.Block, depth: int = 0) -> Any:
    """A stored value of the block with a hidden character in each of its texts."""
    if isinstance(block, blocks.BaseStreamBlock):
        inside = block.child_blocks.items() if depth < 4 else ()
        return [{"type": name, "value": sample(child, depth + 1), "id": "x"} for name, child in inside]
    if isinstance(block, blocks.ListBlock):
        return [{"type": "item", "value": sample(block.child_block, depth + 1), "id": "x"}]
    if isinstance(block, blocks.BaseStructBlock):
        return {name: sample(child, depth + 1) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.RichTextBlock):
        return "<p>甲&#x202e;乙</p>"
    if isinstance(block, blocks.ChooserBlock):
        return 1
    if isinstance(block, blocks.FieldBlock) and isinstance(block.field, forms.CharField | forms.ChoiceField):
        return HIDDEN
    return {"data": [[HIDDEN]], "table_caption": HIDDEN}


def texts_of(block: blocks.Block, value: Any) -> list[str]:
    seen: list[str] = []
    rewritten(block, value, lambda _label, text, _rule: seen.append(text) or text)
    return seen


@pytest.mark.parametrize(("model", "name"), STREAMS)
def test_each_text_of_each_block_is_looked_at(model: type[models.Model], name: str) -> None:
    field = model._meta.get_field(name)
    validate = dict(text_fields(model))[field]
    for kind, block in field.stream_block.child_blocks.items():
        value = [{"type": kind, "value": sample(block), "id": "x"}]
        seen = texts_of(field.stream_block, value)
        assert json.dumps(value).count("202e") == sum("202e" in ascii(text) for text in seen), kind
        if seen:
            with pytest.raises(ValidationError, match=r"U\+202E"):
                validate(value)


def test_a_line_in_a_block_is_one_line_and_a_text_may_have_several() -> None:
    validate = dict(text_fields(ArticlePage))[ArticlePage._meta.get_field("body")]
    with pytest.raises(ValidationError, match=r"“标题文字”第 2 个字符是换行符"):
        validate([{"type": "heading", "value": {"text": "甲\n乙", "level": "2"}}])
    validate([{"type": "table", "value": {"data": [["甲\n乙"]]}}])
    validate([{"type": "paragraph", "value": "<p>甲\n乙 &amp; &lt;</p>"}])


@pytest.mark.parametrize("text", ["甲\u202e乙", "甲\x00乙", "甲&#8238;乙", "甲&#x202E乙"])
def test_a_paragraph_is_refused_however_it_is_written(bureau: Staffed, text: str) -> None:
    page = draft(bureau.column, bureau.editor)
    page.body = [("paragraph", f"<p>{text}</p>")]
    with pytest.raises(ValidationError, match=r"U\+"):
        page.save_revision(clean=False)
    with pytest.raises(ValidationError, match=r"U\+"):
        page.save(clean=False)
    assert text not in Revision.objects.for_instance(page).order_by("-pk")[0].as_object().body.render_as_block()


def test_child_rows_in_a_revision_are_looked_at(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor)
    page.attachments = [ArticleAttachment(title=HIDDEN)]
    with pytest.raises(ValidationError, match=r"U\+202E"):
        page.save_revision(clean=False)


@pytest.mark.parametrize(
    "value",
    [HIDDEN, Value(HIDDEN), Concat("title", Value("\n")), Case(When(pk=1, then=Value(HIDDEN)), default=F("title"))],
)
def test_an_update_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError, match=r"U\+"):
        Page.objects.update(title=value)


def test_an_update_of_a_stream_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"U\+202E"):
        ArticlePage.objects.update(body=[{"type": "paragraph", "value": HIDDEN}])


def test_many_rows_at_once_are_refused() -> None:
    rows = [PartnerLink(title=title, address="https://a.example/") for title in ("好", HIDDEN)]
    with pytest.raises(ValidationError, match=r"U\+202E"):
        PartnerLink.objects.bulk_create(rows)
    assert not PartnerLink.objects.exists()
    link = PartnerLink.objects.create(title="好", address="https://a.example/")
    link.title = HIDDEN
    with pytest.raises(ValidationError, match=r"U\+202E"), transaction.atomic():
        PartnerLink.objects.bulk_update([link], ["title"])
    with pytest.raises(ValidationError, match=r"U\+202E"):
        PartnerLink.objects.update_or_create(pk=link.pk, defaults={"title": HIDDEN})
    page = Page.objects.get(depth=1)
    made = Revision(content_object=page, content={**page.serializable_data(), "title": HIDDEN})
    with pytest.raises(ValidationError, match=r"U\+202E"):
        Revision.objects.bulk_create([made])


# --- Forms, as a browser or a script sends them ------------------------------


def newest(page: ArticlePage) -> ArticlePage:
    return Revision.objects.for_instance(page).order_by("-created_at", "-pk")[0].as_object()


@pytest.mark.parametrize("edge", ["\ufeff", " ", "\u3000", "\n", "\r\n", "\t", "\u2028", "\ufeff \ufeff"])
def test_what_stands_at_the_edge_is_taken_off(bureau: Staffed, edge: str) -> None:
    page = draft(bureau.column, bureau.editor)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = browser_of(bureau.editor).post(url, article_form(f"{edge}新的标题{edge}"))
    assert response.status_code == 302
    assert newest(page).title == "新的标题"


def test_a_password_keeps_its_edges() -> None:
    assert forms.CharField(strip=False).clean("\ufeffa ") == "\ufeffa "


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": HIDDEN}, "标题"),
        ({"summary": "甲\x0b乙"}, "U+000B"),
        ({"body-0-type": "heading", "body-0-value-text": HIDDEN, "body-0-value-level": "2"}, "标题文字"),
        ({"body-0-type": "paragraph", "body-0-value": json.dumps({"entityMap": {}, "blocks": [
            {"key": "a", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": [], "text": HIDDEN}
        ]})}, "U+202E"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("button", ["", "action-submit"])
def test_a_hand_made_form_is_refused_in_words(bureau: Staffed, fields: dict[str, str], said: str, button: str) -> None:
    page = draft(bureau.column, bureau.editor, title="原来的标题")
    before = newest(page).pk, Revision.objects.count()
    is_block = any(name.startswith("body") for name in fields)
    stream = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-id": ""} if is_block else {}
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = article_form("新的标题") | stream | fields | ({button: "1"} if button else {})
    html = browser_of(bureau.editor).post(url, data).content.decode()
    assert said in html or ascii(said)[1:-1] in html  # what concerns a block is shown by a script
    assert "U+" in html
    assert before == (newest(page).pk, Revision.objects.count())


def test_other_forms_are_refused_in_words(bureau: Staffed) -> None:
    client = browser_of(User.objects.create_superuser("root", "root@test.localhost"))
    link = PartnerLink.objects.create(title="好", address="https://a.example/")
    unit = Unit.objects.order_by("pk").first()
    for url in (reverse("partnerlink:edit", args=[link.pk]), reverse("unit:edit", args=[unit.pk])):
        html = client.post(url, {"title": HIDDEN, "name": HIDDEN, "address": "https://a.example/"}).content.decode()
        assert "U+202E" in html
    html = client.post(
        reverse("wagtailredirects:add"), {"old_path": f"/{HIDDEN}", "redirect_link": "/a"}
    ).content.decode()
    assert "U+202E" in html
    assert not Redirect.objects.exists()


def test_a_strange_browser_may_still_fail_to_sign_in(client: Client, settings: Any) -> None:
    settings.AXES_ENABLED = True
    data = {"username": "a\u202eb", "password": "c\x00d"}
    url = reverse("wagtailadmin_login")
    response = client.post(url, data, headers={"user-agent": "a\x9b\u202eb", "host": "portal.localhost"})
    assert response.status_code == 200


# --- Imports -----------------------------------------------------------------


@pytest.mark.parametrize("field", ["title", "source", "summary", "body_markdown", "document_number"])
def test_an_import_of_lines_stores_none(run: Importer, field: str) -> None:
    run({**PLAIN_ROW, field: f"{PLAIN_ROW.get(field) or '文'}\u202e\ufeff尾"})
    assert all("202e" not in ascii(page.serializable_data()) for page in ArticlePage.objects.all())


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_import_of_a_catalogue_stores_none(
    bureau: Staffed, centre: dict[Office, User], tmp_path: Path, ending: str
) -> None:
    rows = [["索引号", "标题", "成文日期", "信息来源", "正文"], ["K-1", HIDDEN, "2014-01-01", "市\u2066局", "正\x7f文"]]
    path = tmp_path / f"目录.{ending}"
    if ending == "csv":
        path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    else:
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    column, operator = f"{bureau.unit.code}/documents", centre[Office.CENTRE_HEAD].username
    imported("import_catalogue", path, tmp_path / "报告.jsonl", column=column, operator=operator)
    (page,) = ArticlePage.objects.child_of(column_of(bureau.site, "documents"))
    assert (page.title, page.source) == ("甲乙", "市局")
    assert "x7f" not in ascii(page.serializable_data())
    assert CatalogueEntry.objects.filter(title__contains="\u202e").count() == 0


# --- Rows of before ----------------------------------------------------------


def listed(*options: str) -> str:
    out = StringIO()
    call_command("hidden_characters", *options, stdout=out)
    return out.getvalue()


def test_rows_of_before_are_listed_and_cleaned_where_nobody_approved_them(bureau: Staffed) -> None:
    assert "没有这样的旧数据" in listed()
    unit = Unit.objects.order_by("pk").first()
    written_before(Unit.objects.filter(pk=unit.pk), short_name="甲\n乙")
    public, unread = published(bureau.column, title="公开"), draft(bureau.column, bureau.editor, title="草稿")
    sent = draft(bureau.column, bureau.editor, title="送审")
    send(bureau.editor, sent)
    for page in (public, unread, sent):
        body = [{"type": "paragraph", "value": f"<p>{HIDDEN}&#x202e;</p>", "id": "x"}]
        written_before(ArticlePage.objects.filter(pk=page.pk), title=HIDDEN, body=body)
    content = unread.latest_revision.content | {"title": HIDDEN}
    written_before(Revision.objects.filter(pk=unread.latest_revision_id), content=content)
    text = listed()
    assert text.count("U+202E") >= 4
    assert "U+000A" in text
    assert Page.objects.get(pk=unread.pk).title == HIDDEN, "only listed"
    text = listed("--clean")
    assert "要经审批修改" in text
    unread.refresh_from_db()
    unit.refresh_from_db()
    assert (unread.title, newest(unread).title, unit.short_name) == ("甲乙", "甲乙", "甲 乙")
    assert "202e" not in ascii(unread.serializable_data()["body"])
    for page in (public, sent):
        assert Page.objects.get(pk=page.pk).title == HIDDEN, "nobody has approved another"
    assert "草稿" not in listed()


def test_what_waits_with_a_file_of_before_keeps_it(bureau: Staffed) -> None:
    """The title is not cleaned beneath what the leaders read, though the index of references knows public rows only."""
    picture = image(bureau)
    page = published(bureau.column, title="公开")
    page.cover = picture
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    written_before(GroupImage.objects.filter(pk=picture.pk), title=HIDDEN)
    assert "要经审批修改" in listed("--clean")
    assert GroupImage.objects.get(pk=picture.pk).title == HIDDEN


def test_what_is_cleaned_is_taken() -> None:
    validate_line("甲 乙")
    validate_rich_text("<p>&lt;&#8220;</p>")
