"""Which people and keywords a person may see in the admin: those of the units whose work the person does today."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from taggit.models import Tag, TaggedItem
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from sites.organisation.models.appointment import Appointment
from sites.pages.models.article_tag import ArticleTag
from sites.pages.models.topic_tag import TopicTag
from sites.pages.scope import sees_everything, visible_media, visible_pages


def visible_people(user: AbstractBaseUser) -> QuerySet[AbstractBaseUser]:
    """The user, and who holds or held an office in the user's units."""
    people = get_user_model().objects.all()
    if sees_everything(user):
        return people
    units = Appointment.objects.acted_by(user).values("unit")
    colleagues = Appointment.objects.filter(unit__in=units).values("person")
    return people.filter(Q(pk__in=colleagues) | Q(pk=user.pk))


def visible_tags(user: AbstractBaseUser) -> QuerySet[Tag]:
    """Keywords that the public reads on some page, and those on anything of the user's units."""
    if sees_everything(user):
        return Tag.objects.all()
    on_page = Q(content_object__live=True) | Q(content_object__in=visible_pages(user).values("pk"))
    used = Q(pk__in=ArticleTag.objects.filter(on_page).values("tag"))
    used |= Q(pk__in=TopicTag.objects.filter(on_page).values("tag"))
    for model in (get_image_model(), get_document_model()):
        own = visible_media(model, user).values("pk")
        rows = TaggedItem.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=own)
        used |= Q(pk__in=rows.values("tag"))
    return Tag.objects.filter(used)
