"""What the API answers with. The descriptions are what its users read in the OpenAPI document."""

from __future__ import annotations

from datetime import date, datetime
from typing import Generic, TypeVar

from ninja import Field, Schema

from hub.variants.enums import Variant
from sites.organisation.enums import UnitCategory
from sites.pages.enums import InformationKind, Validity

Item = TypeVar("Item")


class Error(Schema):
    detail: str = Field(description="出错原因")
    errors: list[dict[str, str]] = Field(default=[], description="不合要求的参数：field 参数名，message 原因")


class UnitOut(Schema):
    code: str = Field(description="单位代码")
    name: str = Field(description="单位全称")
    short_name: str = Field(description="简称")
    category: UnitCategory = Field(description="类别：portal 门户，party 党群部门，government 政府部门，town 乡镇街道")


class AddressOut(Schema):
    language: Variant = Field(description="zh-hant 繁體，en 英文")
    url: str = Field(description="网址")


class ChannelOut(Schema):
    code: str = Field(description="单位代码")
    name: str = Field(description="网站名称")
    url: str = Field(description="网址")


class SiteOut(Schema):
    name: str = Field(description="网站名称")
    url: str = Field(description="网址")
    unit: UnitOut = Field(description="主办单位")
    address: str = Field(description="地址")
    telephone: str = Field(description="电话")
    identification_code: str = Field(description="网站标识码")
    filing_number: str = Field(description="备案号")
    security_filing_number: str = Field(description="公安备案号")
    variants: list[AddressOut] = Field(description="其他语言版本的网址")
    channels: list[ChannelOut] = Field(description="设在本站之下的频道")


class ColumnOut(Schema):
    id: int = Field(description="栏目编号")
    title: str = Field(description="栏目名称")
    url: str = Field(description="网址")
    unit: str = Field(description="单位代码")
    description: str = Field(description="栏目说明")
    item_count: int = Field(description="本栏目及下级栏目的信息条数")
    columns: list[ColumnOut] = Field(description="下级栏目")


class ColumnReference(Schema):
    id: int = Field(description="栏目编号")
    title: str = Field(description="栏目名称")


class CategoryReference(Schema):
    code: str = Field(description="目录类别代码")
    name: str = Field(description="目录类别名称")


class ArticleOut(Schema):
    id: int = Field(description="信息编号")
    title: str = Field(description="标题")
    url: str = Field(description="网址")
    unit: str = Field(description="单位代码")
    column: ColumnReference | None = Field(description="所在栏目")
    category: CategoryReference | None = Field(description="政府信息公开目录的类别")
    kind: InformationKind = Field(description="信息类别：news 动态、新闻，policy 政策等")
    source: str = Field(description="信息来源")
    author: str = Field(description="作者")
    document_number: str = Field(description="文号")
    index_number: str = Field(description="索引号")
    published_at: datetime | None = Field(description="发布时间")
    written_on: date = Field(description="成文日期")
    validity: Validity = Field(description="in_force 现行有效，amended 已修改，expired 已失效，abolished 已废止")
    summary: str = Field(description="摘要")
    keywords: list[str] = Field(description="关键词")


class AttachmentOut(Schema):
    title: str = Field(description="名称")
    url: str = Field(description="下载网址")
    extension: str = Field(description="文件类型，例如 pdf")
    size: int = Field(description="大小（字节）")


class ArticleDetail(ArticleOut):
    subtitle: str = Field(description="副标题")
    editor: str = Field(description="编辑")
    ceases_on: date | None = Field(description="失效或废止日期")
    is_ineffective: bool = Field(description="今天是否已失效或废止")
    changed_at: datetime | None = Field(description="最近修改时间")
    body_text: str = Field(description="正文，纯文本，每段一行")
    body_html: str = Field(description="正文，HTML；其中的网址相对于本站首页")
    attachments: list[AttachmentOut] = Field(description="附件")
    variants: list[AddressOut] = Field(description="其他语言版本的网址")


class TopicOut(Schema):
    id: int = Field(description="专题编号")
    title: str = Field(description="专题名称")
    url: str = Field(description="网址")
    unit: str = Field(description="单位代码")
    summary: str = Field(description="摘要")
    keywords: list[str] = Field(description="收录关键词")


class LeaderOut(Schema):
    id: int = Field(description="编号")
    name: str = Field(description="姓名")
    url: str = Field(description="网址")
    unit: str = Field(description="单位代码")
    position: str = Field(description="职务")
    duties: str = Field(description="分工")
    biography: str = Field(description="简历，纯文本")
    telephone: str = Field(description="办公电话")


class ContentOut(Schema):
    name: str = Field(description="内容类别的名称，用于 contents/{name}")
    label: str = Field(description="内容类别")
    url: str = Field(description="列表页网址；没有列表页时为空")


class ContentItemOut(Schema):
    id: int = Field(description="编号")
    title: str = Field(description="标题")
    url: str = Field(description="网址")
    unit: str = Field(description="单位代码")
    summary: str = Field(description="摘要")
    source: str = Field(description="来源")
    keywords: list[str] = Field(description="关键词")
    published_at: datetime = Field(description="发布时间")
    changed_at: datetime = Field(description="最近修改时间")
    written_on: date | None = Field(description="成文日期")


class ContentItemDetail(ContentItemOut):
    text: str = Field(description="正文，纯文本")
    attachments: list[AttachmentOut] = Field(description="附件")
    variants: list[AddressOut] = Field(description="其他语言版本的网址")


class PageOut(Schema, Generic[Item]):
    count: int = Field(description="总条数")
    page: int = Field(description="第几页")
    limit: int = Field(description="每页条数")
    next: str | None = Field(description="下一页的网址")
    previous: str | None = Field(description="上一页的网址")
    items: list[Item] = Field(description="本页内容")
