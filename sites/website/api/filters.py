"""The parameters of lists."""

from __future__ import annotations

from typing import Annotated

from ninja import Field, Schema

from sites.pages.enums import InformationKind

HIGHEST_KEY = 2**31 - 1
HIGHEST_PAGE = 10**9
MOST_ITEMS = 100
# PostgreSQL stores no NUL, and no keyword or code holds a character that nobody sees.
_VISIBLE = r"^[^\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]+$"
Word = Annotated[str, Field(min_length=1, max_length=100, pattern=_VISIBLE)]


class Paging(Schema):
    page: int = Field(1, ge=1, le=HIGHEST_PAGE, description="第几页；超出末页时 items 为空")
    limit: int = Field(20, ge=1, le=MOST_ITEMS, description="每页条数")
    unit: Word | None = Field(None, description="单位代码，只看这个单位的内容")


class ArticleFilter(Paging):
    column: int | None = Field(None, ge=1, le=HIGHEST_KEY, description="栏目编号，包括下级栏目")
    year: int | None = Field(None, ge=1900, le=9998, description="成文年份")
    kind: InformationKind | None = Field(None, description="信息类别：news 动态、新闻，policy 政策等")
    keyword: Word | None = Field(None, description="关键词，须完全一致")
