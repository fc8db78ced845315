"""Below /admin/. Open to everybody: what says that nobody is signed in. All else is for people who reach the admin."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from hub.accounts.factors import passkey_views, reset_views, verification, views
from hub.accounts.proposals import views as proposal_views
from hub.accounts.sessions import views as session_views

app_name = "accounts"
urlpatterns = [
    path("second-factor/", verification.verify, name="verify"),
    path("second-factor/passkey/begin/", passkey_views.begin_sign_in, name="begin_passkey_sign_in"),
    path("second-factor/passkey/complete/", passkey_views.complete_sign_in, name="complete_passkey_sign_in"),
    path("factors/", views.factors, name="factors"),
    path("factors/confirm/", views.confirm_password, name="confirm"),
    path("factors/app/", views.add_app, name="add_app"),
    path("factors/codes/", views.codes, name="codes"),
    path("factors/passkey/begin/", passkey_views.begin_registration, name="begin_passkey"),
    path("factors/passkey/complete/", passkey_views.complete_registration, name="complete_passkey"),
    path("factors/<str:factor_kind>/<int:factor_id>/remove/", views.remove, name="remove_factor"),
    path("factor-resets/", reset_views.resets, name="resets"),
    path("factor-resets/<int:reset_id>/", reset_views.decide, name="decide_reset"),
    path("proposals/", proposal_views.proposals, name="proposals"),
    path("proposals/<int:proposal_id>/", proposal_views.decide, name="decide_proposal"),
    path("proposals/links/<int:person_id>/", proposal_views.send_again, name="send_link"),
    path("sessions/", session_views.sessions, name="sessions"),
    path("sessions/end-others/", session_views.end_others, name="end_other_sessions"),
    path("sessions/<uuid:sign_in_id>/end/", session_views.end, name="end_session"),
]
decorate_urlpatterns(urlpatterns, require_admin_access)
urlpatterns += [
    path("begin/<str:key>/", proposal_views.begin, name="begin"),
    path("session/", session_views.status, name="session"),
    path("session/leave/", verification.leave, name="leave"),
    path("session/back/", session_views.back, name="back"),
]
decorate_urlpatterns(urlpatterns, never_cache)
