"""What home pages are composed of. Editors choose sections and their order; what they show comes from the records.

Each section draws on `home_content` of the page's context (sites.pages.home_content), which is loaded once for all.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from wagtail import blocks
from wagtail.models import Page

from hub.media_blocks import ImageBlock, SharedLookup
from sites.pages.icons import TileIcon
from sites.pages.public_content import registered

LONGEST_LIST = 10


class Width(models.TextChoices):
    """The share of a row; sections that fit beside each other stand beside each other."""

    FULL = "full", "整行"
    WIDE = "wide", "三分之二行"
    HALF = "half", "半行"
    NARROW = "narrow", "三分之一行"


class OwnPageBlock(SharedLookup, blocks.PageChooserBlock):
    """A page of the site's own: the chooser and the form refuse others (sites.backoffice.scoped_views)."""

    looked_up_as = Page


class AddressBlock(blocks.FieldBlock):
    """An address on the web; without a scheme it is taken for https."""

    def __init__(self, required: bool = True, max_length: int | None = None, **kwargs: Any) -> None:
        self.field = forms.URLField(required=required, max_length=max_length, assume_scheme="https")
        super().__init__(**kwargs)

    class Meta:
        icon = "link-external"


class SectionBlock(blocks.StructBlock):
    """A part of a home page with a heading. Sections without content show nothing."""

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context.setdefault("anchor", "preview")
        home_content = context.get("home_content")
        return {**context, **(self.parts(value, home_content) if home_content is not None else {})}

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        """What the template shows, from the home's content."""
        return {}

    class Meta:
        preview_template = "blocks/preview.html"


class HeroBlock(SectionBlock):
    title = blocks.CharBlock(label="标题", max_length=30, default="要闻")
    stories = blocks.ListBlock(
        OwnPageBlock(page_type="pages.ArticlePage"),
        label="图片新闻",
        max_num=5,
        default=[],
        help_text="不选则自动显示最新的带配图信息",
    )
    column = OwnPageBlock(
        label="列表栏目", page_type="pages.ColumnPage", required=False, help_text="不选则列出全站最新信息"
    )

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        stories = home_content.stories(value["stories"])
        column = value["column"]
        return {
            "lead": stories[:1],
            "stories": stories[1:],
            "articles": home_content.newest_in(column) if column else home_content.newest,
        }

    class Meta:
        icon = "image"
        label = "头条"
        description = "大图新闻，旁边列出要闻"
        template = "blocks/sections/hero.html"
        preview_value = {"title": "要闻", "stories": [], "column": None}


class NewsTabsBlock(SectionBlock):
    title = blocks.CharBlock(label="标题", max_length=30, help_text="读屏软件读出，页面上不显示")
    columns = blocks.ListBlock(
        OwnPageBlock(label="栏目", page_type="pages.ColumnPage"), label="栏目", min_num=1, max_num=6
    )
    width = blocks.ChoiceBlock(label="宽度", choices=Width.choices, default=Width.WIDE)

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        return {"tabs": home_content.newest_by_column(value["columns"], LONGEST_LIST)}

    class Meta:
        icon = "list-ul"
        label = "新闻标签页"
        description = "几个栏目的最新信息，用标签切换"
        template = "blocks/sections/news_tabs.html"


class ColumnsBlock(SectionBlock):
    columns = blocks.ListBlock(
        OwnPageBlock(label="栏目", page_type="pages.ColumnPage"), label="栏目", min_num=1, max_num=8
    )
    number = blocks.IntegerBlock(label="每栏条数", min_value=1, max_value=LONGEST_LIST, default=5)
    width = blocks.ChoiceBlock(label="宽度", choices=Width.choices, default=Width.FULL)

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        panels = home_content.newest_by_column(value["columns"], value["number"])
        return {"panels": panels, "is_narrow": value["width"] == Width.NARROW}

    class Meta:
        icon = "list-ul"
        label = "栏目列表"
        description = "每个栏目一块，列出最新信息"
        template = "blocks/sections/columns.html"


class TileBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(label="图标", choices=TileIcon.choices, default=TileIcon.GUIDE)
    words = blocks.CharBlock(label="文字", max_length=12)
    page = OwnPageBlock(label="本站页面", required=False)
    address = AddressBlock(label="或网址", required=False, max_length=500)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            error = ValidationError("请选择本站页面或填写网址，只填一项。")
            raise blocks.StructBlockValidationError(block_errors={"page": error})
        return cleaned

    class Meta:
        icon = "link"
        label = "磁贴"


class ServicesBlock(SectionBlock):
    title = blocks.CharBlock(label="标题", max_length=30, default="办事服务")
    tiles = blocks.ListBlock(TileBlock(), label="磁贴", min_num=1, max_num=24)

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        # A link to a page that was taken down would lead nowhere.
        return {"tiles": [tile for tile in value["tiles"] if tile["address"] or home_content.shows(tile["page"])]}

    class Meta:
        icon = "grip"
        label = "服务磁贴"
        description = "按主题排列的图标和链接"
        template = "blocks/sections/services.html"
        preview_value = {
            "title": "办事服务",
            "tiles": [
                {"icon": icon.value, "words": icon.label, "page": None, "address": "https://example.com/"}
                for icon in list(TileIcon)[9:15]
            ],
        }


class StatisticsBlock(SectionBlock):
    title = blocks.CharBlock(label="标题", max_length=30, default="信息公开统计")
    width = blocks.ChoiceBlock(label="宽度", choices=Width.choices, default=Width.FULL)

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        return {"statistics": home_content.statistics}

    class Meta:
        icon = "history"
        label = "统计"
        description = "发布数量，由系统统计；门户统计整个网站群"
        template = "blocks/sections/statistics.html"
        preview_value = {"title": "信息公开统计", "width": Width.FULL}


