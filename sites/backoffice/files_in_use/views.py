"""上传新版本: one screen for each picture and document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.documents.fields import WagtailDocumentField
from wagtail.images.fields import WagtailImageField

from hub.models.media import GroupDocument, GroupImage
from hub.uploads import family_of
from sites.backoffice.files_in_use.addresses import new_version_url
from sites.backoffice.files_in_use.new_version import add_version, may_replace, prepare_drafts, uses_of


class NewVersionForm(forms.ModelForm):
    """A file of the kind of `old`, with its title and its place."""

    def __init__(self, *args: Any, old: Any, **kwargs: Any) -> None:
        self.old = old
        about = {"title": old.title, "collection": old.collection, "description": getattr(old, "description", "")}
        known = {name: value for name, value in about.items() if hasattr(old, name)}
        super().__init__(*args, instance=type(old)(**known), **kwargs)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(self.old, GroupDocument) and family_of(file.name) != family_of(self.old.file.name):
            raise ValidationError(
                f"新版本须与旧文件同类：旧文件是 {self.old.file_extension}。要换成别的种类，请另外上传，在内容中换上。"
            )
        return file

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and isinstance(self.instance, GroupDocument):
            self.instance.file = self.instance.cleaned_of(self.instance.file.name, self.instance.file.file)
        if not self.errors and self.instance.file_hash == self.old.get_file_hash():
            self.add_error("file", "与旧文件完全相同，没有要换的。")


class NewImageForm(NewVersionForm):
    class Meta:
        model = GroupImage
        fields = ["file"]
        field_classes = {"file": WagtailImageField}


class NewDocumentForm(NewVersionForm):
    class Meta:
        model = GroupDocument
        fields = ["file"]
        field_classes = {"file": WagtailDocumentField}


@require_http_methods(["GET", "POST"])
def image(request: HttpRequest, image_id: int) -> HttpResponse:
    return _screen(request, get_object_or_404(GroupImage, pk=image_id), NewImageForm)


@require_http_methods(["GET", "POST"])
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    return _screen(request, get_object_or_404(GroupDocument, pk=document_id), NewDocumentForm)


def _screen(request: HttpRequest, old: Any, form_class: type[NewVersionForm]) -> HttpResponse:
    """The form; once there is a newer version, what became of the contents."""
    if not may_replace(request.user, old):
        raise PermissionDenied
    new = old.newest if old.followers.exists() else None
    form = form_class(request.POST or None, request.FILES or None, old=old)
    if request.method == "POST":
        if new is None and form.is_valid():
            new = add_version(old, form.instance, request.user)
            if new.file_hash != form.instance.file_hash:
                messages.warning(request, "没有保存您的文件：刚才已经有人上传了新版本。")
        if new is not None:
            return _prepared(request, old, new)
    uses, others = uses_of(old, new, request.user)
    context = {
        "old": old,
        "new": new,
        "new_url": AdminURLFinder(request.user).get_edit_url(new) if new else "",
        "next_url": new_version_url(new) if new else "",
        "form": form,
        "uses": uses,
        "others": others,
        "is_possible": any(use.is_possible for use in uses),
    }
    return render(request, "media/new_version.html", context)


def _prepared(request: HttpRequest, old: Any, new: Any) -> HttpResponse:
    number = prepare_drafts(old, new, request.user)
    messages.success(
        request, f"新版本已保存，备好草稿 {number} 份。请逐份核对后送审。" if number else "没有要备的草稿。"
    )
    return redirect(new_version_url(old))
