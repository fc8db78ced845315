from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import NinjaAPI, Path, Query
from ninja.renderers import JSONRenderer

from sites.website.api import answers, contents, queries
from sites.website.api.errors import answer_errors
from sites.website.api.filters import HIGHEST_KEY, ArticleFilter, Paging, Word
from sites.website.api.schemas import (
    ArticleDetail,
    ArticleOut,
    ColumnOut,
    ContentItemDetail,
    ContentItemOut,
    ContentOut,
    Error,
    LeaderOut,
    PageOut,
    SiteOut,
    TopicOut,
)


class ReadableJSON(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


# Without ninja's own documentation page, which loads scripts of other parties.
api = NinjaAPI(
    title="网站公开数据接口",
    version="1.0",
    description="只读接口，提供本主机网站上已公开的内容。无须登记，可以跨域调用。",
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace="api-v1",
    renderer=ReadableJSON(),
)
answer_errors(api)

REFUSALS = {404: Error, 422: Error}


@api.get("site", response={200: SiteOut, 404: Error}, summary="网站信息", operation_id="site")
def site(request: HttpRequest) -> Any:
    root = queries.site_root(request)
    return answers.site(request, queries.unit_site_at(root), list(queries.channels_below(root)))


@api.get("columns", response={200: list[ColumnOut], 404: Error}, summary="栏目树，带信息条数", operation_id="columns")
def columns(request: HttpRequest) -> Any:
    root = queries.site_root(request)
    return answers.column_tree(request, queries.columns(root), queries.counts_below(root))


@api.get(
    "articles", response={200: PageOut[ArticleOut], **REFUSALS}, summary="信息列表，最新的在前", operation_id="articles"
)
def articles(request: HttpRequest, asked: Annotated[ArticleFilter, Query()]) -> Any:
    found = queries.articles_asked(queries.site_root(request), asked)
    return answers.page_of_list(request, found, asked, answers.article_list)


@api.get(
    "articles/{article_id}", response={200: ArticleDetail, **REFUSALS}, summary="一条信息的全文", operation_id="article"
)
def article(
    request: HttpRequest, article_id: Annotated[int, Path(ge=1, le=HIGHEST_KEY, description="信息编号")]
) -> Any:
    return answers.article(request, queries.article_at(queries.site_root(request), article_id))


@api.get("topics", response={200: PageOut[TopicOut], **REFUSALS}, summary="专题列表", operation_id="topics")
def topics(request: HttpRequest, asked: Annotated[Paging, Query()]) -> Any:
    found = queries.topics(queries.site_root(request), asked)
    return answers.page_of_list(request, found, asked, answers.topic_list)


@api.get("leaders", response={200: PageOut[LeaderOut], **REFUSALS}, summary="领导简介列表", operation_id="leaders")
def leaders(request: HttpRequest, asked: Annotated[Paging, Query()]) -> Any:
    found = queries.leaders(queries.site_root(request), asked)
    return answers.page_of_list(request, found, asked, answers.leader_list)


ContentName = Annotated[Word, Path(description="内容类别的名称，见 contents")]


@api.get(
    "contents", response={200: list[ContentOut], 404: Error}, summary="页面之外的内容类别", operation_id="contents"
)
def content_kinds(request: HttpRequest) -> Any:
    return contents.kinds(request)


@api.get(
    "contents/{name}",
    response={200: PageOut[ContentItemOut], **REFUSALS},
    summary="一类内容的列表，最新的在前",
    operation_id="content_list",
)
def content_list(request: HttpRequest, name: ContentName, asked: Annotated[Paging, Query()]) -> Any:
    return contents.newest(request, name, asked)


@api.get(
    "contents/{name}/{item_id}",
    response={200: ContentItemDetail, **REFUSALS},
    summary="一条内容的全文",
    operation_id="content",
)
def content(
    request: HttpRequest,
    name: ContentName,
    item_id: Annotated[int, Path(ge=1, le=HIGHEST_KEY, description="编号")],
) -> Any:
    return contents.one(request, name, item_id)
