"""Wordings of letters. Chapter apps register theirs when they are ready."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

from sites.casework.models.case import Case


@dataclass(frozen=True)
class LetterTemplate:
    """`text` in Jinja, one paragraph a line. `kind`: of the cases that have it, "" for all. `is_for_applicant`: who
    wrote gets it; else it goes to others, and who wrote reads nothing of it. `is_written`: by hand, at the desk; an
    answer is made when it has been approved.
    """

    code: str
    title: str
    text: str
    kind: str = ""
    is_for_applicant: bool = True
    is_written: bool = True


_templates: dict[str, LetterTemplate] = {}


def register(*templates: LetterTemplate) -> None:
    """
    Raises:
        ImproperlyConfigured: another template has that code.
    """
    for template in templates:
        if _templates.setdefault(template.code, template) != template:
            raise ImproperlyConfigured(f"Two templates of letters are called {template.code!r}.")


def template_named(code: str) -> LetterTemplate:
    """
    Raises:
        LookupError: no such template is registered.
    """
    try:
        return _templates[code]
    except KeyError:
        raise LookupError(f"No template of letters is called {code!r}.") from None


def templates_for(case: Case) -> list[LetterTemplate]:
    """Those that can be written at the desk."""
    return [each for each in _templates.values() if each.is_written and each.kind in ("", case.kind)]


DELIVERY_RECEIPT = LetterTemplate(
    "delivery_receipt",
    "送达回证",
    "受送达人：【申请人】\n"
    "案由：{{ kind }}（编号 {{ number }}）\n"
    "送达文书名称和文号：{{ last_letter or blank('文书名称和文号') }}\n"
    "送达方式：{{ blank('直接送达、邮寄、电子邮件等') }}\n"
    "送达地点：{{ blank('地点') }}\n"
    "收件人签名或者盖章：　　　　　　　收件日期：　　年　　月　　日\n"
    "送达人签名：　　　　　　　　　　　备注：",
    is_for_applicant=False,
)
