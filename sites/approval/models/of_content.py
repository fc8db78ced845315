from __future__ import annotations

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import RevisionMixin


def base_content_type(content: models.Model) -> ContentType:
    """That of all pages for a page, whatever its type; else that of the model."""
    if isinstance(content, RevisionMixin):
        return content.get_base_content_type()
    return ContentType.objects.get_for_model(content)


class OfContentQuerySet(models.QuerySet):
    """Of models that name a content by `content_type` and `object_id`."""

    def of(self, content: models.Model) -> Self:
        """The rows of one content, whatever its type."""
        return self.filter(content_type=base_content_type(content), object_id=content.pk)