class ColumnIndexBlock(SectionBlock):
    title = blocks.CharBlock(label="标题", max_length=30, default="栏目与信息量")
    column = OwnPageBlock(
        label="上级栏目", page_type="pages.ColumnPage", required=False, help_text="不选则列出首页下的栏目"
    )
    width = blocks.ChoiceBlock(label="宽度", choices=Width.choices, default=Width.NARROW)

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        return {"columns": home_content.columns_below(value["column"])}

    class Meta:
        icon = "list-ol"
        label = "栏目目录"
        description = "栏目和每个栏目的信息条数"
        template = "blocks/sections/column_index.html"
        preview_value = {"title": "栏目与信息量", "column": None, "width": Width.NARROW}


class IntroductionBlock(SectionBlock):
    """The unit's introduction and contact: a panorama over the whole row, or a plain card beside other sections."""

    image = ImageBlock(label="图片", required=False, help_text="整行显示时用作横幅，请选横向的风光图片")
    alt = blocks.CharBlock(label="替代文字", max_length=200, required=False, help_text="图片里有什么；留空表示装饰")
    width = blocks.ChoiceBlock(label="宽度", choices=Width.choices, default=Width.NARROW)

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        return {"home": home_content.home}

    class Meta:
        icon = "home"
        label = "单位简介"
        description = "简介、地址和电话"
        template = "blocks/sections/introduction.html"
        preview_value = {"image": None, "alt": "", "width": Width.FULL}


class PicturesBlock(SectionBlock):
    title = blocks.CharBlock(label="标题", max_length=30, default="图片新闻")
    number = blocks.IntegerBlock(label="条数", min_value=2, max_value=8, default=4)
    width = blocks.ChoiceBlock(label="宽度", choices=Width.choices, default=Width.FULL)

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        return {"articles": home_content.featured[: value["number"]]}

    class Meta:
        icon = "image"
        label = "图片新闻"
        description = "最新的带配图信息"
        template = "blocks/sections/pictures.html"
        preview_value = {"title": "图片新闻", "number": 4, "width": Width.FULL}


class LeadersBlock(SectionBlock):
    title = blocks.CharBlock(label="标题", max_length=30, default="领导之窗")
    width = blocks.ChoiceBlock(label="宽度", choices=Width.choices, default=Width.FULL)

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        return {"leaders": home_content.leaders}

    class Meta:
        icon = "group"
        label = "领导"
        description = "本单位领导的照片和职务"
        template = "blocks/sections/leaders.html"
        preview_value = {"title": "领导之窗", "width": Width.FULL}


class TopicsBlock(SectionBlock):
    title = blocks.CharBlock(label="标题", max_length=30, default="专题专栏")
    topics = blocks.ListBlock(
        OwnPageBlock(page_type="pages.TopicPage"),
        label="专题",
        max_num=8,
        default=[],
        help_text="不选则自动显示最新的专题",
    )

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        return {"topics": home_content.topics_of(value["topics"])}

    class Meta:
        icon = "tag"
        label = "专题"
        description = "专题的横幅"
        template = "blocks/sections/topics.html"
        preview_value = {"title": "专题专栏", "topics": []}


class LinksBlock(SectionBlock):
    title = blocks.CharBlock(label="标题", max_length=30, default="相关链接")

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        return {"links": home_content.links}

    class Meta:
        icon = "link"
        label = "链接"
        description = "首页下的“链接”页面"
        template = "blocks/sections/links.html"
        preview_value = {"title": "相关链接"}


def content_choices() -> list[tuple[str, str]]:
    return [(content.name, content.label) for content in registered()]


class ContentsBlock(SectionBlock):
    """What an app has registered as public and is no page. Of an app that is gone it shows nothing."""

    title = blocks.CharBlock(label="标题", max_length=30)
    content = blocks.ChoiceBlock(label="内容", choices=content_choices)
    number = blocks.IntegerBlock(label="条数", min_value=1, max_value=LONGEST_LIST, default=5)
    width = blocks.ChoiceBlock(label="宽度", choices=Width.choices, default=Width.HALF)

    def parts(self, value: blocks.StructValue, home_content: Any) -> dict[str, Any]:
        return {
            "items": home_content.newest_items(value["content"])[: value["number"]],
            "list_address": home_content.list_address(value["content"]),
        }

    class Meta:
        icon = "list-ul"
        label = "内容列表"
        description = "一类业务内容的最新条目，含下级频道的"
        template = "blocks/sections/contents.html"


class HomeSections(blocks.StreamBlock):
    hero = HeroBlock()
    introduction = IntroductionBlock()
    news_tabs = NewsTabsBlock()
    columns = ColumnsBlock()
    services = ServicesBlock()
    pictures = PicturesBlock()
    topics = TopicsBlock()
    leaders = LeadersBlock()
    statistics = StatisticsBlock()
    column_index = ColumnIndexBlock()
    links = LinksBlock()
    contents = ContentsBlock()

    def grouped_child_blocks(self) -> list[tuple[str, list[blocks.Block]]]:
        """What editors may add: a list of contents only where there is one to choose."""
        groups = super().grouped_child_blocks()
        return [(group, [each for each in found if self._is_offered(each.name)]) for group, found in groups]

    def get_form_state(self, value: Any) -> list[dict[str, Any]]:
        """The editor knows the sections that it offers, and no other."""
        return [each for each in super().get_form_state(value) or [] if self._is_offered(each["type"])]

    def _is_offered(self, name: str) -> bool:
        return name != "contents" or bool(registered())

    class Meta:
        label = "栏目区块"
