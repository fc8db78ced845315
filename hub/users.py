"""The centre's forms for people's accounts. Rights are not given here: see `Appointment` (sites.organisation).

What they take is proposed, and takes effect once another one has confirmed it (docs/accounts.md).
"""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.log_actions import log
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from hub.accounts.actions import FIELDS
from hub.accounts.proposals.account_kinds import amend_account, propose_account
from hub.accounts.proposals.forms import PROPOSED, ProposingView
from hub.accounts.proposals.kinds import ProposalRefused
from hub.models import User

NO_RIGHTS_HELP = "账号本身没有任何权限。请在“单位与任职”中为其登记任职，权限随任职自动生效和终止。"

OWN_IDENTITY_HELP = "自己的姓名、邮箱和登录名由自己提出，网络信息中心的另一人确认后生效。"


class GroupUserCreationForm(UserCreationForm):
    """What an account begins with: no rights, and no password that anybody else has typed."""

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields - {"groups", "is_superuser"} | {"telephone"}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        drop_rights_fields(self)


class GroupUserEditForm(UserEditForm):
    """Edits an account; groups and the administrator flag are out of reach."""

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields - {"groups", "is_superuser"} | {"telephone"}

    def __init__(self, *args: object, editing_self: bool = False, **kwargs: object) -> None:
        super().__init__(*args, editing_self=editing_self, **kwargs)
        drop_rights_fields(self)
        if editing_self:
            for name in FIELDS:
                self.fields[name].help_text = OWN_IDENTITY_HELP


def drop_rights_fields(form: UserCreationForm | UserEditForm) -> None:
    """Declared form fields survive `Meta.fields`, so they are taken out here; unit tests hold it."""
    form.fields.pop("groups", None)
    form.fields.pop("is_superuser", None)
    form.fields["username"].help_text = NO_RIGHTS_HELP


class GroupUserCreateView(ProposingView, CreateView):
    def form_valid(self, form: GroupUserCreationForm) -> HttpResponse:
        self.form = form
        try:
            propose_account(form.instance, self.request.user)
        except ProposalRefused as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, PROPOSED)
        return redirect("accounts:proposals")


class GroupUserEditView(ProposingView, EditView):
    def form_valid(self, form: GroupUserEditForm) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ProposalRefused as refusal:
            return self.refused(form, refusal)

    def save_instance(self) -> User:
        """In the place of Wagtail's, which saves the form."""
        self.proposals = amend_account(self.form.instance, self.request.user)
        log(self.form.instance, "wagtail.edit", user=self.request.user)
        return User.objects.get(pk=self.form.instance.pk)

    def get_success_message(self) -> str:
        return PROPOSED if self.proposals else super().get_success_message()


class GroupUserViewSet(UserViewSet):
    add_view_class = GroupUserCreateView
    edit_view_class = GroupUserEditView
    copy_view_enabled = False
    template_prefix = "wagtailusers/users/"

    def get_form_class(self, for_update: bool = False) -> type[UserCreationForm | UserEditForm]:
        return GroupUserEditForm if for_update else GroupUserCreationForm
