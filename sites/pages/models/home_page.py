"""Home pages. They are made by provisioning only, one for each unit with a site."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.url_routing import RouteResult

from hub.blocks import TEXT_FEATURES
from sites.pages import listing
from sites.pages.home_content import HomeContent
from sites.pages.models.group_page import GroupPage
from sites.pages.sections import HomeSections
from sites.pages.translation.serving import show_translated

TEMPLATE = "pages/home.html"  # Wagtail asks each class for it
ELDER_TEMPLATE = "elder/home.html"


class HomePage(GroupPage):
    """What the kinds of home have in common: sections that editors compose, beginning with those of their kind."""

    introduction = RichTextField("网站简介", blank=True, features=TEXT_FEATURES)
    sections = StreamField(HomeSections(), verbose_name="首页区块", blank=True)

    translated_fields = ("title", "introduction")
    is_creatable = False
    is_home = has_feed = True
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*GroupPage.content_panels, FieldPanel("sections"), FieldPanel("introduction")]

    class Meta:
        abstract = True

    def get_admin_display_title(self) -> str:
        """As the public knows it: who works for two channels passes the portal's home, whose drafts are not theirs."""
        return super().get_admin_display_title() if self.is_translation else self.title

    def feed_articles(self) -> Any:
        """Of its own unit."""
        return listing.articles().filter(unit=self.unit_id)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Wagtail's answer, in two queries instead of two for each level of the tree.

        Raises:
            Http404: there is no live page at this address.
        """
        if not path_components:
            show_translated(self, request)
            return super().route(request, path_components)
        way = listing.way_along(self, path_components)
        if len(way) < len(path_components) or not way[-1].live:
            raise Http404
        *ancestors, page = way
        page = page.specific
        page.routed_ancestors = ancestors  # the breadcrumb shows them
        show_translated(page, request)
        return page.route(request, [])

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        display = getattr(request, "display", None)  # a preview has none
        return ELDER_TEMPLATE if display and display.is_elder else super().get_template(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # Lazy: the normal and the elder mode show one of the two.
        home_content = SimpleLazyObject(lambda: HomeContent(self, request))
        lists = {
            "home_content": home_content,
            "featured": SimpleLazyObject(lambda: home_content.featured),
            "news": SimpleLazyObject(lambda: listing.home_news(self)),
        }
        return {**super().get_context(request, *args, **kwargs), **lists}
