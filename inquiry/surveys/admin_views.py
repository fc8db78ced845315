"""For who keeps a survey: the figures at any time, free texts masked, and a file of all answers."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from hub.private_fields.values import text_or_notice
from hub.spreadsheets import table_response
from inquiry.models.survey import Survey
from inquiry.models.survey_answer import SurveyText
from inquiry.rights import of_own_unit
from inquiry.surveys.export import headers_of, rows_of
from inquiry.surveys.figures import results_of
from sites.casework.masking import masked

PAGE_SIZE = 50


@require_GET
@of_own_unit(Survey)
def results(request: HttpRequest, survey: Survey) -> HttpResponse:
    rows = SurveyText.objects.filter(answer__survey=survey).order_by("-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page", "")[:9])
    texts = [(row.question, masked(text_or_notice(row, "text"))) for row in page.object_list]
    context = {"survey": survey, "results": results_of(survey), "pages": page, "texts": texts}
    return render(request, "surveys_admin/results.html", context)


@require_GET
@of_own_unit(Survey)
def export(request: HttpRequest, survey: Survey, file_format: str) -> HttpResponse:
    name = f"survey-{survey.pk}-{timezone.localdate():%Y-%m-%d}"
    return table_response(name, file_format, headers_of(survey), rows_of(survey))
