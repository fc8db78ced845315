"""Proof that what is public is what was approved (Arts. 26, 35): live content matches the ledger, and the ledger it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail import hooks
from wagtail.models import Page, get_page_models
from wagtail.utils.file import hash_filelike

from sites.approval.batch_standing import batch_findings
from sites.approval.digest import digest_with_files
from sites.approval.emergencies.verification import review_findings
from sites.approval.enums import ApprovalStep
from sites.approval.facts import facts_of
from sites.approval.ledger_state import Key, LedgerState, read_states
from sites.approval.models.content import ApprovableContent
from sites.approval.models.of_content import base_content_type
from sites.approval.needs import approvable_models
from sites.approval.order import order_findings
from sites.approval.row_verification import row_findings
from sites.approval.rules import missing_steps

BATCH = 200
# What a fact of the ledger is called (`public_facts`).
FACT_NAMES = {
    "parent": "所在栏目",
    "published_at": "发布时间",
    "tags": "关键词",
    "files": "附件或图片的名称",
    "corrected_on": "更正日期",
}


def live_contents() -> Iterator[ApprovableContent]:
    """Everything public of the group; pages are specific."""
    for model in approvable_models():
        yield from model._default_manager.filter(live=True).select_related("unit").iterator(chunk_size=BATCH)


def count_live_contents() -> int:
    others = [model for model in approvable_models() if not issubclass(model, Page)]
    return Page.objects.live().filter(depth__gt=1).count() + sum(
        model._default_manager.filter(live=True).count() for model in others
    )


class Verification:
    """One reading of everything public against the ledger. Sentences in Chinese, one for each thing that is wrong."""

    def __init__(self) -> None:
        self.states = read_states()
        self._addresses = dict(Page.objects.values_list("path", "url_path"))
        self._public: set[Key] = set()
        self._files: dict[Key, str] = {}
        self.checked = 0

    def findings(self, contents: Iterable[ApprovableContent]) -> Iterator[str]:
        """Raises nothing but for the database."""
        yield from foreign_live_pages()
        yield from row_findings()
        yield from order_findings()
        yield from review_findings()
        yield from batch_findings()
        for content in contents:
            self.checked += 1
            yield from self.findings_of(content)
        for key, state in self.states.items():
            if state.is_public and key not in self._public:
                yield f"{_type_name(key)}第 {key[1]} 号《{state.title}》按台账应当公开，却不公开或者不存在了"
        # Chapter apps say what they find in their own records of what is public: functions `() -> Iterable[str]`.
        for more in hooks.get_hooks("verification_findings"):
            yield from more()

    def findings_of(self, content: ApprovableContent) -> Iterator[str]:
        key = (base_content_type(content).pk, content.pk)
        self._public.add(key)
        kind = "页面" if isinstance(content, Page) else content.kind_name
        name = f"第 {content.pk} 号{kind}《{content}》（{content.unit}）"
        state = self.states.get(key, LedgerState())
        digest, files = digest_with_files(content)
        if missing_steps(state.rows, digest, content.required_steps(), content.unit_id):
            yield f"{name}公开的内容与审批的内容不一致"
        if lacking := _steps_left_out(content, state):
            yield f"{name}公开时没有要求{lacking}，现在的规定要求"
        if obstacle := content.publication_obstacle():
            yield f"{name}不应公开：{obstacle}"
        if changed := _changed_facts(state.facts, facts_of(content, files)):
            yield f"{name}公开后{changed}被改动，没有经过审批"
        if isinstance(content, Page) and not self._has_own_address(content):
            yield f"{name}的网址与它在栏目树中的位置不符"
        for file in files:
            if problem := self._problem_of(file):
                yield f"{name}所用的{problem}"

    def _has_own_address(self, page: Page) -> bool:
        above = self._addresses.get(page.path[: -page.steplen])
        return above is None or page.url_path == f"{above}{page.slug}/"

    def _problem_of(self, file: Any) -> str:
        """Of a picture or document: whether its bytes are those of its digest. Each is read once."""
        key = (ContentType.objects.get_for_model(file).pk, file.pk)
        if key not in self._files:
            self._files[key] = _problem_of_bytes(file)
        return self._files[key]


def _problem_of_bytes(file: Any) -> str:
    try:
        with file.file.storage.open(file.file.name) as opened:
            actual = hash_filelike(opened)
    except OSError:
        return f"文件《{file.title}》不见了，或者读不出来"
    return "" if not file.file_hash or actual == file.file_hash else f"文件《{file.title}》被换过，没有经过审批"


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
