"""Below /admin/: the desk."""

from __future__ import annotations

from django.urls import path

from sites.casework.desk import (
    caller_views,
    case_views,
    entry_views,
    file_views,
    letter_views,
    list_views,
    look_views,
    statistics_views,
    template_views,
)

app_name = "casework"
urlpatterns = [
    path("", list_views.index, name="index"),
    path("assign/", list_views.assign, name="assign"),
    path("export/<str:file_format>/", list_views.export, name="export"),
    path("enter/", entry_views.enter, name="enter"),
    path("caller/", caller_views.caller, name="caller"),
    path("statistics/", statistics_views.statistics, name="statistics"),
    path("templates/", template_views.templates, name="templates"),
    path("templates/new/", template_views.template, name="new_template"),
    path("templates/<int:template_id>/", template_views.template, name="template"),
    path("looks/", look_views.looks, name="looks"),
    path("<str:number>/letters/<int:letter_id>/", letter_views.letter_file, name="letter_file"),
    path("<str:number>/letters/<slug:template>/", letter_views.write, name="letter"),
    path("<str:number>/files/<int:file_id>/", file_views.file, name="file"),
    path("<str:number>/", case_views.case_page, name="case"),
]
