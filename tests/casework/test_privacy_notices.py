"""What people read of their personal data before they write changes by two people, and not behind who agreed to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from hub.models import User
from sites.approval.changes import decide_change
from sites.approval.models.proposed_change import ProposedChange
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.organisation.enums import Office
from tests.casework.desk import Desk, sent

pytestmark = pytest.mark.django_db
NEW = {"version": "2", "text": "只用于办理来信。", "in_force_from": "2020-01-01"}


def test_a_new_version_waits_for_another_person(centre: dict[Office, User], login: Callable[[User], Client]) -> None:
    editor, head = centre[Office.CENTRE_EDITOR], centre[Office.CENTRE_HEAD]
    assert login(editor).post("/admin/privacynotice/new/", NEW).status_code == 302
    assert not PrivacyNotice.objects.filter(version="2").exists()
    decide_change(ProposedChange.objects.get(), head, confirm=True, comment="")
    assert PrivacyNotice.current().version == "2"


def test_a_version_that_somebody_agreed_to_stays(
    desk: Desk, centre: dict[Office, User], login: Callable[[User], Client]
) -> None:
    sent(desk.unit)
    notice = PrivacyNotice.current()
    client = login(centre[Office.CENTRE_EDITOR])
    data = {"version": notice.version, "text": "别的内容", "in_force_from": notice.in_force_from.isoformat()}
    page = client.post(f"/admin/privacynotice/edit/{notice.pk}/", data)
    assert "已有来信人同意了这个版本" in page.text
    superuser = User.objects.create_superuser("root", "root@test.localhost")
    assert login(superuser).post(f"/admin/privacynotice/delete/{notice.pk}/").status_code == 302
    assert PrivacyNotice.current() == notice
    assert not ProposedChange.objects.exists()
    assert login(desk.officer).get("/admin/privacynotice/").status_code == 302
