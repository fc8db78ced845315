"""What a form may point at. The choosers offer one's own only; a request made by hand could name any number."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from hub.references import Target, references_in, references_of
from sites.pages.scope import visible_media, visible_pages

REFUSAL = "所选的图片、文件或页面属于其他单位，不能使用。请从选择框里选用本单位的。"


class ScopedPageForm(WagtailAdminPageForm):
    """The form of every page. It names nothing of another unit, not even when it is shown again with errors."""

    def is_valid(self) -> bool:
        """As Django's.

        Raises:
            PermissionDenied: the form points at something of another unit that the page did not point at before.
        """
        if self.is_bound and self.for_user is not None:
            foreign = _foreign(set(_submitted(self)), self.for_user)
            if foreign and not foreign <= _stored(self.instance):
                raise PermissionDenied(REFUSAL)
        return super().is_valid()


def require_visible_page(request: HttpRequest, field: str) -> None:
    """For forms of Wagtail's that show the chosen page by title before they ask for any right to it.

    Raises:
        PermissionDenied: `field` of the sent form names a page that is not the person's own.
    """
    chosen = request.POST.get(field, "")
    if chosen.isdecimal() and not visible_pages(request.user).filter(pk=int(chosen)).exists():
        raise PermissionDenied(REFUSAL)


def _submitted(form: ModelForm) -> Iterator[Target]:
    """What the sent data points at, whether or not the data are valid."""
    for name, field in form.fields.items():
        if name in form._meta.model._meta._forward_fields_map:
            model_field = form._meta.model._meta.get_field(name)
            raw = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
            yield from references_in(model_field, raw)
    for formset in getattr(form, "formsets", {}).values():
        for child in formset.forms:
            yield from _submitted(child)


def _foreign(targets: set[Target], user: AbstractBaseUser) -> set[Target]:
    found: set[Target] = set()
    for model in {model for model, _pk in targets}:
        visible: QuerySet[Model]
        if issubclass(model, Page):
            visible = visible_pages(user)
        elif issubclass(model, (AbstractImage, AbstractDocument)):
            visible = visible_media(model, user)
        else:
            continue
        wanted = {pk for each, pk in targets if each is model}
        own = visible.filter(pk__in=[pk for pk in wanted if pk.isdecimal()]).values_list("pk", flat=True)
        found |= {(model, pk) for pk in wanted - {str(pk) for pk in own}}
    return found


def _stored(page: Page) -> set[Target]:
    """What the page pointed at before, for instance because the centre put it there."""
    if page.pk is None:
        return set()
    before = type(page)._default_manager.get(pk=page.pk).get_latest_revision_as_object()
    return set(references_of(before))
