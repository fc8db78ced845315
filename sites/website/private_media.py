"""Pictures that are not public: handed out to who may see them, and kept by nobody on the way."""

from __future__ import annotations

import mimetypes

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path
from wagtail.users.models import UserProfile

from hub.models.media import GroupRendition
from hub.picture_copies import PRIVATE
from sites.website.documents import may_be_served


def draft_picture(request: HttpRequest, name: str) -> FileResponse:
    """Raises:
    Http404: there is no such copy, or it is not this person's to see.
    """
    rendition = get_object_or_404(GroupRendition.objects.select_related("image"), file=f"{PRIVATE}/{name}")
    if not may_be_served(rendition.image, request):
        raise Http404
    return _answer(rendition.file)


def avatar(request: HttpRequest, name: str) -> FileResponse:
    """Faces of colleagues, for who works here.

    Raises:
        Http404: there is no such picture, or the person does not work here.
    """
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return _answer(get_object_or_404(UserProfile, avatar=f"avatar_images/{name}").avatar)


def _answer(file: FieldFile) -> FileResponse:
    try:
        opened = file.storage.open(file.name)
    except FileNotFoundError as reason:
        raise Http404 from reason
    response = FileResponse(opened, content_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream")
    response.headers["Cache-Control"] = "private, no-store"
    return response


urlpatterns = [path(f"{PRIVATE}/<str:name>", draft_picture), path("avatar_images/<str:name>", avatar)]
