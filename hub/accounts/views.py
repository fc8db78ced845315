"""The account page in the place of Wagtail's: what one sets oneself, without name and address."""

from __future__ import annotations

from functools import cached_property

from django import forms
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    BaseSettingsPanel,
    ChangePasswordPanel,
    NameEmailSettingsPanel,
)
from wagtail.images.fields import WagtailImageField

from hub.accounts.forms import LimitedPasswordChangeForm


class IdentityPanel(BaseSettingsPanel):
    """Name and address, to be read: the centre keeps them."""

    name = "identity"
    title = "姓名和邮箱"
    order = 100
    template_name = "accounts/identity_panel.html"

    def get_form(self) -> forms.Form:
        return forms.Form()

    def get_context_data(self) -> dict[str, object]:
        return {"form": self.get_form(), "person": self.user}


class PasswordPanel(ChangePasswordPanel):
    """One form a request: Wagtail makes one each time it asks, and each would try the old password again."""

    form_class = LimitedPasswordChangeForm

    @cached_property
    def form(self) -> LimitedPasswordChangeForm:
        typed = self.request.method == "POST" and any(
            self.request.POST.get(f"{self.name}-{field}") for field in ("new_password1", "new_password2")
        )
        return self.form_class(self.request, self.request.POST if typed else None, prefix=self.name)

    def get_form(self) -> LimitedPasswordChangeForm:
        return self.form


class AvatarForm(AvatarPreferencesForm):
    """Takes what may be uploaded as a picture elsewhere: Wagtail's takes whatever Pillow opens, of any size."""

    avatar = WagtailImageField(label="上传头像", required=False)


class AvatarPanel(AvatarSettingsPanel):
    form_class = AvatarForm


class GroupAccountView(AccountView):
    @cached_property
    def panels(self) -> list[BaseSettingsPanel]:
        request, replaced = self.request, (NameEmailSettingsPanel, ChangePasswordPanel, AvatarSettingsPanel)
        others = [panel for panel in super().get_panels() if not isinstance(panel, replaced)]
        profile = others[0].profile
        own = [each(request, request.user, profile) for each in (IdentityPanel, PasswordPanel, AvatarPanel)]
        return [panel for panel in (*own, *others) if panel.is_active()]

    def get_panels(self) -> list[BaseSettingsPanel]:
        return self.panels
