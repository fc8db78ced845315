"""Pictures of colleagues lose their metadata as all pictures do."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.db.models.signals import pre_save
from wagtail.users.models import UserProfile

from hub.picture_metadata import without_metadata


def connect() -> None:
    pre_save.connect(clean_avatar, sender=UserProfile, dispatch_uid="clean_avatar")


def clean_avatar(instance: UserProfile, raw: bool = False, **signal: Any) -> None:
    """Raises:
    ValidationError: the new picture cannot be read.
    """
    avatar = instance.avatar
    if raw or not avatar or avatar._committed:
        return
    avatar.seek(0)
    instance.avatar = ContentFile(without_metadata(avatar.read()), name=avatar.name)
