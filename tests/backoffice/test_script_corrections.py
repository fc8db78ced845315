"""The centre edits how names and terms are written on Traditional pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from hub.models import ScriptCorrection, User
from sites.organisation.enums import Office
from tests.reviewing import confirm_changes
from tests.staffed import Staffed
from tests.visits import get

pytestmark = pytest.mark.django_db
Login = Callable[[User], Client]


def test_the_centre_corrects_and_every_page_follows(centre: dict[Office, User], bureau: Staffed, login: Login) -> None:
    client, head = login(centre[Office.CENTRE_EDITOR]), centre[Office.CENTRE_HEAD]
    fields = {"simplified": "教育局", "traditional": "敎育局", "kind": "term", "note": ""}
    response = client.post(reverse("scriptcorrection:add"), fields, follow=True)
    assert "新增繁体用字校正“教育局 → 敎育局”。由另一人复核后生效" in response.content.decode()
    assert "敎育局" not in get("/zh-hant/").footer.get_text()
    assert confirm_changes(head) == 1
    assert "敎育局" in get("/zh-hant/").footer.get_text()

    row = ScriptCorrection.objects.get(simplified="教育局")
    client.post(reverse("scriptcorrection:edit", args=[row.pk]), fields | {"traditional": "教育局"})
    assert confirm_changes(head) == 1
    assert "敎育局" not in get("/zh-hant/").footer.get_text()

    client.post(reverse("scriptcorrection:delete", args=[row.pk]))
    assert confirm_changes(head) == 1
    assert not ScriptCorrection.objects.filter(simplified="教育局").exists()


def test_the_list_shows_what_the_dictionaries_would_write(centre: dict[Office, User], login: Login) -> None:
    listed = login(centre[Office.CENTRE_EDITOR]).get(reverse("scriptcorrection:index"), {"q": "松口镇"})
    assert "鬆口鎮" in listed.content.decode()
    assert "松口鎮" in listed.content.decode()


def test_only_the_centre_corrects(bureau: Staffed, login: Login) -> None:
    fields = {"simplified": "教育局", "traditional": "敎育局", "kind": "term"}
    login(bureau.editor).post(reverse("scriptcorrection:add"), fields)
    assert not ScriptCorrection.objects.filter(simplified="教育局").exists()


@pytest.mark.parametrize(
    ("simplified", "traditional", "wrong"),
    [
        ("", "鬆", "simplified"),
        ("松口", "", "traditional"),
        ("abc", "鬆口", "simplified"),
        ("松口", "abc", "traditional"),
        ("松", "鬆", "simplified"),
        ("松口<b>", "松口", "simplified"),
        ("松口", "松口&amp;", "traditional"),
        ('松口"', "松口", "simplified"),
        ("松\n口", "松口", "simplified"),
        ("松口镇", "松口鎮", "simplified"),  # is there already
    ],
)
def test_what_is_no_correction_is_refused(simplified: str, traditional: str, wrong: str) -> None:
    with pytest.raises(ValidationError) as raised:
        ScriptCorrection(simplified=simplified, traditional=traditional).full_clean()
    assert set(raised.value.message_dict) == {wrong}


def test_spaces_around_are_taken_off() -> None:
    row = ScriptCorrection(simplified=" 神光山路 ", traditional="神光山路 ")
    row.full_clean()
    assert (row.simplified, row.traditional) == ("神光山路", "神光山路")
