"""What is too much is refused before it is read, on every address, in words."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import altcha
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from wagtail.models import Collection

from hub.models import GroupDocument, SentFile
from tests.factories import UserFactory
from tests.hub.sent_files import samples
from tests.staffed import Staffed

TELL = "/trees/tell/"
MEGABYTE = 1024 * 1024


@pytest.fixture
def spool(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Where the server would put what does not fit into memory. At the end nothing lies there."""
    folder = tmp_path / "spool"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    settings.PROOF_OF_WORK_TRIES, settings.PROOF_OF_WORK_ROUNDS = 5, 10
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def visitor(portal: Staffed, spool: Path) -> Client:
    return Client(HTTP_HOST="portal.localhost")


class Counted(BytesIO):
    """A body that knows how much of it was read."""

    total = 0

    def read(self, *size: int) -> bytes:  # type: ignore[override]
        data = super().read(*size)
        self.total += len(data)
        return data


def announce(client: Client, path: str, size: int) -> tuple[Any, Counted]:
    """A form with one file, whose body says that it has `size` bytes."""
    body = Counted(
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n'
        b"Content-Type: image/jpeg\r\n\r\n" + b"a" * MEGABYTE
    )
    said = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(size), "wsgi.input": body}
    response = client.generic("POST", path, **said)
    return response, body


def proof(client: Client) -> str:
    found = altcha.Challenge.from_dict(client.get("/challenge/").json())
    solution = altcha.solve_challenge(found)
    assert solution is not None
    return altcha.Payload(found, solution).to_base64()


def send(client: Client, *files: SimpleUploadedFile) -> Any:
    return client.post(TELL, {"text": "榕树断枝", "proof_of_work": proof(client), "files": list(files)})


def words(response: Any) -> list[str]:
    return [each.text for each in BeautifulSoup(response.content, "html.parser").select(".errorlist li")]


def test_a_body_of_200_megabytes_is_refused_unread(visitor: Client) -> None:
    response, body = announce(visitor, TELL, 200 * MEGABYTE)
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 413
    assert body.total == 0
    assert page.h1.text == "提交的内容过大"
    assert "一次最多 5 个文件，每个不超过 10.0" in page.main.text.replace("\xa0", " ")
    assert "您填写的内容还在" in page.main.text
    assert page.select_one("header") is not None  # in the dress of the site


@pytest.mark.parametrize("path", ["/", "/search/", "/display/", "/challenge/", "/nothing/", "/admin/login/", "/admin/"])
def test_no_other_address_of_the_public_takes_files(visitor: Client, path: str) -> None:
    response, body = announce(visitor, path, 200 * MEGABYTE)
    assert response.status_code in (200, 302, 403, 404, 405, 413)
    assert body.total == 0


def test_a_csrf_check_reads_no_more_than_it_may(portal: Staffed, spool: Path) -> None:
    client = Client(HTTP_HOST="portal.localhost", enforce_csrf_checks=True)
    for path in (TELL, "/", "/search/", "/admin/login/"):
        client.get(TELL)
        response, body = announce(client, path, 200 * MEGABYTE)
        assert response.status_code in (403, 413), path
        assert body.total == 0


def test_other_fields_that_are_too_large_are_refused_in_words(visitor: Client) -> None:
    response = visitor.post(TELL, {"text": "长" * 2 * MEGABYTE})
    assert response.status_code == 413
    assert "减少内容后再提交" in response.content.decode()


def test_a_hundred_and_one_files_are_refused_in_words(visitor: Client) -> None:
    response = visitor.post(TELL, {"files": [samples.upload(f"{each}.txt", b"a") for each in range(101)]})
    assert response.status_code == 413


def test_a_form_with_its_files_is_taken(visitor: Client) -> None:
    photo, text = samples.upload("榕树.jpg", samples.photo()), samples.upload("说明.txt", b"a" * 3 * MEGABYTE)
    assert send(visitor, photo, text).status_code == 302
    first, second = SentFile.objects.all()
    assert (first.name, second.name) == ("附件1.jpg", "附件2.txt")
    assert second.size == 3 * MEGABYTE


def test_a_form_without_files_is_taken(visitor: Client) -> None:
    assert send(visitor).status_code == 302


def test_one_file_that_is_too_large_keeps_what_was_typed(visitor: Client) -> None:
    response = send(visitor, samples.upload("大.txt", b"a" * (10 * MEGABYTE + 1)), samples.upload("a.txt", b"a"))
    (message,) = words(response)
    assert message.startswith("“大.txt”：文件超过 10.0")
    assert "榕树断枝" in response.content.decode()
    assert not SentFile.objects.exists()


def test_six_files_keep_what_was_typed(visitor: Client) -> None:
    response = send(visitor, *[samples.upload("a.txt", b"a")] * 6)
    assert words(response) == ["一次最多上传 5 个文件，您选了 6 个。"]
    assert "榕树断枝" in response.content.decode()


def test_no_file_is_judged_without_a_proof(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub.sent_files.intake._judged", lambda data: pytest.fail("somebody looked at it"))
    response = visitor.post(TELL, {"text": "榕树断枝", "files": [samples.upload("a.txt", b"a")]})
    assert response.status_code == 200


def test_editors_upload_as_before(db: None, spool: Path) -> None:
    client = Client(HTTP_HOST="portal.localhost")
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    client.force_login(root, backend="sites.organisation.auth.AppointmentBackend")
    file = SimpleUploadedFile("说明.txt", b"a" * 60 * MEGABYTE)
    data = {"title": "文件", "file": file, "collection": Collection.get_first_root_node().pk, "tags": ""}
    assert client.post(reverse("wagtaildocs:add"), data).status_code == 302
    assert GroupDocument.objects.exists()


def test_a_real_server_answers_before_the_body_has_come(live_server: Any, portal: Staffed) -> None:
    port = live_server.thread.port
    head = (
        f"POST {TELL} HTTP/1.1\r\nHost: portal.localhost:{port}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {200 * MEGABYTE}\r\n"
        f"Cookie: csrftoken={'a' * 32}\r\n\r\n"
    )
    with socket.create_connection(("localhost", port), timeout=30) as connection:
        connection.sendall(head.encode() + b"--x\r\n")
        with connection.makefile("rb") as answer:
            assert b" 413 " in answer.readline()
            assert any("提交的内容过大".encode() in line for line in answer)  # up to that line: it stays open


def test_a_browser_shows_the_page_and_keeps_what_was_typed(
    browser: Browser, portal: Staffed, live_server: Any, site_url: Callable[[str, str], str], tmp_path: Path
) -> None:
    large = tmp_path / "录像.txt"
    with large.open("wb") as file:
        file.truncate(200 * MEGABYTE)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site_url("portal.localhost", TELL))
        page.get_by_label("内容").fill("榕树断枝")
        page.get_by_label("附件").set_input_files(str(large))
        page.get_by_role("button", name="提交").click(no_wait_after=True)
        expect(page.locator("h1")).to_have_text("提交的内容过大")
        page.go_back()
        expect(page.get_by_label("内容")).to_have_value("榕树断枝")
