"""Writing to the government: every channel, step by step, without scripts (Arts. 21–23)."""

from __future__ import annotations

from typing import Any

import pytest

from inquiry.letters.channels import CHANNELS
from sites.casework.enums import CaseStatus
from sites.casework.models.case import Case
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.pages.models.leader_page import LeaderPage
from tests.casework.desk import REQUEST, Desk, sent
from tests.factories import UnitFactory, centre_unit, column_of, published
from tests.inquiry.citizen import LETTER, Citizen
from tests.staffed import Staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def test_article_21_a_letter_from_the_first_press_to_number_and_code(desk: Desk) -> None:
    citizen = Citizen()
    citizen.goes("/letters/")
    link = citizen.main.find("a", string="在线咨询")
    citizen.goes(f"{link['href']}?unit=jyj")
    given = citizen.filled("下一步：核对")["code"]
    assert len(given) == 8
    citizen.presses("下一步：核对", **LETTER)
    assert not Case.objects.exists()
    assert "谁能看到：办理来信的工作人员" in citizen.reads()
    assert citizen.fact("在网站公开") == "不愿意"
    citizen.presses("提交")
    case = Case.objects.get()
    assert (citizen.fact("编号"), citizen.fact("查询码")) == (case.number, given)
    assert citizen.response.redirect_chain == [("/letters/sent/", 302)]
    assert citizen.fact("应答复日期") == "2026 年 3 月 5 日 前"
    assert (case.unit, case.status, case.title, case.text) == (
        desk.unit, CaseStatus.RECEIVED, LETTER["title"], LETTER["text"]
    )  # fmt: skip
    assert (case.applicant.name, case.applicant.telephone) == (LETTER["name"], LETTER["telephone"])
    assert case.privacy_notice == PrivacyNotice.current()
    assert case.wishes_public is False
    assert given not in citizen.goes("/letters/sent/").reads()  # once


@pytest.mark.parametrize("kind", CHANNELS, ids=lambda kind: kind.code)
def test_article_22_every_channel_takes_a_letter_and_asks_what_it_must(desk: Desk, kind: Any) -> None:
    centre_unit()
    citizen = Citizen().goes(f"/letters/write/{kind.code}/?unit=jyj")
    asked = {each["name"] for each in citizen.form("下一步：核对").find_all(["input", "textarea", "select"])}
    extra = {"text", "code", "agrees", "form_key", "notice", "to", "attachment"}
    extra |= {"address"} if kind.code == "page_error" else {"title"}
    extra |= {"wishes_public"} if kind.may_be_public else set()
    extra |= {"applicant", "delivery", "carrier", "needs_help"} if kind.code == "disclosure" else set()
    extra |= {"identity"} if kind.takes_identity_proof else set()
    assert asked == extra | {ask.value for ask in kind.asked}
    given = LETTER | REQUEST["applicant"] | {"text": LETTER["text"]}
    citizen.presses("下一步：核对", **{name: value for name, value in given.items() if name in asked}).presses("提交")
    assert citizen.fact("编号") == Case.objects.get(kind=kind.code).number


def test_article_23_a_department_leads_to_the_portal_with_itself_chosen(desk: Desk) -> None:
    citizen = Citizen("jyj.localhost").goes("/letters/")
    link = citizen.main.find("a", string="意见建议")
    assert link["href"] == "http://portal.localhost/letters/write/suggestion/?unit=jyj"
    portal = Citizen().goes("/letters/write/suggestion/?unit=jyj")
    assert portal.filled("下一步：核对")["to"] == "jyj"
    assert Citizen("jyj.localhost").goes("/letters/write/suggestion/").filled("下一步：核对")["to"] == "jyj"
    menu = Citizen("jyj.localhost").goes("/").page.find("nav", id="main-navigation")
    assert menu.find("a", string="互动交流")["href"] == "/letters/"


def test_a_leader_is_written_to_by_name(desk: Desk) -> None:
    leaders = column_of(desk.place.site, "organisation/leaders")
    leader = published(leaders, LeaderPage(title="某示例", position="局长"))
    citizen = Citizen()
    citizen.sends("leader", to=f"jyj:{leader.pk}")
    case = Case.objects.get()
    assert (case.addressed_to, case.addressee) == (desk.unit, "局长 某示例")
    citizen.writes("leader", to="jyj:999999", title="另一封")
    assert "请从列表里选择。" in citizen.reads()


