"""What a search over the API asks and answers. The descriptions are what its users read in the OpenAPI document."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from search.enums import Scope, Sort
from search.form import EARLIEST, LATEST
from search.kinds import kinds
from search.query import LONGEST_QUERY
from sites.pages.enums import Validity
from sites.website.api.filters import HIGHEST_PAGE, MOST_ITEMS
from sites.website.api.schemas import CategoryReference

# PostgreSQL stores no NUL; codes are of letters, digits and hyphens.
Query = Annotated[str, Field(min_length=1, max_length=LONGEST_QUERY, pattern=r"^[^\x00-\x1f\x7f]+$")]
Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z-]+$")]


def _known(kind: str) -> str:
    if kind not in kinds():
        raise PydanticCustomError("enum", "{expected}", {"expected": "、".join(kinds())})
    return kind


KnownKind = Annotated[str, AfterValidator(_known)]
Year = Annotated[int, Field(ge=EARLIEST, le=LATEST)]


class SearchFilter(Schema):
    """The parameters of the search page, by the same names."""

    q: Query = Field(description="搜索词，用空格隔开；引号中的字句须一字不差；前加减号的词不得出现；可以是文号或索引号")
    scope: Scope = Field(Scope.SITE, description="范围：site 本站，group 全市网站群，policy 政策文件库")
    sort: Sort = Field(Sort.RELEVANCE, description="排序：relevance 按相关度，date 按时间，最新的在前")
    in_title: bool = Field(False, description="只搜标题")
    unit: Code | None = Field(None, description="单位代码")
    category: Code | None = Field(None, description="目录类别代码，包括下级类别")
    kind: KnownKind | None = Field(
        None,
        description="信息类型：news 动态、新闻，policy 政策文件等，column 栏目，topic 专题，leader 领导；其他见 facets",
    )
    year: Year | None = Field(None, description="成文年份")
    year_from: Year | None = Field(None, description="成文年份从")
    year_to: Year | None = Field(None, description="成文年份到")
    state: Validity | None = Field(
        None, description="有效性：in_force 现行有效，amended 已修改，expired 已失效，abolished 已废止"
    )
    attachment: bool = Field(False, description="只要有附件的")
    page: int = Field(1, ge=1, le=HIGHEST_PAGE, description="第几页；超出末页时 items 为空")
    limit: int = Field(20, ge=1, le=MOST_ITEMS, description="每页条数")


class FoundIn(Schema):
    title: str = Field(description="附件名称")
    url: str = Field(description="下载网址")


class HitOut(Schema):
    id: int = Field(description="编号；信息的编号可用于 articles/{article_id}，其他类型的编号各自另计")
    title: str = Field(description="标题")
    url: str = Field(description="网址")
    unit: str = Field(description="单位代码")
    kind: str = Field(description="信息类型")
    category: CategoryReference | None = Field(description="目录类别")
    document_number: str = Field(description="文号")
    index_number: str = Field(description="索引号")
    state: Validity | None = Field(description="有效性；栏目、专题和领导没有")
    written_on: date | None = Field(description="成文日期")
    published_at: datetime | None = Field(description="发布时间")
    has_attachment: bool = Field(description="有附件")
    summary: str = Field(description="摘要")
    passage: str = Field(description="正文或附件中与搜索词相符的一段；只有标题相符时为空")
    found: list[str] = Field(description="标题和这一段中与搜索词相符的字句")
    attachment: FoundIn | None = Field(description="这一段所在的附件；在正文中时为空")


class FacetValue(Schema):
    value: str = Field(description="参数的取值")
    label: str = Field(description="名称")
    count: int = Field(description="条数")


class FacetsOut(Schema):
    unit: list[FacetValue] = Field(description="各单位")
    category: list[FacetValue] = Field(description="各目录类别，不含下级类别的条数")
    kind: list[FacetValue] = Field(description="各信息类型")
    year: list[FacetValue] = Field(description="各年份")
    state: list[FacetValue] = Field(description="各种有效性")
    attachment: list[FacetValue] = Field(description="有附件的")


class SearchOut(Schema):
    count: int = Field(description="总条数")
    is_capped: bool = Field(description="实际条数多于 count")
    is_widened: bool = Field(description="相近的结果也列在其中")
    page: int = Field(description="第几页")
    limit: int = Field(description="每页条数")
    next: str | None = Field(description="下一页的网址；最多列出前 1000 条")
    previous: str | None = Field(description="上一页的网址")
    facets: FacetsOut = Field(description="各条件下的条数，供缩小范围")
    items: list[HitOut] = Field(description="本页内容")
