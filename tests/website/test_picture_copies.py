"""A copy of a picture is public only while something public shows the picture (design 10)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from PIL import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.users.models import UserProfile

from hub.models.media import GroupImage
from tests.factories import draft, published
from tests.staffed import Staffed
from tests.story import approve, browser_of, send

Committed = Callable[..., Any]


@pytest.fixture
def image(bureau: Staffed) -> GroupImage:
    return GroupImage.objects.create(title="会场", file=get_test_image_file(), collection=bureau.site.collection)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def body(image: GroupImage) -> list[Any]:
    return [("picture", {"image": image, "alt": "会场", "caption": ""})]


def url_of(image: GroupImage) -> str:
    return GroupImage.objects.get(pk=image.pk).get_rendition("width-20").url


def status(url: str, client: Client | None = None) -> int:
    response = (client or Client(HTTP_HOST="portal.localhost")).get(url)
    if response.streaming:
        list(response.streaming_content)  # which closes the file
    return response.status_code


def test_a_draft_s_picture_is_for_its_unit(
    bureau: Staffed, other_bureau: Staffed, centre: Any, image: GroupImage
) -> None:
    page = draft(bureau.column, bureau.editor, body=body(image))
    url = url_of(image)
    assert url.startswith("/media/drafts/")
    assert status(url) == 404
    assert status(url, browser_of(bureau.editor)) == 200
    assert status(url, browser_of(other_bureau.editor)) == 404
    assert status(url, browser_of(bureau.reviewer)) == 404
    assert all(status(url, browser_of(person)) == 200 for person in centre.values())
    send(bureau.editor, page)
    assert status(url, browser_of(bureau.reviewer)) == 200
    assert status(url, browser_of(bureau.leader)) == 404


def test_nobody_keeps_it_on_the_way(bureau: Staffed, image: GroupImage) -> None:
    response = browser_of(bureau.editor).get(url_of(image))
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "image/png"
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")


def test_a_copy_follows_publication_and_withdrawal(bureau: Staffed, image: GroupImage, committed: Committed) -> None:
    before = url_of(image)
    page = draft(bureau.column, bureau.editor, body=body(image))
    send(bureau.editor, page)
    with committed():
        approve(page, [bureau.reviewer, bureau.leader])
    public = url_of(image)
    assert public.startswith("/media/images/")
    assert (status(public), status(before)) == (200, 404)
    page.refresh_from_db()
    with committed():
        page.unpublish()
    assert (status(public), status(url_of(image))) == (404, 404)
    assert not default_storage.exists(public.removeprefix("/media/"))
    assert status(url_of(image), browser_of(bureau.editor)) == 200


def test_a_copy_goes_with_the_deletion_of_its_page(bureau: Staffed, image: GroupImage, committed: Committed) -> None:
    page = published(bureau.column, body=body(image))
    public = url_of(image)
    assert status(public) == 200
    with committed():
        page.delete()
    assert status(public) == 404


def test_it_stays_while_another_page_shows_it(bureau: Staffed, image: GroupImage, committed: Committed) -> None:
    page = published(bureau.column, body=body(image))
    published(bureau.column, cover=image)
    public = url_of(image)
    with committed():
        page.unpublish()
    assert url_of(image) == public
    assert status(public) == 200


def test_the_job_mends_what_no_signal_told(bureau: Staffed, image: GroupImage) -> None:
    page = published(bureau.column, body=body(image))
    public = url_of(image)
    type(page).objects.filter(pk=page.pk).update(live=False)
    stray, young = (default_storage.save(f"images/{name}.png", ContentFile(b"x")) for name in ("stray", "young"))
    hours_ago = time.time() - 7200
    os.utime(default_storage.path(stray), (hours_ago, hours_ago))
    call_command("settle_picture_copies", verbosity=0)
    assert status(public) == 404
    assert not default_storage.exists(stray)
    assert default_storage.exists(young)
    type(page).objects.filter(pk=page.pk).update(live=True)
    call_command("settle_picture_copies", verbosity=0)
    assert url_of(image) == public
    assert status(public) == 200


def test_a_copy_whose_file_is_gone_is_made_anew(bureau: Staffed, image: GroupImage) -> None:
    url = url_of(image)
    default_storage.delete(url.removeprefix("/media/"))
    assert status(url, browser_of(bureau.editor)) == 404
    published(bureau.column, body=body(image))
    call_command("settle_picture_copies", verbosity=0)
    assert status(url_of(image)) == 200


@pytest.mark.parametrize("name", ["x.png", "..%2foriginal_images%2fx.png", "%2e%2e/x"])
def test_other_names_lead_nowhere(bureau: Staffed, name: str) -> None:
    assert status(f"/media/drafts/{name}", browser_of(bureau.editor)) == 404


def test_avatars_are_for_colleagues_and_without_metadata(bureau: Staffed, other_bureau: Staffed) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Zhang San"
    out = BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "JPEG", exif=exif.tobytes())
    profile = UserProfile.objects.create(user=bureau.editor)
    profile.avatar = ContentFile(out.getvalue(), "me.jpg")
    profile.save()
    url = f"/media/{UserProfile.objects.get().avatar.name}"
    assert status(url) == 404
    response = browser_of(other_bureau.editor).get(url)
    assert response.status_code == 200
    assert b"Zhang San" not in b"".join(response.streaming_content)
