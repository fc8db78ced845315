from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase


class TopicTag(TaggedItemBase):
    content_object = ParentalKey("pages.TopicPage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = "专题收录关键词"
        verbose_name_plural = "专题收录关键词"
