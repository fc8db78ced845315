"""What was taken in lies sealed where no address leads, and leaves the house only to be saved."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import storages
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from hub.models import SentFile
from hub.sent_files import storage
from hub.sent_files.actions import OutOfReach, drop_unnamed, forget, keep, read, scan_waiting
from hub.sent_files.checks import check_scanner, check_sent_files
from hub.sent_files.enums import ScanState
from hub.sent_files.intake import take_in
from hub.sent_files.kinds import KINDS
from hub.sent_files.responses import file_response
from tests.hub.sent_files import samples
from tests.hub.sent_files.clamd import FakeClamd
from tests.services import free_port
from tests.staffed import Staffed
from tests.testapp.views import backwards


@pytest.fixture(autouse=True)
def root(db: None, settings: Settings, tmp_path: Path) -> Path:
    settings.PRIVATE_ROOT = str(tmp_path / "private")
    settings.STORAGES = dict(settings.STORAGES)  # a new one forgets the old storage
    return tmp_path / "private"


def kept(name: str = "a.txt", content: bytes = b"hello") -> SentFile:
    return keep(take_in(samples.upload(name, content)), seal=backwards)


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_it_lies_sealed_readable_by_the_service_alone(root: Path) -> None:
    file = kept("投诉李某.txt")
    (path,) = files(root)
    assert path.read_bytes() == b"olleh"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "李" not in f"{path} {file.name} {file.stored_as}"
    assert read(file, unseal=backwards) == b"hello"


def test_no_address_leads_to_it(portal: Staffed, root: Path) -> None:
    file = kept()
    with pytest.raises(ValueError, match="no address"):
        storages["private"].url(file.stored_as)
    client = Client(HTTP_HOST="portal.localhost")
    for path in (f"/media/{file.stored_as}", f"/media/images/{file.stored_as}", f"/media/../private/{file.stored_as}"):
        assert client.get(path, follow=True).status_code == 404


def test_a_folder_among_what_is_served_is_an_error(settings: Settings) -> None:
    assert check_sent_files() == []
    for folder in (settings.MEDIA_ROOT, Path(settings.MEDIA_ROOT) / "private", Path(settings.MEDIA_ROOT).parent):
        settings.PRIVATE_ROOT = str(folder)
        assert [error.id for error in check_sent_files()] == ["hub.E008"]


@pytest.mark.parametrize("address", ["127.0.0.1:3310", "tcp://127.0.0.1", "tcp://a:x", "unix:", "/run/clamd.ctl"])
def test_a_scanner_without_address_is_an_error(settings: Settings, address: str) -> None:
    settings.CLAMAV = address
    assert [error.id for error in check_sent_files()] == ["hub.E009"]


def test_a_kind_that_nobody_knows_is_an_error(settings: Settings) -> None:
    settings.SENT_FILE_KINDS = ["jpg", "heic"]
    assert [error.id for error in check_sent_files()] == ["hub.E010"]


def test_an_install_without_scanner_is_told(settings: Settings) -> None:
    assert [warning.id for warning in check_scanner()] == ["hub.W006"]
    settings.CLAMAV = "unix:/run/clamav/clamd.ctl"
    assert check_scanner() == check_sent_files() == []


def test_it_leaves_the_house_to_be_saved(portal: Staffed) -> None:
    response = Client(HTTP_HOST="portal.localhost").get(f"/trees/told/{kept().pk}/")
    assert response.content == b"hello"
    assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E9%99%84%E4%BB%B61.txt"
    assert response.headers["Content-Type"] == "text/plain"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_only_pictures_are_shown_in_the_page(portal: Staffed) -> None:
    client = Client(HTTP_HOST="portal.localhost")
    picture = kept("a.png", samples.picture("PNG"))
    response = client.get(f"/trees/told/{picture.pk}/?show=1")
    assert response.headers["Content-Disposition"].startswith("inline; ")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    with pytest.raises(ValueError, match="Only pictures"):
        file_response(b"", "附件1.txt", KINDS["txt"], inline=True)


@pytest.mark.parametrize("name", ['a"; x=y.txt', "a\r\nSet-Cookie: x.txt", "a/../b.txt", "甲'乙.txt"])
def test_no_name_gets_out_of_its_header(name: str) -> None:
    said = file_response(b"", name, KINDS["txt"]).headers["Content-Disposition"]
    assert said.startswith("attachment; filename*=UTF-8''")
    assert not set(said.partition("''")[2]) & set("\"'\r\n;/ ")


def test_what_is_not_scanned_says_so_and_may_be_had_where_there_is_no_scanner() -> None:
    file = kept()
    assert file.get_scan_state_display() == "未扫描"
    assert file.scanned_at is None
    assert scan_waiting(unseal=backwards) == 0
    assert read(file, unseal=backwards) == b"hello"


def test_what_the_scanner_has_not_found_clean_is_out_of_reach(clamd: FakeClamd, settings: Settings) -> None:
    settings.CLAMAV = f"tcp://127.0.0.1:{free_port()}"
    file = kept()
    assert file.get_scan_state_display() == "扫描失败"
    with pytest.raises(OutOfReach, match="还没有通过病毒扫描"):
        read(file, unseal=backwards)
    settings.CLAMAV = clamd.url
    assert scan_waiting(unseal=backwards) == 1
    file.refresh_from_db()
    assert (file.get_scan_state_display(), file.scan_attempts) == ("已扫描无毒", 2)
    assert read(file, unseal=backwards) == b"hello"
    assert scan_waiting(unseal=backwards) == 0


def test_a_virus_that_is_found_later_takes_the_file_out_of_reach(
    portal: Staffed, clamd: FakeClamd, settings: Settings
) -> None:
    settings.CLAMAV = ""
    file = kept(content=samples.EICAR)
    settings.CLAMAV = clamd.url
    assert scan_waiting(unseal=backwards) == 1
    file.refresh_from_db()
    assert (file.scan_state, file.signature) == (ScanState.INFECTED, "Eicar-Test-Signature")
    settings.CLAMAV = ""
    response = Client(HTTP_HOST="portal.localhost").get(f"/trees/told/{file.pk}/")
    assert response.status_code == 403
    assert "查出病毒（Eicar-Test-Signature），不能打开" in response.content.decode()


def test_what_cannot_be_read_for_its_scan_is_tried_again_after_others(
    clamd: FakeClamd, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CLAMAV = ""
    gone, other = kept(), kept()
    storage.remove(gone.stored_as)
    settings.CLAMAV = clamd.url
    assert scan_waiting(unseal=backwards) == 1
    gone.refresh_from_db()
    other.refresh_from_db()
    assert (gone.scan_state, gone.scan_attempts) == (ScanState.FAILED, 1)
    assert other.scan_state == ScanState.CLEAN
    assert "could not be read" in caplog.text


def test_what_is_forgotten_is_gone_once_the_transaction_is_through(
    root: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file = kept()
    with django_capture_on_commit_callbacks(execute=True):
        forget(file)
        assert files(root)
    assert not files(root)
    assert not SentFile.objects.exists()


def test_what_no_row_names_goes_after_a_day(root: Path) -> None:
    named = kept()
    with transaction.atomic():
        kept()
        transaction.set_rollback(True)  # the form failed behind it
    assert len(files(root)) == 2
    assert drop_unnamed() == 0
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert drop_unnamed() == 1
    assert read(named, unseal=backwards) == b"hello"


def test_a_store_that_is_empty_is_no_error(root: Path) -> None:
    assert drop_unnamed() == 0
