from __future__ import annotations

from django import template

from hub import rich_text

register = template.Library()
register.filter("cleaned", rich_text.cleaned)
