"""The group 站内搜索 of the admin's menu: what the centre teaches the search."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.viewsets.base import ViewSetGroup

from opencat.categories.viewsets import day_column
from search.models import BestBet, Synonym
from sites.approval.reviewed_views import ReviewedViewSet

# The name of the hook by which pages hang themselves into the menu group.
MENU_HOOK = "register_search_menu_item"
ABOUT_SYNONYMS = (
    "群众的说法和文件的说法不一样时，在这里对上号。保存后立即生效。只填意思确实相同的词："
    "意思相近的词会带来不相干的结果；一个词的意思比另一个宽时，不要选“互为同义”。"
)
ABOUT_ANSWERS = "搜索词与触发词之一完全相同时，显示在结果之上。未公开的页面不会显示。"


class SynonymViewSet(ReviewedViewSet):
    model = Synonym
    name = "synonym"
    icon = "duplicate"
    menu_label = "同义词"
    menu_hook = MENU_HOOK
    menu_order = 30
    list_display = [
        TitleColumn("term", label="搜索词", url_name="synonym:edit"),
        "meant",
        BooleanColumn("is_mutual", label="互为同义"),
    ]
    list_filter = ["is_mutual"]
    list_export = ["term", "meant", "is_mutual"]
    list_per_page = 100
    search_fields = ["term", "meant"]
    search_backend_name = None
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            HelpPanel(content=ABOUT_SYNONYMS),
            FieldRowPanel([FieldPanel("term"), FieldPanel("meant")]),
            FieldPanel("is_mutual"),
        ]
    )


class BestBetViewSet(ReviewedViewSet):
    model = BestBet
    name = "bestbet"
    icon = "pick"
    menu_label = "直达答案"
    menu_hook = MENU_HOOK
    menu_order = 40
    list_display = [
        TitleColumn("title", label="标题", url_name="bestbet:edit"),
        Column("queries", label="触发词"),
        "telephone",
        BooleanColumn("is_enabled", label="启用"),
        day_column("starts_on", "开始"),
        day_column("ends_on", "结束"),
        "sort_order",
    ]
    list_filter = ["is_enabled"]
    search_fields = ["title", "queries", "text", "telephone"]
    search_backend_name = None
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            HelpPanel(content=ABOUT_ANSWERS),
            FieldPanel("title"),
            FieldPanel("queries"),
            MultiFieldPanel(
                [
                    FieldPanel("text"),
                    FieldPanel("telephone"),
                    FieldRowPanel([FieldPanel("page"), FieldPanel("address")]),
                ],
                "答案",
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                    FieldRowPanel([FieldPanel("is_enabled"), FieldPanel("sort_order")]),
                ],
                "显示",
            ),
        ]
    )


class SearchViewSetGroup(ViewSetGroup):
    menu_label = "站内搜索"
    menu_name = "search-management"
    menu_icon = "search"
    menu_order = 215
    submenu_hook = MENU_HOOK
    items = ()
