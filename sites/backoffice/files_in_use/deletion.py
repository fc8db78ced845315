"""What stands in the way of deleting a picture or a document, said before the question whether to delete.

Wagtail says 没有权限 where a draft has the document among its attachments, and finds nothing in the way elsewhere.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.documents.views.documents import DeleteView as DeleteDocumentView
from wagtail.images.views.images import DeleteView as DeleteImageView

from sites.approval.shown_files import FileInUse, refuse_if_shown


def refuse_if_in_use(file: Any) -> None:
    """Raises:
    FileInUse: a content shows it, or a draft has it among its attachments.
    """
    refuse_if_shown(file)
    usage = file.get_usage()
    if usage.is_protected:
        raise FileInUse(file, [content for content, _rows in usage])


class _Unused:
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.user_has_permission(self.permission_required):  # type: ignore[attr-defined]  # of Wagtail's views
            refuse_if_in_use(self.object)  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class DeleteUnusedDocumentView(_Unused, DeleteDocumentView):
    pass


class DeleteUnusedImageView(_Unused, DeleteImageView):
    pass
