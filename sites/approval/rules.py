"""Which approvals a page needs and whether it has them. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sites.approval.enums import ApprovalStep, LedgerAction
from sites.organisation.enums import Office

# Art. 26: the supervising leader; Art. 26: the principal leader for major information; Art. 27: the centre edits and
# publishes on the portal; Art. 35: review for secrecy by the unit that publishes.
OFFICES_FOR_STEP: Mapping[str, frozenset[Office]] = {
    ApprovalStep.SECRECY: frozenset({Office.SECRECY_REVIEWER}),
    ApprovalStep.SUPERVISING: frozenset({Office.SUPERVISING_LEADER}),
    ApprovalStep.PRINCIPAL: frozenset({Office.PRINCIPAL_LEADER}),
    ApprovalStep.CENTRE: frozenset({Office.CENTRE_EDITOR, Office.CENTRE_HEAD}),
    ApprovalStep.CORRECTION: frozenset({Office.SECRECY_REVIEWER, Office.SUPERVISING_LEADER}),
}
STEP_ORDER = (
    ApprovalStep.SECRECY, ApprovalStep.SUPERVISING, ApprovalStep.PRINCIPAL, ApprovalStep.CENTRE,
    ApprovalStep.CORRECTION,
)  # fmt: skip

# Whose word an emergency does without when it is published, and needs afterwards (Arts. 14(7), 26, 35).
REVIEWED_AFTERWARDS = (ApprovalStep.SECRECY, ApprovalStep.SUPERVISING)

# What the secrecy reviewer declares to have checked, item by item (Arts. 32(2), 35).
SECRECY_CHECKS: Mapping[str, str] = {
    "state_secrets": "不含国家秘密、工作秘密和商业秘密",
    "personal_data": "不含不宜公开的个人信息（身份证号、银行卡号、住址、病历等）",
    "sensitive_figures": "数据、名单、地图、图片已核对，不含敏感内容",
    "attachments": "附件和图片已逐个打开检查",
    "legal": "内容合法合规、准确无误，公开不影响社会稳定",
}


# What became public otherwise than by a workflow.
RELEASES = (LedgerAction.IMPORTED, LedgerAction.PROVISIONED, LedgerAction.RESTATED)
MADE_PUBLIC = (LedgerAction.PUBLISHED, *RELEASES)

_ENDS_AN_APPROVAL = frozenset(
    {
        LedgerAction.RETURNED, LedgerAction.WITHDRAWN, LedgerAction.PUBLISHED, LedgerAction.RESTATED,
        LedgerAction.UNPUBLISHED, LedgerAction.EXPIRED, LedgerAction.MOVED,
    }
)  # fmt: skip


class Row(NamedTuple):
    """What the rules read of a ledger entry. `unit`: the key of the unit whose office it was."""

    action: str
    step: str
    digest: str
    unit: int | None
    required: Sequence[str] = ()
    actor: int | None = None  # None: not to be told from others


def required_steps(*, is_major: bool, is_emergency: bool, on_portal: bool) -> frozenset[str]:
    """The steps without which content does not become public.

    An emergency (Art. 14(7)) needs the principal leader alone. Otherwise secrecy review and supervising leader; the
    principal leader for major information; the centre's editorial step on the portal.
    """
    if is_emergency:
        return frozenset({ApprovalStep.PRINCIPAL})
    steps = {ApprovalStep.SECRECY, ApprovalStep.SUPERVISING}
    if is_major:
        steps.add(ApprovalStep.PRINCIPAL)
    if on_portal:
        steps.add(ApprovalStep.CENTRE)
    return frozenset(steps)


def missing_steps(rows: Iterable[Row], digest: str, required: frozenset[str], unit: int | None) -> frozenset[str]:
    """The steps that content with `digest` in `unit` still lacks, given a page's ledger rows, oldest first.

    An approval counts for the content that was approved and no other, and in the unit whose office gave it; the
    centre's counts everywhere. A return or withdrawal takes back what that
    content had gathered; a new publication, a change of state, an unpublishing, an expiry or a move starts afresh.
    What was needed when it was sent is needed, whatever the rules have become since (`steps_to_take`). Of one person's
    approvals one counts.
    """
    rows = list(rows)
    gathered: dict[str, dict[str, int | None]] = {}
    released: set[tuple[str, int | None]] = set()
    for row in rows:
        if row.action == LedgerAction.APPROVED and (row.unit == unit or row.step == ApprovalStep.CENTRE):
            gathered.setdefault(row.digest, {})[row.step] = row.actor
        elif row.action in (LedgerAction.RETURNED, LedgerAction.WITHDRAWN):
            gathered.pop(row.digest, None)
        elif row.action in (LedgerAction.PUBLISHED, LedgerAction.RESTATED):
            gathered, released = {}, {(row.digest, row.unit)}
        elif row.action in (LedgerAction.IMPORTED, LedgerAction.PROVISIONED):
            released.add((row.digest, row.unit))
        elif row.action in (LedgerAction.UNPUBLISHED, LedgerAction.EXPIRED, LedgerAction.MOVED):
            gathered, released = {}, set()
    if (digest, unit) in released:
        return frozenset()
    return steps_to_take(rows, digest, required) - _taken_by_different_people(gathered.get(digest, {}))


def _taken_by_different_people(approvals: Mapping[str, int | None]) -> set[str]:
    """Of a person's approvals the first step counts alone."""
    taken: set[str] = set()
    people: set[int] = set()
    for step in (step for step in STEP_ORDER if step in approvals):
        person = approvals[step]
        if person is None or person not in people:
            taken.add(step)
        if person is not None:
            people.add(person)
    return taken


def step_without_person(able: Mapping[str, set[int]]) -> str:
    """A step for which nobody is left when each takes one of them; "" if everything can be taken.

    `able`: by step, who may take it. A matching by augmenting paths.
    """
    step_of: dict[int, str] = {}

    def place(step: str, tried: set[int]) -> bool:
        for person in sorted(able[step] - tried):
            tried.add(person)
            if person not in step_of or place(step_of[person], tried):
                step_of[person] = step
                return True
        return False

    return next((step for step in able if not place(step, set())), "")


def demanded_steps(rows: Iterable[Row], digest: str) -> frozenset[str]:
    """What was required when content with `digest` was sent for the approval that still runs; empty if it was not."""
    demanded: frozenset[str] = frozenset()
    for row in rows:
        if row.action == LedgerAction.SUBMITTED and row.digest == digest:
            demanded = frozenset(row.required)
        elif row.action in _ENDS_AN_APPROVAL:
            demanded = frozenset()
    return demanded


def steps_to_take(rows: Iterable[Row], digest: str, required: frozenset[str]) -> frozenset[str]:
    """`required` of today, and what was required when content with `digest` was sent for the approval that still runs.

    A setting on which a step hangs may have changed meanwhile; the step is taken all the same.
    """
    return required | demanded_steps(rows, digest)
