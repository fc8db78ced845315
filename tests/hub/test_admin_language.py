"""What people read in the admin is Chinese: the main pages as editor, leader and centre, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from hub.models import User
from sites.approval.models.office_task_state import OfficeTaskState
from sites.organisation.enums import Office
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage
from sites.pages.provisioning.actions import create_site
from tests.factories import (
    appoint,
    centre_unit,
    column_of,
    draft,
    education_unit,
    opener,
    portal_unit,
    published,
    staff,
)
from tests.story import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOST = "portal.localhost"
# Text and attributes that a person sees or a screen reader speaks, menus and dialogs that are still closed included.
# Left out: counters and a date picker's button that never show, and what the page quotes from the data (codes).
TEXTS = """() => {
  const left_out =
    'script, style, noscript, iframe, code, kbd, [data-side-panel-toggle-counter], .xdsoft_save_selected';
  const texts = new Set([document.title]);
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    if (!nodes.currentNode.parentElement.closest(left_out)) texts.add(nodes.currentNode.textContent.trim());
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], input[type=submit]')) {
    if (element.closest(left_out)) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.add(element.getAttribute(name) || '');
    if (element.matches('input[type=submit]')) texts.add(element.value);
  }
  return [...texts];
}"""
NOT_PROSE = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+|\S*[\w-]+\.(?:localhost|pdf|vtt)\S*", re.ASCII)
WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
ALLOWED = set(WORD.findall("PDF CSV Excel URL ID MB GIF JPG JPEG PNG WEBP Ctrl Cmd Alt Shift Esc mp4 webm WebVTT vtt"))


def english(texts: list[str], codes: set[str]) -> list[str]:
    """The texts with a Latin word that is neither a term without Chinese nor a code of the test's data."""
    found = []
    for text in texts:
        prose = NOT_PROSE.sub("", text)
        for code in sorted(codes, key=len, reverse=True):  # "importer" is the beginning of another
            prose = prose.replace(code, "")
        if set(WORD.findall(prose)) - ALLOWED:
            found.append(text[:120])
    return found


@pytest.fixture
def office(settings: object, live_server: object) -> dict[str, object]:
    """A bureau with a public article, a draft and one under approval; and the centre."""
    settings.GROUP_PORT = live_server.thread.port
    create_site(portal_unit())
    unit = education_unit()
    column = column_of(create_site(unit, actor=opener()))
    people = staff(unit)
    editor = people[Office.EDITOR]
    public, own_draft = published(column), draft(column, editor)
    public.save_revision(user=editor)
    write(editor, column, action="submit", title="送审的信息")
    centre = appoint(centre_unit(), Office.CENTRE_HEAD)
    for number, person in enumerate([*people.values(), centre], start=1):
        User.objects.filter(pk=person.pk).update(username=f"code-{number}", last_name="张", first_name="示例")
    return {"people": people, "centre": centre, "column": column, "public": public, "draft": own_draft, "unit": unit}


@pytest.fixture
def open_as(browser: Browser, site_url: Callable[..., str]) -> Callable[[User], Page]:
    def _open(person: User) -> Page:
        client = Client()
        client.force_login(User.objects.get(pk=person.pk), backend="sites.organisation.auth.AppointmentBackend")
        context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site_url(HOST)}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    return _open


def look(page: Page, place: str) -> list[str]:
    codes = set(User.objects.values_list("username", flat=True)) | set(Unit.objects.values_list("code", flat=True))
    return [f"{place}: {text}" for text in english(page.evaluate(TEXTS), codes)]


