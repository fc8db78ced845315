"""The centre's forms for people's accounts. Rights are not given here: see `Appointment` (sites.organisation).

The only place in the admin where a name or an address changes (docs/accounts.md).
"""

from __future__ import annotations

from django.db import transaction
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from hub.accounts.actions import FIELDS, save_identity
from hub.models import User

NO_RIGHTS_HELP = "账号本身没有任何权限。请在“单位与任职”中为其登记任职，权限随任职自动生效和终止。"

OWN_IDENTITY_HELP = "自己的姓名、邮箱和登录名由网络信息中心的其他同事更改。"


class GroupUserCreationForm(UserCreationForm):
    """Creates an account without rights."""

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
                self.fields[name].disabled = True
                self.fields[name].help_text = OWN_IDENTITY_HELP

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit=False)
        if commit:
            save_identity(user)
            self.save_m2m()
        return user


def drop_rights_fields(form: UserCreationForm | UserEditForm) -> None:
    """Declared form fields survive `Meta.fields`, so they are taken out here; unit tests hold it."""
    form.fields.pop("groups", None)
    form.fields.pop("is_superuser", None)
    form.fields["username"].help_text = NO_RIGHTS_HELP


class GroupUserViewSet(UserViewSet):
    template_prefix = "wagtailusers/users/"

    def get_form_class(self, for_update: bool = False) -> type[UserCreationForm | UserEditForm]:
        return GroupUserEditForm if for_update else GroupUserCreationForm
