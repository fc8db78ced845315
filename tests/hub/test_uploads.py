"""Uploads are judged by their bytes, not by the ending of their name, and a refusal says in Chinese what to do."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from hub.models import GroupDocument, GroupImage
from tests.factories import UserFactory


def png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


def office_file() -> bytes:
    """A ZIP container, as docx, xlsx and pptx are."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 200


@pytest.fixture
def admin(db: None) -> Client:
    client = Client(HTTP_HOST="portal.localhost")
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    client.force_login(root, backend="sites.organisation.auth.AppointmentBackend")
    return client


def upload_document(client: Client, name: str, content: bytes) -> Any:
    collection = Collection.get_first_root_node()
    data = {"title": "文件", "file": SimpleUploadedFile(name, content), "collection": collection.pk, "tags": ""}
    return client.post(reverse("wagtaildocs:add"), data)


def upload_image(client: Client, name: str, content: bytes) -> Any:
    collection = Collection.get_first_root_node()
    data = {"title": "图片", "file": SimpleUploadedFile(name, content), "collection": collection.pk, "tags": ""}
    return client.post(reverse("wagtailimages:add"), data)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("公告.pdf", PDF),
        ("大写.PDF", PDF),
        ("通知.docx", office_file()),
        ("名单.xlsx", office_file()),
        ("打包.zip", office_file()),
        ("旧版.doc", OLE2),
        ("旧版.wps", OLE2),
        ("说明.txt", "办事说明".encode()),
        ("说明.txt", "办事说明".encode("gb18030")),
        ("字幕.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\n大家好\n".encode()),
        ("录像.mp4", MP4),
    ],
)
def test_what_is_what_its_name_says_is_accepted(admin: Client, name: str, content: bytes) -> None:
    assert upload_document(admin, name, content).status_code == 302
    assert GroupDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("公告.pdf", png()),
        ("公告.pdf", PROGRAM),
        ("公告.pdf", office_file()),
        ("通知.docx", PDF),
        ("旧版.doc", office_file()),
        ("说明.txt", PROGRAM),
        ("说明.txt", png()),
        ("说明.csv", b"\xff\xff\xff\xff"),
        ("录像.mp4", b"<html>not a film</html>"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(admin: Client, name: str, content: bytes) -> None:
    response = upload_document(admin, name, content)
    ending = name.rpartition(".")[2]
    assert f"文件内容与扩展名“.{ending}”不符，请用原格式另存后再上传。" in response.content.decode()
    assert not GroupDocument.objects.exists()


@pytest.mark.parametrize("name", ["程序.exe", "网页.html", "矢量.svg", "脚本.js", "无扩展名"])
def test_an_ending_that_is_not_on_the_list_is_refused(admin: Client, name: str) -> None:
    response = upload_document(admin, name, b"anything")
    assert response.status_code == 200
    assert not GroupDocument.objects.exists()


def test_an_empty_file_is_refused(admin: Client) -> None:
    html = upload_document(admin, "空.txt", b"").content.decode()
    assert "空" in html
    assert not GroupDocument.objects.exists()


def test_a_file_that_is_too_large_is_refused_and_the_limit_is_named(admin: Client, settings: Settings) -> None:
    settings.DOCUMENT_MAX_UPLOAD_SIZE = 100
    html = upload_document(admin, "公告.pdf", PDF + b" " * 100).content.decode()
    assert "请压缩或拆分后再上传" in html
    assert not GroupDocument.objects.exists()


def test_a_bad_file_does_not_replace_a_good_one(admin: Client) -> None:
    upload_document(admin, "公告.pdf", PDF)
    document = GroupDocument.objects.get()
    program = SimpleUploadedFile("公告.pdf", PROGRAM)
    data = {"title": "文件", "file": program, "collection": document.collection_id, "tags": ""}
    response = admin.post(reverse("wagtaildocs:edit", args=[document.pk]), data)
    assert "与扩展名“.pdf”不符" in response.content.decode()
    with GroupDocument.objects.get().open_file() as file:
        assert file.read() == PDF


def test_several_documents_at_once_are_judged_alike(admin: Client) -> None:
    """The page for many files at once answers in JSON."""
    collection = Collection.get_first_root_node()
    data = {"title": "文件", "files[]": SimpleUploadedFile("公告.pdf", PROGRAM), "collection": collection.pk}
    response = admin.post(
        reverse("wagtaildocs:add_multiple"),
        data,
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.json()["success"] is False
    assert "与扩展名“.pdf”不符" in response.json()["error_message"]
    assert not GroupDocument.objects.exists()


def test_a_picture_is_accepted(admin: Client) -> None:
    assert upload_image(admin, "图.png", png()).status_code == 302
    assert GroupImage.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("图.png", PROGRAM), ("图.jpg", PDF), ("图.jpg", png()), ("图.png", b""), ("图.svg", b"<svg/>")],
)
def test_what_is_no_picture_is_refused(admin: Client, name: str, content: bytes) -> None:
    response = upload_image(admin, name, content)
    assert response.status_code == 200
    errors = response.context["form"].errors["file"]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in "".join(errors)), errors
    assert not GroupImage.objects.exists()


def test_names_of_stored_files_cannot_be_guessed(admin: Client) -> None:
    upload_image(admin, "photo.png", png())
    upload_image(admin, "photo.png", png() + b" ")
    names = [image.file.name for image in GroupImage.objects.all()]
    assert len(set(names)) == 2
    assert all(len(name.rpartition("-")[2]) >= 16 for name in names)


def large_png(width: int, height: int) -> bytes:
    """Few bytes, many pixels."""
    out = BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("size", [(8000, 7000), (12000, 10000)])
def test_a_picture_with_too_many_pixels_is_refused(admin: Client, size: tuple[int, int]) -> None:
    response = upload_image(admin, "图.png", large_png(*size))
    assert "像素过多" in response.content.decode()
    assert not GroupImage.objects.exists()


def eps() -> bytes:
    """A program, for whoever opens pictures of this kind."""
    return b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 900 900\n%%EndComments\n(/etc/passwd) (r) file\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("图.eps", eps()),
        ("图.png", eps()),
        ("图.png", PROGRAM),
        ("图.svg", b"<svg/>"),
        ("图.png", large_png(8000, 7000)),
    ],
)
def test_a_picture_of_a_person_is_a_picture_like_others(admin: Client, name: str, content: bytes) -> None:
    url = reverse("wagtailadmin_account")
    html = admin.post(url, {"avatar-avatar": SimpleUploadedFile(name, content)}).content.decode()
    errors = BeautifulSoup(html, "html.parser").select_one(".w-field__errors .error-message, .error-message")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in errors.text)
    assert not UserProfile.objects.exclude(avatar="").exists()


def test_a_picture_of_a_person_is_taken(admin: Client) -> None:
    data = {"avatar-avatar": SimpleUploadedFile("me.png", png()), "locale-preferred_language": ""}
    page = BeautifulSoup(admin.get(reverse("wagtailadmin_account")).content, "html.parser")
    fields = {
        each["name"]: (each.select_one("option[selected]") or each.select_one("option"))["value"]
        for each in page.select("main form select[name]")
    }
    assert admin.post(reverse("wagtailadmin_account"), fields | data).status_code == 302
    assert UserProfile.objects.exclude(avatar="").exists()