def visit(page: Page, site_url: Callable[..., str], paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        response = page.goto(site_url(HOST, f"/admin/{path}"))
        assert response
        assert response.status == 200, path
        page.locator("#wagtail-sidebar nav, .login-form").first.wait_for()
        found += look(page, path)
    return found


def test_before_login(browser: Browser, site_url: Callable[..., str], office: dict[str, object]) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(site_url(HOST, "/admin/login/"))
    found = look(page, "login")
    assert "兴宁市政府网站群" in page.inner_text("h1")
    page.fill("input[name=username]", "code-1")
    page.fill("input[name=password]", "错误的密码")
    page.click("button[type=submit]")
    page.locator(".messages .error").wait_for()
    found += look(page, "login refused")
    page.goto(site_url(HOST, "/admin/password_reset/"))
    assert not found + look(page, "password reset")


def test_editor_reads_chinese(
    open_as: Callable[[User], Page], site_url: Callable[..., str], office: dict[str, object]
) -> None:
    page = open_as(office["people"][Office.EDITOR])
    column, public, own_draft = office["column"].pk, office["public"].pk, office["draft"].pk
    sent = ArticlePage.objects.get(title="送审的信息").pk
    found = visit(
        page,
        site_url,
        [
            "", f"pages/{column}/", f"pages/{column}/add_subpage/", f"pages/{public}/edit/", f"pages/{sent}/edit/",
            f"pages/{public}/history/", f"pages/{public}/revisions/compare/earliest...latest/",
            f"pages/{public}/usage/",
            f"pages/{own_draft}/delete/", f"pages/{own_draft}/copy/", f"pages/{public}/move/", "pages/search/",
            f"pages/{sent}/workflow_history/", "images/", "images/multiple/add/", "documents/",
            "documents/multiple/add/", "reports/workflow/", "reports/workflow_tasks/", "reports/site-history/",
            "reports/aging-pages/", "account/", "inbox/",
        ],
    )  # fmt: skip
    page.goto(site_url(HOST, "/admin/no-such-page/"))
    found += look(page, "404")
    assert page.locator("a[href*='wagtail.org']").count() == 0
    assert not found, "\n".join(found)


def test_writing_an_article_needs_no_english(
    open_as: Callable[[User], Page], site_url: Callable[..., str], office: dict[str, object]
) -> None:
    page = open_as(office["people"][Office.EDITOR])
    page.goto(site_url(HOST, f"/admin/pages/add/pages/articlepage/{office['column'].pk}/"))
    assert page.locator("#wagtail-sidebar").get_by_text("张示例").count()
    for block in ("表格", "图片", "附件", "正文"):
        page.locator("[data-contentpath='body'] .c-sf-add-button").last.click()
        page.locator("[role=option]:visible", has_text=block).first.click()
    found = look(page, "editor")
    page.locator(".handsontable td").first.click(button="right")
    page.get_by_text("在上方插入行").wait_for()
    found += look(page, "table")
    page.keyboard.press("Escape")
    for button in ("选择图片", "选择文件"):
        page.get_by_role("button", name=button).first.click()
        page.locator(".modal form").first.wait_for()
        found += look(page, button)
        page.locator(".modal button.close").click()
        page.locator(".modal").wait_for(state="detached")
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("/")
    page.get_by_role("option", name="链接").click()
    for kind in ("外部链接", "邮箱链接", "电话链接"):
        page.locator(".modal").get_by_role("link", name=kind).click()
        page.locator(".modal label", has_text="链接文字").wait_for()
        found += look(page, kind)
    page.locator(".modal button.close").click()
    page.get_by_role("button", name="保存草稿").first.click()
    page.get_by_text("此项必填").first.wait_for()
    assert not found + look(page, "refused"), "\n".join(found)


def test_leader_and_centre_read_chinese(
    open_as: Callable[[User], Page], site_url: Callable[..., str], office: dict[str, object]
) -> None:
    waiting = OfficeTaskState.objects.get(is_open=True).pk
    own = ["inbox/", f"inbox/{waiting}/", "inbox/done/", "inbox/delegate/", "account/"]
    reviewer = office["people"][Office.SECRECY_REVIEWER]
    found = visit(open_as(reviewer), site_url, own)
    found += visit(open_as(office["people"][Office.SUPERVISING_LEADER]), site_url, ["inbox/"])
    unit = office["unit"].pk
    centre = [
        "", "pages/", f"unit/inspect/{unit}/", "unit/", "unit/new/", f"unit/edit/{unit}/", "appointment/",
        "appointment/new/", "unitsite/", f"site-group/units/{unit}/site/", "ledger/", "calendarday/", "legalterm/",
        "scriptcorrection/", "scriptcorrection/new/",
        "synonym/", "synonym/new/", "bestbet/", "bestbet/new/",
        "users/", "users/new/", f"users/edit/{reviewer.pk}/", "images/", "reports/site-history/",
    ]  # fmt: skip
    found += visit(open_as(office["centre"]), site_url, centre)
    assert not found, "\n".join(found)
