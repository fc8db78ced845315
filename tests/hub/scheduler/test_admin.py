"""The centre sees which jobs run, and what is wrong; nobody changes anything there."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.models import ScheduledJob, User
from hub.scheduler.actions import run_due
from hub.scheduler.registry import Job, register
from hub.scheduler.rules import EveryMinutes
from sites.organisation.enums import Office
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db
INDEX = "/admin/scheduled-job/"


def read(client: Client, url: str = INDEX) -> str:
    response = client.get(url, headers={"host": "portal.localhost"})
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@pytest.fixture
def failed(jobs: dict[str, Job]) -> ScheduledJob:
    register(Job("a", "坏任务", lambda: 1 / 0, EveryMinutes()))
    run_due()
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        run_due()
    return ScheduledJob.objects.get()


def test_it_says_when_nothing_has_run(admin_client: Client) -> None:
    assert "还没有运行过任何任务" in read(admin_client)


def test_failures_are_seen(admin_client: Client, failed: ScheduledJob) -> None:
    found = read(admin_client)
    assert "坏任务 每分钟 失败 1 ZeroDivisionError: division by zero" in found
    assert "run_due" not in found
    found = read(admin_client, f"{INDEX}inspect/{failed.pk}/")
    assert "最近的运行" in found
    assert found.count("ZeroDivisionError: division by zero") == 2
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=False):
        assert "之后没有运行过任何任务" in read(admin_client)


def test_the_centre_reads_and_an_editor_does_not(
    bureau: Staffed, centre: dict[Office, User], failed: ScheduledJob
) -> None:
    client = Client(HTTP_HOST="portal.localhost")
    client.force_login(centre[Office.CENTRE_EDITOR])
    assert "坏任务" in read(client)
    for verb in ("edit", "delete"):
        assert client.get(f"{INDEX}{verb}/{failed.pk}/").status_code in (302, 403, 404)
    assert client.get(f"{INDEX}new/").status_code in (302, 403, 404)
    client.force_login(bureau.editor)
    assert client.get(INDEX).status_code in (302, 403)


def test_a_superuser_changes_nothing_either(admin_client: Client, failed: ScheduledJob) -> None:
    assert get_user_model().objects.filter(is_superuser=True).exists()
    admin_client.post(reverse("scheduled-job:edit", args=[failed.pk]), {"name": "改名"})
    failed.refresh_from_db()
    assert failed.name == "坏任务"
