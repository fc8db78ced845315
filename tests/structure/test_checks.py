"""System checks of our own conventions: each with a case that fails."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from pytest_django import Settings
from wagtail.models import Page

from hub.checks import check_jobs
from hub.scheduler import registry
from hub.scheduler.rules import EveryMinutes
from sites.approval.checks import check_content, unknown_fields
from sites.pages.checks import check_page_types, check_standard_columns, foreign_page_types
from sites.pages.models.article_page import ArticlePage


def test_the_install_passes_all_checks() -> None:
    assert [message for message in run_checks() if not message.is_silenced()] == []


def test_only_checks_of_settings_that_our_own_check_replaces_are_silenced(settings: Settings) -> None:
    """Whose passkeys they are follows from WAGTAILADMIN_BASE_URL (hub.E003)."""
    assert settings.SILENCED_SYSTEM_CHECKS == ["otp_webauthn.E010", "otp_webauthn.E011", "otp_webauthn.E030"]


def test_a_page_type_that_is_no_group_page_is_an_error() -> None:
    class Foreign:  # a real one would stay among Wagtail's page types for the rest of the run
        _meta = SimpleNamespace(label="letters.Foreign", app_label="letters")

    (error,) = foreign_page_types([ArticlePage, Page, Foreign])
    assert error.id == "pages.E001"
    assert "letters.Foreign" in error.msg
    assert check_page_types() == []


def test_a_misspelt_field_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_content() == []
    monkeypatch.setattr(ArticlePage, "unversioned_fields", (*ArticlePage.unversioned_fields, "publised_at"))
    (error,) = unknown_fields([ArticlePage])
    assert error.id == "approval.E001"
    assert "publised_at" in error.msg


@pytest.mark.parametrize("text", ["", "[]", '{"portal": []}', '{"portal": [{"slug": "a"}], "town": "portal"}'])
def test_columns_that_cannot_be_read_are_an_error(tmp_path: Path, settings: Settings, text: str) -> None:
    assert check_standard_columns() == []
    (tmp_path / "columns.json").write_text(text)
    settings.STANDARD_COLUMNS = str(tmp_path / "columns.json")
    (error,) = check_standard_columns()
    assert error.id == "pages.E002"
    assert "标准栏目文件" in error.msg


def test_an_app_that_registers_a_job_twice_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_jobs() == []
    monkeypatch.setattr(registry, "_jobs", dict(registry.registered_jobs()))
    again = registry.Job("drain_outbox", "又一个", lambda: None, EveryMinutes(1))
    monkeypatch.setattr("hub.scheduler.registry.autodiscover_modules", lambda name: registry.register(again))
    (error,) = check_jobs()
    assert error.id == "hub.E002"
    assert "又一个" in error.msg