def test_a_complaint_goes_past_whom_it_is_about(desk: Desk) -> None:
    centre = centre_unit()
    citizen = Citizen().writes("complaint")
    assert "被投诉的单位和人员看不到" in citizen.reads()
    citizen.presses("提交")
    case = Case.objects.get()
    assert (case.unit, case.addressed_to) == (centre, centre)
    assert list(case.complained_units.all()) == [desk.unit]


def test_every_field_wrong_is_said_beside_it_and_in_a_summary_that_takes_focus(desk: Desk) -> None:
    citizen = Citizen().writes(
        title="长" * 61, text=" ", name="", telephone="abc", email="nobody", code="111111", agrees=None
    )
    summary = citizen.main.find(class_="letter-problems")
    assert summary.has_attr("autofocus")
    links = {each["href"].lstrip("#"): each.get_text(strip=True) for each in summary.find_all("a")}
    wrong = ("title", "text", "name", "email", "code", "agrees", "telephone")
    assert set(links) == {f"letter-{name}" for name in wrong}
    for name in wrong:
        field = citizen.main.find(id=f"letter-{name}")
        assert field["aria-invalid"] == "true"
        beside = citizen.main.find(id=f"letter-{name}_error").get_text(strip=True)
        assert beside in links[f"letter-{name}"]
        assert f"letter-{name}_error" in field["aria-describedby"]
    kept = citizen.filled("下一步：核对")
    assert (kept["title"], kept["telephone"], kept["email"]) == ("长" * 61, "abc", "nobody")
    assert citizen.page.title.get_text().startswith("有 7 处要改")


def test_going_back_keeps_what_was_typed(desk: Desk) -> None:
    citizen = Citizen().writes(wishes_public="on", text="第一行\r\n第二行 <b>&amp;")
    citizen.presses("返回修改")
    kept = citizen.filled("下一步：核对")
    assert kept["text"].strip().replace("\r\n", "\n") == "第一行\n第二行 <b>&amp;"
    assert (kept["wishes_public"], kept["agrees"], kept["to"]) == ("on", "on", "jyj")
    citizen.presses("下一步：核对").presses("提交")
    assert Case.objects.get().text == "第一行\n第二行 <b>&amp;"
    assert Case.objects.get().wishes_public is True


def test_nothing_is_lost_after_a_day_or_in_another_browser(desk: Desk, at: Any) -> None:
    """No session and no token of one: the form holds everything itself."""
    first = Citizen().writes()
    data = first.filled("提交")
    at("2026-03-06 09:00:00+08:00")
    second = Citizen().posts("/letters/write/consultation/", data)
    assert "打开得太久了，您填写的内容还在" in second.reads()
    second.presses("提交")
    assert second.fact("编号") == Case.objects.get().number
    assert "sessionid" not in second.client.cookies
    assert "csrftoken" not in second.client.cookies


def test_ten_clicks_one_case_and_the_same_number(desk: Desk) -> None:
    citizen = Citizen().writes()
    data = citizen.filled("提交")
    seen = {citizen.posts("/letters/write/consultation/", data).fact("编号") for _ in range(10)}
    assert seen == {Case.objects.get().number}


def test_a_form_that_goes_back_and_says_something_else_is_another_letter(desk: Desk) -> None:
    citizen = Citizen().writes()
    data = citizen.filled("提交")
    citizen.posts("/letters/write/consultation/", data)
    citizen.posts("/letters/write/consultation/", data | {"text": "还有一件事。", "step": "check"}).presses("提交")
    assert Case.objects.count() == 2


def test_a_key_that_is_not_ours_opens_no_letter_of_others(desk: Desk) -> None:
    case = sent(desk.unit, form_key="guessed")
    citizen = Citizen().writes(text="另一件事。")
    citizen.posts("/letters/write/consultation/", citizen.filled("提交", form_key="guessed"))
    assert case.number not in citizen.response.content.decode()
    assert "请再提交一次" in citizen.reads()
    citizen.presses("下一步：核对").presses("提交")
    assert Case.objects.count() == 2


