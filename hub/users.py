"""The centre's forms for people's accounts. Rights are not given here: see `Appointment` (sites.organisation)."""

from __future__ import annotations

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import EditView, UserViewSet

from hub.viewsets import StampedEditView

NO_RIGHTS_HELP = "账号本身没有任何权限。请在“单位与任职”中为其登记任职，权限随任职自动生效和终止。"


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

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        drop_rights_fields(self)


def drop_rights_fields(form: UserCreationForm | UserEditForm) -> None:
    """Declared form fields survive `Meta.fields`, so they are taken out here; unit tests hold it."""
    form.fields.pop("groups", None)
    form.fields.pop("is_superuser", None)
    form.fields["username"].help_text = NO_RIGHTS_HELP


class GroupUserEditView(StampedEditView, EditView):
    pass


class GroupUserViewSet(UserViewSet):
    edit_view_class = GroupUserEditView
    template_prefix = "wagtailusers/users/"

    def get_form_class(self, for_update: bool = False) -> type[UserCreationForm | UserEditForm]:
        return GroupUserEditForm if for_update else GroupUserCreationForm
