from __future__ import annotations

from django import template

from hub.private_fields.values import text_or_notice

register = template.Library()
register.filter("private_text", text_or_notice)
