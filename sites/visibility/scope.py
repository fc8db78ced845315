"""What a person may see: the pages, people and keywords of the units whose work the person does today."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from taggit.models import Tag, TaggedItem
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from sites.models import Appointment, ArticleTag, TopicTag
from sites.permissions import SubtreePermissionPolicy

MEDIA_ACTIONS = ("add", "change", "delete", "choose")


def page_policy() -> SubtreePermissionPolicy:
    return policy_registry.get_by_type(Page)


def sees_everything(user: AbstractBaseUser) -> bool:
    """Whether all units are the user's own: the centre, and administrators."""
    return page_policy().covers_all_pages(user)


def visible_pages(user: AbstractBaseUser) -> QuerySet[Page]:
    """The pages of the user's units, and those one passes on the way from one of these units to another."""
    return page_policy().explorable_instances(user)


def visible_media(model: type[Model], user: AbstractBaseUser) -> QuerySet[Model]:
    """Images or documents in the collections of the user's units."""
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, MEDIA_ACTIONS)


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
