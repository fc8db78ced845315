"""Pictures of before: cleaned where nothing shows them, named where something does."""

from __future__ import annotations

from io import BytesIO, StringIO

from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image

from hub.models.media import GroupImage
from tests.factories import published
from tests.staffed import Staffed
from tests.story import exchange_behind

SECRET = b"Zhang San"


def old_picture(place: Staffed, title: str) -> GroupImage:
    """As it was stored before metadata were taken off."""
    exif = Image.Exif()
    exif[0x013B] = SECRET.decode()
    plain, full = BytesIO(), BytesIO()
    picture = Image.new("RGB", (30, 20), "red")
    picture.save(plain, "JPEG")
    picture.save(full, "JPEG", exif=exif.tobytes())
    file = ContentFile(plain.getvalue(), "photo.jpg")
    image = GroupImage.objects.create(title=title, file=file, collection=place.site.collection)
    exchange_behind(image, "old.jpg", full.getvalue())
    return GroupImage.objects.get(pk=image.pk)


def has_secret(image: GroupImage) -> bool:
    with GroupImage.objects.get(pk=image.pk).open_file() as file:
        return SECRET in file.read()


def test_the_command_cleans_what_nothing_shows_and_names_the_rest(bureau: Staffed) -> None:
    free, shown = old_picture(bureau, "没用过的"), old_picture(bureau, "公开的")
    free.get_rendition("width-10")
    published(bureau.column, body=[("picture", {"image": shown, "alt": "图", "caption": ""})])
    out = StringIO()
    call_command("clean_pictures", stdout=out)
    assert f"{shown.pk} 《公开的》：正在 1 项内容中使用" in out.getvalue()
    assert "已清理 1 张图片" in out.getvalue()
    assert has_secret(shown)
    assert not has_secret(free)
    assert not free.renditions.exists()
    out = StringIO()
    call_command("clean_pictures", stdout=out)
    assert "已清理 0 张图片" in out.getvalue()
