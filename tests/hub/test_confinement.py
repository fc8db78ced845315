"""A program that reads a stranger's file and is taken over reaches nothing: the system refuses, not our own code."""

from __future__ import annotations

import json
import os
import socket
import tempfile
from pathlib import Path

import pytest
from pytest_django import Settings

from hub.confinement import checks, landlock, measures
from hub.confinement.limits import MEGABYTE
from hub.confinement.measures import Measure
from hub.confinement.process import Ended, run

REFUSED = {"Permission denied", "Operation not permitted"}


@pytest.fixture(scope="module")
def missing() -> list[Measure]:
    return checks.probed()


def attack(code: str, *arguments: str, wall: float = 20) -> tuple[str, Ended]:
    with tempfile.TemporaryFile() as file:
        file.write(code.encode())
        file.seek(0)
        with run("tests.hub.attacker", *arguments, file=file, wall=wall) as ended:
            said = ended.answer.read()
            return json.loads(said) if said else "", ended


def test_it_reads_what_it_was_given_and_its_own_modules() -> None:
    assert attack("import json, zipfile, openpyxl, lxml.etree, pypdf, docx, pptx, xlrd")[0] == "done"


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/passwd').read()",
        "open('hub/settings/base.py').read()",
        "open(f'/proc/{os.getppid()}/environ').read()",
        "open(f'/proc/{os.getppid()}/mem', 'rb').read(1)",
        "open('/proc/self/environ').read()",
        "os.listdir()",
        "os.listdir('/')",
        "open('/tmp/hub-attack', 'w')",
        "os.mkdir('/tmp/hub-attack')",
        "os.remove(sys.executable)",
        "os.symlink('/etc/passwd', '/tmp/hub-attack')",
        "os.open('tests/hub/attacker.py', os.O_RDWR)",
        "os.truncate('tests/hub/attacker.py', 0)",
    ],
)
def test_it_reaches_no_file(missing: list[Measure], code: str) -> None:
    if Measure.FILES in missing:
        pytest.skip("no Landlock in this kernel")
    assert attack(code)[0] in REFUSED
    assert not Path("/tmp/hub-attack").exists()  # noqa: S108


@pytest.mark.parametrize(
    "code",
    [
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "import subprocess; subprocess.run(['/bin/true'])",
        "import socket; socket.socket()",
        "import socket; socket.socketpair()",
        "import socket; socket.socket(socket.AF_UNIX)",
        "os.kill(os.getppid(), 0)",
        "os.kill(os.getpid(), 0)",
        "from hub.confinement import kernel; kernel.call(425, 8, None)",  # io_uring_setup
        "from hub.confinement import kernel; kernel.unshare(0x10000000)",
    ],
)
def test_it_reaches_no_other_process_and_no_network(missing: list[Measure], code: str) -> None:
    if Measure.CALLS in missing:
        pytest.skip("no filter of system calls on this system")
    assert attack(code)[0] in REFUSED


def test_its_network_is_its_own(missing: list[Measure]) -> None:
    """Also where the system calls are not filtered."""
    if Measure.NETWORK in missing:
        pytest.skip("no network namespaces for this user")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('127.0.0.1', {port}))"
        assert attack(code, "unfiltered")[0] == "Network is unreachable"


def test_it_has_no_environment_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_KEY", "a-secret")
    monkeypatch.setenv("PRIVATE_DATA_KEY", "a-secret")
    code = "raise OSError(1 if {'LEDGER_KEY', 'PRIVATE_DATA_KEY'} & os.environ.keys() else 2, '')"
    assert attack(code)[0] == "No such file or directory"


def test_an_endless_loop_ends() -> None:
    _said, ended = attack("while True: pass")
    assert ended.took_too_long
    _said, ended = attack("import time; time.sleep(60)", wall=1)
    assert ended.is_late


def test_memory_ends() -> None:
    assert attack("x = bytearray(1 << 30)")[0] == "memory"


def test_the_answer_ends() -> None:
    with tempfile.TemporaryFile() as file:
        file.write(b"while True: os.write(1, bytes(1 << 20))")
        file.seek(0)
        with run("tests.hub.attacker", file=file, wall=20) as ended:
            assert len(ended.answer.read()) == MEGABYTE


@pytest.mark.skipif(os.geteuid() != 0, reason="only root chooses users")
def test_a_user_of_its_own(settings: Settings) -> None:
    settings.READER_USER = "nobody"
    assert attack("raise OSError(os.getuid() and 2 or 1, '')")[0] == "No such file or directory"
    assert not landlock.version() or Measure.FILES not in checks.probed()


def test_what_the_system_does_not_have_is_said(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "probed", lambda: list(Measure))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    found = checks.check_confinement()
    assert {each.id for each in found} == {"hub.W001", "hub.W002", "hub.W003"}
    assert "Landlock" in next(each.msg for each in found if each.id == "hub.W001")
    monkeypatch.setattr(checks, "probed", list)
    assert checks.check_confinement() == []
    settings.READER_USER = "nobody"
    assert [each.id for each in checks.check_confinement()] == ["hub.W004"]
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert checks.check_confinement() == []
    settings.READER_USER = ""
    assert [each.id for each in checks.check_confinement()] == ["hub.W004"]


def test_a_reader_that_cannot_start_is_said(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    settings.READER_USER = "no-such-user"
    assert [each.id for each in checks.check_confinement()] == ["hub.W005"]


def test_a_system_without_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS: nothing is refused, and each measure is named."""
    monkeypatch.setattr("hub.confinement.kernel.is_linux", lambda: False)
    monkeypatch.setattr("hub.confinement.kernel.give_up_privileges", lambda: None)
    assert set(measures.confine([])) == set(Measure)
