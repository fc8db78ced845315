"""Proof that what is public is what was approved (Arts. 26, 35): live content matches the ledger, and the ledger it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from wagtail import hooks
from wagtail.models import Page, get_page_models

from sites.approval.batch_standing import batch_findings
from sites.approval.digest import digests_with_files
from sites.approval.emergencies.verification import review_findings
from sites.approval.enums import ApprovalStep, FindingKind
from sites.approval.facts import facts_of
from sites.approval.file_readings import FileReadings
from sites.approval.findings import Finding, all_of
from sites.approval.ledger_state import Key, LedgerState, read_states
from sites.approval.models.content import ApprovableContent
from sites.approval.order import order_findings
from sites.approval.public_contents import Portion, entries_elsewhere, portions
from sites.approval.row_verification import row_findings
from sites.approval.rules import missing_steps

# What a fact of the ledger is called (`public_facts`).
FACT_NAMES = {
    "parent": "所在栏目",
    "published_at": "发布时间",
    "tags": "关键词",
    "files": "附件或图片的名称",
    "corrected_on": "更正日期",
}


Progress = Callable[[int], object]


class Verification:
    """One reading of everything public against the ledger. Sentences in Chinese, one for each thing that is wrong."""

    def __init__(self, readings: FileReadings | None = None, progress: Progress = lambda number: None) -> None:
        """`progress` hears of how many contents were read, again and again. Without `readings` every file is read."""
        self._readings = readings or FileReadings(is_whole=True)
        self._progress = progress

    def findings(self) -> Iterator[Finding]:
        """Raises nothing but for the database."""
        yield from all_of(FindingKind.CONTENT, foreign_live_pages())
        yield from all_of(FindingKind.ROW, row_findings())
        yield from all_of(FindingKind.ORDER, order_findings())
        yield from all_of(FindingKind.REVIEW, review_findings())
        yield from all_of(FindingKind.BATCH, batch_findings())
        for portion in portions():
            yield from self._findings_in(portion)
            self._progress(len(portion.contents))
        yield from all_of(FindingKind.MISSING, _missing(read_states(entries_elsewhere()), set()))
        # Chapter apps say what they find in their own records of what is public: functions `() -> Iterable[str]`.
        for more in hooks.get_hooks("verification_findings"):
            yield from all_of(FindingKind.OTHER, more())

    def _findings_in(self, portion: Portion) -> Iterator[Finding]:
        states = read_states(portion.entries())
        read = list(digests_with_files(portion.contents))
        self._readings.look_at(file for *_, files in read for file in files)
        for content, digest, files in read:
            name = _name_of(content)
            page = content.pk if isinstance(content, Page) else None
            state = states.get((portion.kind.pk, content.pk), LedgerState())
            try:
                problems = list(_problems_of(content, state, digest, files))
            except ObjectDoesNotExist:  # one row does not end the reading of the others
                problems = ["所在的栏目不存在，无法核对"]
            for problem in problems:
                yield Finding(FindingKind.CONTENT, f"{name}{problem}", page)
            for file in files:
                if problem := self._readings.problem_of(file):
                    yield Finding(FindingKind.FILE, f"{name}所用的{problem}", page)
        public = {(portion.kind.pk, content.pk) for content in portion.contents}
        yield from all_of(FindingKind.MISSING, _missing(states, public))


def _name_of(content: ApprovableContent) -> str:
    kind = "页面" if isinstance(content, Page) else content.kind_name
    return f"第 {content.pk} 号{kind}《{content}》（{content.unit}）"


def _problems_of(content: ApprovableContent, state: LedgerState, digest: str, files: list[Any]) -> Iterator[str]:
    if missing_steps(state.rows, digest, content.required_steps(), content.unit_id):
        yield "公开的内容与审批的内容不一致"
    if lacking := _steps_left_out(content, state):
        yield f"公开时没有要求{lacking}，现在的规定要求"
    if obstacle := content.publication_obstacle():
        yield f"不应公开：{obstacle}"
    if changed := _changed_facts(state.facts, facts_of(content, files)):
        yield f"公开后{changed}被改动，没有经过审批"
    if isinstance(content, Page) and not _has_own_address(content):
        yield "的网址与它在栏目树中的位置不符"


def _has_own_address(page: Page) -> bool:
    above = page.get_parent()
    return above is None or page.url_path == f"{above.url_path}{page.slug}/"


def _missing(states: dict[Key, LedgerState], public: set[Key]) -> Iterator[str]:
    """What is public by the ledger and not in truth."""
    for key, state in states.items():
        if state.is_public and key not in public:
            yield f"{_type_name(key)}第 {key[1]} 号《{state.title}》按台账应当公开，却不公开或者不存在了"


def _type_name(key: Key) -> str:
    return str(ContentType.objects.get_for_id(key[0]).name)


def _changed_facts(recorded: dict[str, Any], actual: dict[str, Any]) -> str:
    """Which of the facts that the ledger has are others now, by their names."""
    return "、".join(
        FACT_NAMES.get(name, name) for name, value in recorded.items() if actual.get(name, _NOTHING) != value
    )


_NOTHING = object()


def _steps_left_out(content: ApprovableContent, state: LedgerState) -> str:
    """Steps that today's rules require, and that were not required when this content was published: a setting on which
    a step hangs was another then."""
    if state.required is None:
        return ""
    return "、".join(step.label for step in ApprovalStep if step in content.required_steps() - state.required)


def foreign_live_pages() -> Iterator[str]:
    """Public rows of the tree that are no page of the group's types, and so came around the gate."""
    known = [model for model in get_page_models() if issubclass(model, ApprovableContent)]
    for page in Page.objects.live().filter(depth__gt=1).not_type(*known):
        yield f"第 {page.pk} 号页面《{page.title}》不是本系统的页面类型，却已公开"
    for model in known:
        for page in Page.objects.live().exact_type(model).exclude(pk__in=model.objects.values("pk")):
            yield f"第 {page.pk} 号页面《{page.title}》只有目录记录而没有内容，却已公开"
