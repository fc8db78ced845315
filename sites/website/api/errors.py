"""Refusals in Chinese."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

# By the kinds of pydantic's errors; the placeholders are its own.
MESSAGES = {
    "missing": "缺少这个参数。",
    "int_parsing": "应为整数。",
    "int_parsing_size": "数字过大。",
    "int_from_float": "应为整数。",
    "greater_than_equal": "不能小于 {ge}。",
    "less_than_equal": "不能大于 {le}。",
    "enum": "只能是下列之一：{expected}。",
    "string_too_short": "不能为空。",
    "string_too_long": "不能超过 {max_length} 个字。",
    "string_pattern_mismatch": "含有不能使用的字符。",
}
OTHER = "取值无效。"


def error(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    data = {"detail": detail, "errors": errors or []}
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def answer_errors(api: NinjaAPI) -> None:
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(Http404, missing)


def invalid(request: HttpRequest, refused: ValidationError) -> HttpResponse:
    return error(422, "参数不符合要求。", [_message(each) for each in refused.errors])


def missing(request: HttpRequest, refused: Http404) -> HttpResponse:
    return error(404, str(refused) or "没有找到。")


def _message(found: dict[str, Any]) -> dict[str, str]:
    message = MESSAGES.get(found["type"], OTHER)
    limits = {**found.get("ctx", {}), "expected": found.get("ctx", {}).get("expected", "").replace(" or ", "、")}
    return {"field": str(found["loc"][-1]), "message": message.format_map(limits)}
