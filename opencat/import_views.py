"""The centre brings a catalogue in the admin: upload, rehearsal with every problem, then to the unit's leaders."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencat.importing import uploads
from opencat.importing.catalogue_file import CatalogueFile
from opencat.importing.kinds import TABLE
from opencat.importing.report import TableReport
from opencat.importing.uploads import Upload
from opencat.permissions import acts_for_centre
from sites.approval.actions import StepRefused
from sites.approval.operators import find_operator
from sites.importing.batches import prepare_batch
from sites.importing.files import BadFile
from sites.importing.report import Report
from sites.importing.run import Import
from sites.importing.views import FATES
from sites.pages.models.column_page import ColumnPage
from sites.pages.translation.locales import source_locale_id

LARGEST = 20 * 1024 * 1024
# What a request does in bearable time; more rows are for the command.
MOST_ROWS = 500
SHOWN = 200


class UploadForm(forms.Form):
    file = forms.FileField(
        label="目录文件",
        help_text="CSV 或 XLSX，第一行是列名，例如：索引号、文号、标题、成文日期、有效性、类别",
        error_messages={"required": "请选择文件。", "empty": "文件是空的。"},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
    )
    column = forms.ModelChoiceField(
        label="导入到哪个栏目",
        queryset=ColumnPage.objects.none(),
        help_text="没有填类别的信息随这个栏目的类别",
        error_messages={"required": "请选择栏目。"},
    )
    sheet = forms.CharField(
        label="工作表", max_length=100, required=False, help_text="XLSX 有几张工作表时填写名称，不填取第一张"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = ColumnPage.objects.live().filter(locale=source_locale_id(), unit__isnull=False)
        columns = columns.select_related("unit").order_by("unit__category", "unit__code", "path")
        field = self.fields["column"]
        field.queryset = columns
        field.choices = [
            ("", "---------"),
            *(
                (unit.name, [(column.pk, "　" * (column.depth - 4) + column.title) for column in group])
                for unit, group in groupby(columns.defer_streamfields(), key=lambda column: column.unit)
            ),
        ]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(f"文件过大，最多 {LARGEST // 1024 // 1024} MB。请拆分后再导入。")
        return file


def for_centre(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever brings a catalogue answers for it in an office of the centre (Art. 27)."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not acts_for_centre(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


@for_centre
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        upload = uploads.keep(request, data["file"], data["column"].pk, data["sheet"].strip())
        try:
            return _answer(request, upload, data["column"])
        except BadFile as bad:
            uploads.forget(request)
            form.add_error("file", str(bad))
    return render(request, "importing/upload.html", {"form": form, "most_rows": MOST_ROWS})


@for_centre
@require_POST
def run(request: HttpRequest) -> HttpResponse:
    upload = uploads.current(request)
    column = ColumnPage.objects.live().filter(pk=upload.column_id).first() if upload else None
    if upload is None or column is None or not upload.path.exists() or request.POST.get("token") != upload.token:
        messages.warning(request, "没有等待导入的文件，请重新上传。")
        return redirect("catalogue_import:index")
    choices = {"sheet": upload.sheet}
    actor = find_operator(request.user.get_username())
    try:
        batch = prepare_batch(upload.path, upload.name, TABLE, choices, column, actor, Report(None))
    except (BadFile, StepRefused) as refused:
        messages.error(request, str(refused))
        return redirect("catalogue_import:index")
    upload.path.unlink(missing_ok=True)  # the report stays, to be downloaded
    if batch is None:
        messages.info(request, "文件里没有需要导入的行。")
        return redirect("catalogue_import:index")
    messages.success(request, f"已送{batch.unit}的领导，同意后导入：{batch}")
    return redirect("import_batches:batch", batch.pk)


@for_centre
@require_GET
def report(request: HttpRequest) -> HttpResponse:
    upload = uploads.current(request)
    if upload is None or not upload.report.exists():
        raise Http404
    name = f"导入报告-{upload.name.rpartition('.')[0] or upload.name}.csv"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(upload.report.read_bytes(), content_type="text/csv", headers=headers)


def _answer(request: HttpRequest, upload: Upload, column: ColumnPage) -> HttpResponse:
    """Tries, and shows what would become of each row; a file with too many rows is not begun.

    Raises:
        BadFile: before any row is stored.
    """
    source = CatalogueFile(upload.path, column, name=upload.name, sheet=upload.sheet)
    context: dict[str, Any] = {"upload": upload, "column": column, "most_rows": MOST_ROWS}
    context |= {"source": source.surveyed, "shown": SHOWN}
    if source.survey() > MOST_ROWS:
        return render(request, "importing/result.html", context | {"too_many": True})
    with upload.writing_report() as table:
        found = TableReport(None, table=table, label=source.label, kept=SHOWN)
        actor = find_operator(request.user.get_username())
        Import(source, column, actor, found, dry_run=True).run()
        context["summary"] = found.summary
    problems = sorted(found.problems, key=lambda problem: problem["line"])
    rows = [{**row, "word": FATES[str(row["fate"])]} for row in found.rows[:SHOWN]]
    context |= {"rows": rows, "more": max(len(found.rows) - SHOWN, 0)}
    return render(request, "importing/result.html", context | {"problems": problems})
