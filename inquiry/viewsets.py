"""Prices, hot questions; editors of surveys and interviews, with the way to what came in."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.widgets.button import Button

from inquiry.models.fee_price import FeePrice
from inquiry.models.hot_question import HotQuestion
from inquiry.models.interview import Interview
from inquiry.models.survey import Survey
from sites.approval.reviewed_views import ReviewedViewSet
from sites.backoffice.viewsets.approvable import ApprovableEditView, ApprovableViewSet
from sites.organisation.admin_menu import SITE_GROUP_MENU


class FeePriceViewSet(ReviewedViewSet):
    """What requests for disclosure cost, since when. Another price is another row."""

    model = FeePrice
    icon = "tag"
    menu_label = "信息处理费标准"
    menu_hook = SITE_GROUP_MENU
    menu_order = 46
    list_display = ["basis", "above", "price", "step", "rise", "in_force_from"]
    form_fields = ["basis", "above", "price", "step", "rise", "source", "in_force_from"]
    copy_view_enabled = False


class _WithReceived(ApprovableEditView):
    received = ("", "")  # words of the button, name of the address

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        words, name = self.received
        url = reverse(name, args=[self.object.pk])
        return [*super().header_more_buttons, Button(words, url, icon_name="view", priority=70)]


class SurveyEditView(_WithReceived):
    received = ("答卷和结果", "surveys_admin:results")


class InterviewEditView(_WithReceived):
    received = ("网友提问", "interviews_admin:questions")


class SurveyViewSet(ApprovableViewSet):
    model = Survey
    edit_view_class = SurveyEditView
    icon = "order"
    menu_label = "网上调查"
    menu_hook = SITE_GROUP_MENU
    menu_order = 46
    list_display = ["title", "unit", "opens_at", "closes_at"]


class InterviewViewSet(ApprovableViewSet):
    model = Interview
    edit_view_class = InterviewEditView
    icon = "comment"
    menu_label = "在线访谈"
    menu_hook = SITE_GROUP_MENU
    menu_order = 47
    list_display = ["title", "unit", "begins_at", "ends_at"]


class HotQuestionViewSet(ReviewedViewSet):
    """Which published letters stand first; proposed by one person of the centre and confirmed by another."""

    model = HotQuestion
    icon = "help"
    menu_label = "热点问题"
    menu_hook = SITE_GROUP_MENU
    menu_order = 46
    list_display = ["letter_number", "sort_order"]
    form_fields = ["letter_number", "sort_order"]
    copy_view_enabled = False
