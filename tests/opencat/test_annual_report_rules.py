"""The arithmetic of the national form, for any figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.merged_table import LOCKED, MergedCell, parts_of
from opencat.annual_report import national_form as form
from opencat.annual_report import rules
from opencat.annual_report.layouts import LayoutChanged

COUNT = st.integers(min_value=0, max_value=9_999).map(Decimal)
PARTS = {key for _sum, parts in rules.sums() for key in parts} - {key for key, _parts in rules.sums()}

# Some 170 figures at a time, on a machine that may be busy.
UNHURRIED = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@st.composite
def balanced(draw: st.DrawFn) -> dict[str, Decimal]:
    """Figures as a careful editor types them: what was carried out is what remains in each column."""
    counts = draw(st.lists(COUNT, min_size=len(PARTS), max_size=len(PARTS)))
    figures = dict(zip(sorted(PARTS), counts, strict=True))
    for applicant in form.APPLICANTS:
        came = sum(figures[form.request_key(row, applicant)] for row in (form.NEW, form.CARRIED_IN))
        handled = sum(figures[form.request_key(row, applicant)] for row in form.RESULT_KEYS)
        carried = form.request_key(form.CARRIED_OUT, applicant)
        figures[form.request_key(form.NEW, applicant)] += max(Decimal(0), handled - came)
        figures[carried] = max(Decimal(0), came - handled)
    return figures | rules.completed(figures)


@UNHURRIED
@given(balanced())
def test_completed_figures_add_up(figures: dict[str, Decimal]) -> None:
    assert set(figures) == {*form.REQUESTS.names, *form.REVIEWED.names}
    assert rules.wrong_sums(figures) == []


@UNHURRIED
@given(balanced(), st.data())
def test_any_one_wrong_figure_is_found(figures: dict[str, Decimal], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(figures)))
    wrong = rules.wrong_sums({**figures, key: figures[key] + data.draw(st.integers(1, 99))})
    assert wrong != []


@UNHURRIED
@given(balanced(), st.data())
def test_what_is_missing_is_no_wrong_sum(figures: dict[str, Decimal], data: st.DataObject) -> None:
    """An empty place is named as empty, and does not count as 0."""
    kept = data.draw(st.sets(st.sampled_from(sorted(figures))))
    assert rules.wrong_sums({key: figures[key] for key in kept}) == []


def test_a_wrong_sum_is_named_with_both_figures() -> None:
    figures = {form.review_key("review", outcome): Decimal(1) for outcome in form.OUTCOMES}
    figures[form.review_key("review", form.TOTAL)] = Decimal(5)
    assert rules.wrong_sums(figures) == ["“行政复议·总计”填的是 5，各项之和是 4"]


def test_the_balance_of_a_column_is_named_with_both_sides() -> None:
    rows = {form.NEW: 3, form.CARRIED_IN: 1, form.HANDLED: 2, form.CARRIED_OUT: 1}
    figures = {form.request_key(row, form.NATURAL): Decimal(number) for row, number in rows.items()}
    assert rules.wrong_sums(figures) == ["“自然人”一列：本年新收与上年结转之和是 4，办理结果总计与结转下年度之和是 3"]


@pytest.mark.parametrize(
    ("text", "figure"),
    [("0", 0), ("12", 12), ("１２", 12), ("1,234", 1234), (" 7 ", 7), ("1，234", 1234)],
)
def test_counts_in_their_usual_spellings(text: str, figure: int) -> None:
    assert rules.parsed("licences", text) == figure


@pytest.mark.parametrize(
    "text", ["-1", "1.5", "三", "1e3", "NaN", "约12", "--", "²", "9" * 40, "٣", "1,5", "1.", "", "1\n2"]
)
def test_no_count(text: str) -> None:
    assert rules.parsed("licences", text) is None


def test_money_has_decimals() -> None:
    assert rules.parsed("fees", "12.50") == Decimal("12.5")
    assert rules.parsed("fees", "1.2345678") is None
    assert rules.written(Decimal("12.50")) == "12.5"


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_what_is_written_is_read_again(figure: Decimal) -> None:
    assert rules.parsed("fees", rules.written(figure)) == figure


def test_an_empty_row_is_named_once() -> None:
    names = form.REQUESTS.names
    texts = dict.fromkeys(names, "0") | {key: "" for key in names if key.startswith("request.repeated.")}
    texts[form.request_key("secret", "legal")] = ""
    assert rules.empty_places(names, texts) == [
        "（三）不予公开1.属于国家秘密·法律服务机构",
        "（五）不予处理2.重复申请（整行）",
    ]


def test_long_lists_are_cut() -> None:
    assert rules.listed("甲乙丙", limit=2) == "甲、乙等 3 处"


@pytest.mark.parametrize("layout", [*form.NATIONAL, form.SUMMARY], ids=lambda layout: layout.caption)
def test_a_stored_table_gives_its_figures_back(layout: form.Layout) -> None:
    figures = {key: str(number) for number, key in enumerate(layout.names)}
    assert layout.read(layout.stored(figures)) == figures


@pytest.mark.parametrize("layout", form.NATIONAL, ids=lambda layout: layout.caption)
def test_each_place_of_a_table_is_covered_once(layout: form.Layout) -> None:
    """Merged cells neither overlap nor leave holes: the HTML would be invalid."""
    head, rows = parts_of(layout.stored({}))
    covered = [
        (cell.row + down, cell.column + right)
        for row in (*head, *rows)
        for cell in row
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    ]
    assert sorted(covered) == [(row, column) for row in range(layout.height) for column in range(layout.width)]


def test_a_table_with_another_heading_is_not_the_form_s() -> None:
    stored = form.REQUESTS.stored({})
    stored["data"][3][0] = "一、别的"
    with pytest.raises(LayoutChanged):
        form.REQUESTS.read(stored)


def _cell(layout: form.Layout, key: str) -> MergedCell:
    head, rows = parts_of(layout.stored({key: "here"}, locked={key}))
    return next(cell for row in (*head, *rows) for cell in row if cell.text == "here")


@pytest.mark.parametrize(
    ("layout", "key", "headings"),
    [
        (
            form.REQUESTS,
            form.request_key("repeated", "welfare"),
            ["申请人情况", "法人或其他组织", "社会公益组织", "三、本年度办理结果", "（五）不予处理", "2.重复申请"],
        ),
        (form.DISCLOSED, "normative.ceased", ["第二十条第（一）项", "本年废止件数", "行政规范性文件"]),
        (form.DISCLOSED, "compulsion", ["第二十条第（六）项", "本年处理决定数量", "行政强制"]),
        (form.REVIEWED, form.review_key("after_review", "open"), ["行政诉讼", "复议后起诉", "尚未审结"]),
        (form.REVIEWED, form.review_key("review", "open"), ["行政复议", "尚未审结"]),
    ],
)
def test_a_figure_is_read_under_its_headings(layout: form.Layout, key: str, headings: list[str]) -> None:
    cell = _cell(layout, key)
    assert [each.text for each in cell.headings] == headings
    assert LOCKED in cell.classes
