"""A question to the guests of an interview. A name is not needed, and not shown unless its owner wishes it."""

from __future__ import annotations

from django import forms

from hub.text_rules import validate_line, validate_paragraphs
from inquiry.public_forms import PublicForm

LONGEST_TEXT, LONGEST_NAME = 500, 20


class QuestionForm(PublicForm):
    text = forms.CharField(
        label="问题",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        validators=[validate_paragraphs],
        help_text=f"最多 {LONGEST_TEXT} 字。请不要写电话、住址等个人信息。",
        error_messages={
            "required": "请写下您的问题。",
            "max_length": "最多 %(limit_value)d 字，现在有 %(show_value)d 字。",
        },
    )
    name = forms.CharField(
        label="称呼",
        max_length=LONGEST_NAME,
        required=False,
        validators=[validate_line],
        help_text="可以不填。不填、或者没有勾选下面一项的，显示为“网友”。",
    )
    shows_name = forms.BooleanField(label="公开我的称呼", required=False)
