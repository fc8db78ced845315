"""No road of upload stores where, when, by whom and with what a picture was taken; the picture itself stays."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageCms, ImageSequence, PngImagePlugin
from wagtail.models import Collection, UploadedFile

from hub.models.media import GroupImage
from hub.models.user import User
from hub.picture_metadata import without_metadata
from tests.factories import UserFactory
from tests.story import browser_of

CASES = Path(__file__).parents[3] / "shared" / "cases"
SECRET = b"Zhang San 13800000000"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}


def picture(kind: str, orientation: int = 1, **options: Any) -> bytes:
    """A picture of 30 × 20, red on the left and blue on the right, with all the metadata that its format takes."""
    image = Image.new("RGB", (30, 20), "red")
    image.paste("blue", (15, 0, 30, 20))
    exif = Image.Exif()
    exif[0x013B] = SECRET.decode()  # Artist
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[29] = "2026:03:02"  # GPS
    if kind == "GIF":
        image, options = image.convert("P"), {"comment": SECRET, **options}
    else:
        options = {"exif": exif.tobytes(), "icc_profile": PROFILE, "xmp": b"<x:xmpmeta>" + SECRET, **options}
    if kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Author", SECRET.decode())
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", SECRET.decode())
        del options["xmp"]
    if kind == "JPEG":
        options["comment"] = SECRET
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def is_clean(data: bytes) -> bool:
    image = opened(data)
    return SECRET not in data and not image.getexif() and not {"xmp", "comment", "Author"} & set(image.info)


@pytest.mark.parametrize("kind", FORMATS)
def test_metadata_go_and_the_picture_stays(kind: str) -> None:
    data = picture(kind)
    assert not is_clean(data)
    clean = without_metadata(data)
    assert is_clean(clean)
    assert opened(clean).format == kind
    if kind != "AVIF":  # which has to be stored anew
        assert opened(clean).convert("RGB").tobytes() == opened(data).convert("RGB").tobytes()
        assert without_metadata(clean) == clean
    if kind != "GIF":
        assert opened(clean).info["icc_profile"] == PROFILE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_on_its_side_is_turned(kind: str) -> None:
    clean = without_metadata(picture(kind, orientation=6))
    assert is_clean(clean)
    image = opened(clean).convert("RGB")
    assert image.size == (20, 30)
    red, blue = image.getpixel((10, 3)), image.getpixel((10, 27))
    assert red[0] > 200 > red[2]
    assert blue[2] > 200 > blue[0]


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_an_animation_keeps_its_frames(kind: str) -> None:
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    extra = {"comment": SECRET} if kind == "GIF" else {"exif": b"Exif\x00\x00" + SECRET}
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100, loop=0, **extra)
    clean = without_metadata(out.getvalue())
    image = opened(clean)
    assert SECRET not in clean
    assert len(list(ImageSequence.Iterator(image))) == 3
    assert image.info.get("loop") == 0


def test_nothing_behind_the_end_of_a_picture_stays() -> None:
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        assert SECRET not in without_metadata(picture(kind) + SECRET)


def test_a_phone_s_picture() -> None:
    path = CASES / "gps.jpg"
    if not path.exists():
        pytest.skip("no cases beside the project")
    data = path.read_bytes()
    assert opened(data).getexif().get_ifd(0x8825)
    assert not opened(without_metadata(data)).getexif()


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff", picture("GIF")[:60], b"%PDF-1.7"])
def test_what_is_no_picture_is_refused_in_chinese(data: bytes) -> None:
    with pytest.raises(ValidationError, match="图片损坏"):
        without_metadata(data)


# --- every road ---


@pytest.fixture
def admin(db: None) -> Client:
    return browser_of(UserFactory(username="root", is_superuser=True, is_staff=True))


def fields(**more: Any) -> dict[str, Any]:
    return {"title": "图", "collection": Collection.get_first_root_node().pk, "tags": "", "description": "", **more}


def plain_image() -> GroupImage:
    out = BytesIO()
    Image.new("RGB", (5, 5)).save(out, "PNG")
    return GroupImage.objects.create(title="图", file=ContentFile(out.getvalue(), "a.png"))


def upload(kind: str = "JPEG") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"photo.{ENDINGS[kind]}", picture(kind))


def by_form(admin: Client) -> None:
    assert admin.post(reverse("wagtailimages:add"), fields(file=upload())).status_code == 302


def by_edit(admin: Client) -> None:
    image = plain_image()
    url = reverse("wagtailimages:edit", args=[image.pk])
    assert admin.post(url, fields(file=upload())).status_code == 302


def by_many(admin: Client) -> None:
    data = fields(**{"files[]": upload()})
    response = admin.post(reverse("wagtailimages:add_multiple"), data, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.json()["success"]


def by_completion(admin: Client) -> None:
    """Many at once, of which one lacked something."""
    waiting = UploadedFile.objects.create(
        file=upload(),
        uploaded_by_user=User.objects.get(username="root"),
        for_content_type=ContentType.objects.get_for_model(GroupImage),
    )
    data = {f"uploaded-image-{waiting.pk}-{name}": value for name, value in fields().items()}
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    response = admin.post(url, data, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.json()["success"], response.json()


def by_chooser(admin: Client) -> None:
    data = {f"image-chooser-upload-{name}": value for name, value in fields(file=upload()).items()}
    assert admin.post(reverse("wagtailimages_chooser:create"), data).status_code == 200


def by_save(admin: Client) -> None:
    GroupImage(title="图", file=ImageFile(BytesIO(picture("JPEG")), name="photo.jpg")).save()


def by_file_save(admin: Client) -> None:
    image = GroupImage(title="图")
    image.file.save("photo.jpg", ContentFile(picture("JPEG")))


def by_one_field(admin: Client) -> None:
    image = plain_image()
    image.file = upload()
    image.save(update_fields=["file"])


ROADS = [by_form, by_edit, by_many, by_completion, by_chooser, by_save, by_file_save, by_one_field]


@pytest.mark.parametrize("road", ROADS)
def test_no_road_stores_metadata(road: Callable[[Client], None], admin: Client) -> None:
    road(admin)
    image = GroupImage.objects.get()
    with image.open_file() as file:
        data = file.read()
    assert is_clean(data)
    assert (image.width, image.height) == (30, 20)
    assert image.file_size == len(data)
    assert image.file_hash == hashlib.sha1(data, usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("kind", list(ENDINGS))
def test_every_format_is_cleaned_in_the_form(kind: str, admin: Client) -> None:
    admin.post(reverse("wagtailimages:add"), fields(file=upload(kind)))
    with GroupImage.objects.get().open_file() as file:
        assert is_clean(file.read())


def test_a_turned_picture_has_its_new_size(db: None) -> None:
    image = GroupImage.objects.create(title="图", file=ContentFile(picture("JPEG", orientation=6), "a.jpg"))
    image.refresh_from_db()
    assert (image.width, image.height) == (20, 30)


def test_what_is_shown_of_an_old_picture_is_clean(db: None) -> None:
    """Stored before pictures were cleaned."""
    image = GroupImage.objects.create(title="图", file=ContentFile(picture("PNG"), "a.png"))
    with image.file.storage.open(image.file.name, "wb") as stored:
        stored.write(picture("JPEG", orientation=6))
    rendition = GroupImage.objects.get().get_rendition("width-10|format-jpeg")
    with rendition.file.open("rb") as file:
        data = file.read()
    assert is_clean(data)
    assert opened(data).size == (rendition.width, rendition.height) == (10, 15)
