"""The picture that stands for a page where it is shared."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from sites.website.metadata.subject import Subject

# As networks that show a shared link cut it; a format that all of them read.
SHARED = "fill-1200x630|format-jpeg"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Picture:
    url: str
    width: int
    height: int


def shared_picture(subject: Subject) -> Picture | None:
    """The page's own picture, else the cover of the first article that it shows with one."""
    rendition = rendition_of(_own(subject.page) or _first_cover(subject))
    if rendition is None:
        return None
    return Picture(subject.request.build_absolute_uri(rendition.url), rendition.width, rendition.height)


def rendition_of(image: Any) -> Any:
    """The image as it is shared; None without one, and where its file cannot be read."""
    if image is None:
        return None
    try:
        return image.get_rendition(SHARED)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        logger.warning("Image %s cannot be read", image.pk)
        return None


def _own(page: Any) -> Any:
    for name in ("cover", "picture", "portrait"):
        if getattr(page, f"{name}_id", None):
            return getattr(page, name)
    return None


def _first_cover(subject: Subject) -> Any:
    """Only of articles whose renditions the list has loaded: nothing is looked up for this."""
    shown = [*subject.featured, *(subject.listed.object_list if subject.listed is not None else [])]
    covers = (article.cover for article in shown if "cover" in article._state.fields_cache)
    return next(
        (each for each in covers if each and "renditions" in getattr(each, "_prefetched_objects_cache", {})), None
    )
