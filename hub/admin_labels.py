"""Wagtail's forms whose labels no catalogue can translate, because Django makes them from the field's name."""

from __future__ import annotations

from django.forms import BaseForm
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)

LABELS: dict[type[BaseForm], dict[str, str]] = {
    ExternalLinkChooserForm: {"link_text": "链接文字"},
    AnchorLinkChooserForm: {"url": "定位名称", "link_text": "链接文字"},
    EmailLinkChooserForm: {
        "email_address": "电子邮箱",
        "link_text": "链接文字",
        "subject": "邮件主题",
        "body": "邮件正文",
    },
    PhoneLinkChooserForm: {"phone_number": "电话号码", "link_text": "链接文字"},
}


def label_forms() -> None:
    for form, labels in LABELS.items():
        for field, label in labels.items():
            form.base_fields[field].label = label