def test_the_same_letter_again_is_asked_about_first(desk: Desk) -> None:
    number, _code = Citizen().sends()
    other = Citizen().writes()
    assert "您可能已经写过" in other.reads()
    assert number not in other.response.content.decode()
    other.presses("仍然提交")
    assert Case.objects.count() == 1
    other.presses("提交")
    assert Case.objects.count() == 2


def test_a_press_that_no_person_made_makes_no_letter_and_loses_nothing(desk: Desk, settings: Any) -> None:
    settings.WAITING_PROOF_SECONDS = 10
    citizen = Citizen().writes().presses("提交")
    assert "提交得太快" in citizen.reads()
    assert citizen.filled("提交")["text"] == LETTER["text"]
    assert not Case.objects.exists()


def test_a_new_notice_is_agreed_to_anew(desk: Desk) -> None:
    citizen = Citizen().writes()
    data = citizen.filled("提交")
    PrivacyNotice.objects.create(version="2", text="新的说明。", in_force_from="2026-03-01")
    citizen.posts("/letters/write/consultation/", data)
    assert "新的版本" in citizen.reads()
    assert "新的说明。" in citizen.reads()
    assert not Case.objects.exists()
    assert citizen.filled("下一步：核对")["text"].strip() == LETTER["text"]
    citizen.presses("下一步：核对", agrees="on").presses("提交")
    assert Case.objects.get().privacy_notice.version == "2"


def test_who_sends_too_much_waits_and_keeps_what_was_written(desk: Desk, settings: Any) -> None:
    settings.LETTER_RATES = {**settings.LETTER_RATES, "send": "1/h"}
    Citizen().sends()
    citizen = Citizen().writes(text="另一封信。").presses("提交")
    assert "请等" in citizen.reads()
    assert citizen.filled("提交")["text"] == "另一封信。"
    assert Case.objects.count() == 1


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb"])
def test_characters_that_hide_something_are_refused_in_words(desk: Desk, text: str) -> None:
    citizen = Citizen().writes(text=text, name=f"甲{text}")
    assert citizen.response.status_code == 200
    assert citizen.main.find(id="letter-name_error")
    assert citizen.main.find(id="letter-text_error")


def test_pages_with_a_letter_are_kept_nowhere_and_found_by_nobody(desk: Desk) -> None:
    citizen = Citizen()
    citizen.writes()
    for response in (citizen.response, citizen.presses("提交").response):
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
    robots = citizen.client.get("/robots.txt", HTTP_HOST="portal.localhost").content.decode()
    for path in ("write", "sent", "status", "code"):
        assert f"Disallow: /letters/{path}/" in robots


def test_what_is_no_channel_is_not_found(desk: Desk) -> None:
    for code in ("open_data", "nothing"):
        assert Citizen().goes(f"/letters/write/{code}/").response.status_code == 404


def test_a_unit_without_officers_waits_with_the_centre(portal: Staffed, bureau: Staffed) -> None:
    centre = centre_unit()
    Citizen().sends()
    assert Case.objects.get().unit == centre


def test_traditional_pages_keep_what_was_typed_as_it_was(desk: Desk) -> None:
    citizen = Citizen().goes("/zh-hant/letters/write/consultation/?unit=jyj")
    assert "下一步：核對" in citizen.reads()
    citizen.presses("下一步：核對", **LETTER)
    assert LETTER["text"] in citizen.reads()
    citizen.presses("提交")
    assert Case.objects.get().text == LETTER["text"]
    assert citizen.fact("編號") == Case.objects.get().number


def test_without_a_key_nothing_is_stored_and_nothing_is_lost(desk: Desk, settings: Any) -> None:
    settings.PRIVATE_DATA_KEY, settings.PRIVATE_DATA_FORMER_KEYS = "", []
    citizen = Citizen().writes().presses("提交")
    assert "系统暂时不能收信" in citizen.reads()
    assert citizen.filled("下一步：核对")["text"].strip() == LETTER["text"]


def test_units_without_a_site_are_not_offered(desk: Desk) -> None:
    UnitFactory(code="nobody", name="没有网站的局")
    assert "没有网站的局" not in Citizen().goes("/letters/write/suggestion/").reads()
