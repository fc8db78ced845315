"""Organisation and leaders come from units and appointments, and profiles cannot say otherwise (Arts. 14(1), 15(1))."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from hub.blocks import TEXT_FEATURES
from hub.models import User
from opencat.organisation import disagreeing_profiles
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.pages.models.leader_page import LeaderPage
from tests.factories import UnitFactory, UserFactory, appoint, column_of, published
from tests.staffed import Staffed
from tests.story import browser_of
from tests.visits import get, text

PATH = "/opencat/organisation/"


@pytest.fixture
def head(bureau: Staffed) -> User:
    """The bureau's principal leader, with a name and a title."""
    person = UserFactory(username="head", last_name="示例", first_name="甲")
    return appoint(bureau.unit, Office.PRINCIPAL_LEADER, person=person, title="局长", duties="主持全面工作")


def named(path: str = PATH, host: str = "jyj.localhost") -> list[list[str]]:
    return [[text(cell) for cell in row.select("th, td")] for row in get(path, host).select("tbody tr")]


def end(person: User) -> None:
    Appointment.objects.filter(person=person).update(ends_on=timezone.localdate() - timedelta(days=1))


def test_a_unit_names_its_leaders(bureau: Staffed, head: User) -> None:
    bureau.unit.address, bureau.unit.telephone, bureau.unit.introduction = "示例路 1 号", "0000-1", "主管教育。"
    bureau.unit.save()
    rows = named()
    assert ["示例甲", "局长", "主持全面工作"] in rows
    found = text(get(PATH).main)
    for words in ("兴宁市教育局", "示例路1号", "0000-1", "主管教育。"):
        assert words in found


def test_other_offices_are_not_named(bureau: Staffed, head: User) -> None:
    found = text(get(PATH).main)
    for person in (bureau.editor, bureau.reviewer):
        assert person.get_full_name() not in found
    assert bureau.leader.get_full_name() in found


def test_who_no_longer_holds_the_office_is_gone(bureau: Staffed, head: User) -> None:
    end(head)
    assert "示例甲" not in text(get(PATH).main)


def test_who_holds_both_offices_is_named_once(bureau: Staffed, head: User) -> None:
    appoint(bureau.unit, Office.SUPERVISING_LEADER, person=head, title="局长")
    assert [row[0] for row in named()].count("示例甲") == 1


def test_a_public_profile_is_linked(bureau: Staffed, head: User) -> None:
    profile = published(column_of(bureau.site, "organisation/leaders"), LeaderPage(title="示例甲", position="局长"))
    link = get(PATH).select_one("tbody th a")
    assert text(link) == "示例甲"
    assert profile.get_url().endswith(link["href"])


def test_another_unit_is_one_parameter_away(portal: Staffed, bureau: Staffed, head: User) -> None:
    UnitFactory(code="school", name="兴宁市第一中学", parent=bureau.unit)
    assert "示例甲" in text(get(f"{PATH}?unit=jyj", "portal.localhost").main)
    assert get(f"{PATH}?unit=jyj", "portal.localhost").select(f'a[href="{PATH}?unit=school"]')
    assert "兴宁市教育局" in text(get(f"{PATH}?unit=school").main)
    assert Client(HTTP_HOST="jyj.localhost").get(f"{PATH}?unit=nobody").status_code == 404


def test_the_portal_lists_all_units_by_category(portal: Staffed, bureau: Staffed, other_bureau: Staffed) -> None:
    found = get(PATH, "portal.localhost")
    assert {f"{PATH}?unit=jyj", f"{PATH}?unit=czj"} <= {link["href"] for link in found.select(".organisation a")}
    assert "政府部门" in [text(each) for each in found.select("h2")]


def test_the_cost_does_not_grow_with_the_units(portal: Staffed) -> None:
    def count() -> int:
        client = Client(HTTP_HOST="portal.localhost")
        client.get(PATH)
        with CaptureQueriesContext(connection) as captured:
            client.get(PATH)
        return len(captured)

    before = count()
    for _number in range(20):
        UnitFactory()
    assert count() == before <= 12


def test_it_is_converted_for_traditional_readers(bureau: Staffed, head: User) -> None:
    assert "局長" in text(get(f"/zh-hant{PATH}").main)


# --- profiles ---


def send_profile(bureau: Staffed, name: str = "示例甲", position: str = "局长", **fields: str) -> str:
    """Sends a new profile for approval; what the admin answers."""
    column = column_of(bureau.site, "organisation/leaders")
    data = {
        "title": name,
        "position": position,
        "duties": "",
        "portrait": "",
        "biography": rich_text("<p>简历。</p>", features=TEXT_FEATURES),
        "telephone": "",
        "comments": inline_formset([]),
        "go_live_at": "",
        "expire_at": "",
        "action-submit": "1",
        **fields,
    }
    url = f"/admin/pages/add/pages/leaderpage/{column.pk}/"
    return browser_of(bureau.editor).post(url, nested_form_data(data), follow=True).content.decode()


def waits(name: str) -> bool:
    page = LeaderPage.objects.filter(title=name).first()
    return page is not None and page.workflow_in_progress


def test_a_profile_that_agrees_is_sent(bureau: Staffed, head: User) -> None:
    send_profile(bureau)
    assert waits("示例甲")


def test_a_profile_of_somebody_else_is_refused(bureau: Staffed, head: User) -> None:
    answer = send_profile(bureau, name="示例乙")
    assert "“示例乙”现在没有担任本单位的主要领导或分管领导" in answer
    assert not waits("示例乙")


def test_a_profile_with_another_position_is_refused(bureau: Staffed, head: User) -> None:
    answer = send_profile(bureau, position="市长")
    assert "任职登记的职务是“局长”" in answer
    assert not waits("示例甲")


def test_a_title_that_is_not_filled_in_decides_nothing(bureau: Staffed, head: User) -> None:
    Appointment.objects.filter(person=head).update(title="")
    send_profile(bureau, position="局长、党组书记")
    assert waits("示例甲")


def test_the_leader_of_another_unit_is_no_leader_here(bureau: Staffed, other_bureau: Staffed, head: User) -> None:
    Appointment.objects.filter(person=head).update(unit=other_bureau.unit)
    send_profile(bureau)
    assert not waits("示例甲")


def test_profiles_that_no_longer_agree_are_found(bureau: Staffed, other_bureau: Staffed, head: User) -> None:
    page = published(column_of(bureau.site, "organisation/leaders"), LeaderPage(title="示例甲", position="局长"))
    assert disagreeing_profiles() == []
    Appointment.objects.filter(person=head).update(title="党组书记")
    (found,) = disagreeing_profiles()
    assert (found.page.pk, list(found.problems)) == (page.pk, ["position"])
    end(head)
    (found,) = disagreeing_profiles()
    assert list(found.problems) == ["title"]
