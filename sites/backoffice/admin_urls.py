"""In front of Wagtail's own admin URLs: what a person sees first after login, and views that show one's own only.

Without names: links are made by Wagtail's names, and lead here because these patterns are asked first.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.home import HomeView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from hub.accounts.views import GroupAccountView
from sites.backoffice.blocked_views import confirm_cancellation, refuse
from sites.backoffice.files_in_use.deletion import DeleteUnusedDocumentView, DeleteUnusedImageView
from sites.backoffice.files_in_use.uploads import AddDocumentsView
from sites.backoffice.page_editor_views import GroupRevertView
from sites.backoffice.position_view import GroupPositionView
from sites.backoffice.redirect_views import RedirectCreateView, RedirectDeleteView, RedirectEditView
from sites.backoffice.scoped_views.bulk_actions import run_bulk_action
from sites.backoffice.scoped_views.choosers import ScopedBrowseView, ScopedChosenMultipleView, ScopedMoveView
from sites.backoffice.scoped_views.keywords import complete_tag
from sites.backoffice.scoped_views.reports import GroupPageTypesView, ScopedHistoryView
from sites.casework.rights import has_desk
from sites.organisation.capacity import offices_held
from sites.organisation.enums import CENTRE_OFFICES, DESK_OFFICES, WRITING_OFFICES


def first_page(request: HttpRequest) -> HttpResponseBase:
    """The inbox for who only approves, the desk for who only handles letters; else the dashboard."""
    offices = {held.office for held in offices_held(request.user)}
    if offices and offices <= DESK_OFFICES and has_desk(request.user):
        return redirect("casework:index")
    if offices and not offices & (WRITING_OFFICES | CENTRE_OFFICES):
        return redirect("inbox:index")
    return HomeView.as_view()(request)


urlpatterns = [
    path("", first_page),
    path("account/", GroupAccountView.as_view()),
    path("bulk/<str:app_label>/<str:model_name>/<str:action>/", run_bulk_action),
    path("choose-page/", ScopedBrowseView.as_view()),
    path("choose-page/<int:parent_page_id>/", ScopedBrowseView.as_view()),
    path("choose-page/chosen-multiple/", ScopedChosenMultipleView.as_view()),
    path("pages/<int:page_to_move_id>/move/", ScopedMoveView.as_view()),
    path("pages/<int:page_to_move_id>/set_position/", GroupPositionView.as_view()),
    path("pages/<int:page_id>/revisions/<int:revision_id>/revert/", GroupRevertView.as_view()),
    path("pages/workflow/confirm_cancellation/<int:page_id>/", confirm_cancellation),
    path("documents/multiple/add/", AddDocumentsView.as_view()),
    path("documents/delete/<int:document_id>/", DeleteUnusedDocumentView.as_view()),
    path("images/<int:image_id>/delete/", DeleteUnusedImageView.as_view()),
    path("tag-autocomplete/", complete_tag),
    path("tag-autocomplete/<slug:app_name>/<slug:model_name>/", complete_tag),
    path("reports/site-history/", ScopedHistoryView.as_view()),
    path("reports/site-history/results/", ScopedHistoryView.as_view(results_only=True)),
    path("reports/page-types-usage/", GroupPageTypesView.as_view()),
    path("reports/page-types-usage/results/", GroupPageTypesView.as_view(results_only=True)),
    path("failwhale/", refuse),  # fails on purpose
    path(
        "redirects/import/", refuse
    ),  # moved sites keep their addresses by themselves (sites.pages.provisioning.addresses)
    path("redirects/import/process/", refuse),
    path("redirects/add/", RedirectCreateView.as_view()),
    path("redirects/<int:redirect_id>/", RedirectEditView.as_view()),
    path("redirects/<int:redirect_id>/delete/", RedirectDeleteView.as_view()),
    path("embeds/chooser/", refuse),  # nothing is embedded from other parties
    path("embeds/chooser/upload/", refuse),
    path("workflows/task_chooser/", refuse),  # workflows are made by the system
    path("workflows/task_chooser/results/", refuse),
    path("workflows/task_chooser/create/", refuse),
    path("workflows/task_chooser/<int:task_id>/", refuse),
]
for decorator in (require_admin_access, never_cache):
    decorate_urlpatterns(urlpatterns, decorator)
