"""A file is clean only where ClamAV said so in full. Everything else says that nobody knows."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from hub.sent_files.clamav import Scan, scan
from hub.sent_files.enums import ScanState
from hub.sent_files.intake import take_in
from tests.hub.sent_files import clamd as fake
from tests.hub.sent_files import samples
from tests.hub.sent_files.clamd import FakeClamd
from tests.services import MISSING, free_port

FAILED = Scan(ScanState.FAILED)


def test_without_a_scanner_nothing_is_called_clean(settings: Settings) -> None:
    assert settings.CLAMAV == ""
    assert scan(samples.EICAR) == Scan(ScanState.NOT_SCANNED)
    assert ScanState.NOT_SCANNED.label == "未扫描"


def test_a_clean_file_is_sent_in_pieces(clamd: FakeClamd) -> None:
    content = b"a" * 150_000
    assert scan(content) == Scan(ScanState.CLEAN)
    assert clamd.streams == [content]
    assert len(clamd.pieces) > 1


def test_a_virus_is_called_by_its_name(clamd: FakeClamd) -> None:
    assert scan(samples.EICAR) == Scan(ScanState.INFECTED, "Eicar-Test-Signature")


def test_over_a_socket_of_the_machine(tmp_path: Path, settings: Settings) -> None:
    with fake.running(tmp_path / "clamd.ctl") as clamd:
        settings.CLAMAV = clamd.url
        assert scan(b"hello") == Scan(ScanState.CLEAN)
        assert scan(samples.EICAR).state == ScanState.INFECTED


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: O",
        b"stream: OK",
        b"stream: OK\n",
        b"stream: OK\0stream: X FOUND\0",
        b"OK\0",
        b"stream: Eicar FOUND",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"\0",
        b"x" * 10_000,
    ],
)
def test_any_other_answer_is_none(clamd: FakeClamd, answer: bytes) -> None:
    clamd.answer = answer
    assert scan(b"hello") == FAILED


@pytest.mark.parametrize("size", [200_000, 8_000_000])
def test_a_stream_that_is_too_long_does_not_pass(clamd: FakeClamd, size: int) -> None:
    """The scanner closes while the rest is still being written."""
    clamd.longest = 100_000
    assert scan(b"a" * size) == FAILED


def test_a_name_that_deceives_is_shown_as_it_is(clamd: FakeClamd) -> None:
    clamd.answer = "stream: Evil\u202e\n名 FOUND\0".encode()
    assert scan(b"hello") == FAILED
    clamd.answer = "stream: Evil\u202e名 FOUND\0".encode()
    assert scan(b"hello") == Scan(ScanState.INFECTED, "Evil名")
    clamd.answer = b"stream: " + b"x" * 3000 + b" FOUND\0"
    assert len(scan(b"hello").signature) == 100


def test_a_scanner_that_is_not_there_or_silent_is_no_answer(
    clamd: FakeClamd, settings: Settings, tmp_path: Path
) -> None:
    for address in (f"tcp://127.0.0.1:{free_port()}", f"unix:{tmp_path}/none", "http://clamav", "3310", "tcp://x"):
        settings.CLAMAV = address
        assert scan(b"hello") == FAILED
    settings.CLAMAV, settings.CLAMAV_TIMEOUT = clamd.url, 1
    clamd.is_silent = True
    began = time.monotonic()
    assert scan(b"a" * 20_000_000) == FAILED
    assert time.monotonic() - began < 5


def test_a_file_with_a_virus_is_not_taken_in(clamd: FakeClamd) -> None:
    file = samples.upload("a.txt", samples.EICAR)
    with pytest.raises(ValidationError, match=r"“a\.txt”：查出病毒（Eicar-Test-Signature），没有接收"):
        take_in(file)


def test_the_bytes_that_came_are_scanned_not_the_picture_drawn_of_them(clamd: FakeClamd) -> None:
    with pytest.raises(ValidationError, match="查出病毒"):
        take_in(samples.upload("a.jpg", samples.picture() + samples.EICAR))


def test_a_file_is_taken_in_where_the_scanner_is_away(clamd: FakeClamd, settings: Settings) -> None:
    assert take_in(samples.upload("a.txt", b"hello")).scan.state == ScanState.CLEAN
    settings.CLAMAV = f"tcp://127.0.0.1:{free_port()}"
    assert take_in(samples.upload("a.txt", b"hello")).scan.state == ScanState.FAILED


# --- The real one ---


@pytest.fixture
def real_clamd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The program that CLAMD names, with EICAR as the one signature that it knows."""
    program = shutil.which(os.environ.get("CLAMD") or "/nonexistent")
    if program is None:
        missing = "ClamAV：CLAMD 没有指向 clamd 程序"
        request.node.user_properties.append((MISSING, missing))
        pytest.skip(f"未能运行：{missing}")
    known = md5(samples.EICAR, usedforsecurity=False).hexdigest()
    (tmp_path / "signatures").mkdir()
    (tmp_path / "signatures" / "eicar.hdb").write_text(f"{known}:{len(samples.EICAR)}:Test.Eicar\n")
    port = free_port()
    settings = {
        "DatabaseDirectory": tmp_path / "signatures", "TCPSocket": port, "TCPAddr": "127.0.0.1", "Foreground": "yes",
        "StreamMaxLength": "1M", "TemporaryDirectory": tmp_path, "ConcurrentDatabaseReload": "no",
    }  # fmt: skip
    (tmp_path / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    process = subprocess.Popen([program, "--config-file", tmp_path / "clamd.conf"], stdout=subprocess.DEVNULL)
    yield f"tcp://127.0.0.1:{port}"
    process.terminate()
    process.wait(20)


def test_the_real_scanner_is_understood(real_clamd: str, settings: Settings) -> None:
    settings.CLAMAV = real_clamd
    for _ in range(200):
        if scan(b"hello").state == ScanState.CLEAN:
            break
        time.sleep(0.1)
    assert scan(b"hello") == Scan(ScanState.CLEAN)
    assert scan(samples.EICAR).state == ScanState.INFECTED
    assert "Eicar" in scan(samples.EICAR).signature
    assert scan(b"a" * 900_000) == Scan(ScanState.CLEAN)
    assert scan(b"a" * 3_000_000) == FAILED
