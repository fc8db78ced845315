"""A leader reads a batch on a phone and says yes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hub.models import User
from opencat.importing.kinds import TABLE
from sites.approval.enums import BatchStatus
from sites.approval.models.import_batch import ImportBatch
from sites.approval.operators import find_operator
from sites.importing.batches import prepare_batch
from sites.importing.report import Report
from sites.organisation.enums import Office
from tests.approval import test_story as story
from tests.approval.test_story import PHONE, keep
from tests.factories import appoint, centre_unit, column_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
people, open_as = story.people, story.open_as  # fixtures
ROWS = [
    ["索引号", "标题", "成文日期", "正文"],
    *([f"K-{number}", f"关于做好第 {number} 期汛期地质灾害防御工作的通知", "2014-06-16", ""] for number in range(4)),
    ["K-9", "", "没有日期", ""],
]  # fmt: skip


@pytest.fixture
def batch(people: dict[Office, User], settings: Any, tmp_path: Path) -> ImportBatch:
    settings.MEDIA_ROOT = tmp_path / "media"
    text = StringIO()
    csv.writer(text).writerows(ROWS)
    path = tmp_path / "目录.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    head = appoint(centre_unit(), Office.CENTRE_HEAD)
    column = column_of(people[Office.EDITOR].appointments.get().unit.unit_site, "documents")
    batch = prepare_batch(path, path.name, TABLE, {}, column, find_operator(head.username), Report(None))
    assert batch is not None
    return batch


@pytest.mark.parametrize("size", [PHONE, story.DESKTOP])
def test_a_leader_says_yes(
    batch: ImportBatch, people: dict[Office, User], open_as: Callable[..., Page], size: dict[str, int]
) -> None:
    page = open_as(people[Office.SUPERVISING_LEADER], size)
    keep(page, f"batch-inbox-{size['width']}")
    page.get_by_role("link", name="目录.csv").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("导入：目录.csv")
    keep(page, f"batch-{size['width']}")
    width = page.evaluate("document.scrollingElement.scrollWidth")
    assert width <= size["width"]
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="第 2 行").click()
    expect(opened.value.locator("body")).to_contain_text("汛期地质灾害防御")
    keep(opened.value, f"batch-sample-{size['width']}")
    page.get_by_role("button", name="同意，导入并公开").click()
    expect(page.locator(".messages")).to_contain_text("已同意")
    batch.refresh_from_db()
    assert batch.status == BatchStatus.APPROVED
