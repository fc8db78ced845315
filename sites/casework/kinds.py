"""Kinds of cases. Chapter apps register theirs when they are ready; the machine is one for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models

from sites.casework.enums import ApplicantKind, FileSlot, Ground
from sites.organisation.enums import Office


class Ask(models.TextChoices):
    """What a form may ask of who writes. A kind names what it must have, and what may be given; nothing else."""

    NAME = "name", "姓名"
    TELEPHONE = "telephone", "联系电话"
    EMAIL = "email", "电子邮箱"
    ADDRESS = "address", "联系地址"
    POSTCODE = "postcode", "邮政编码"
    EMPLOYER = "employer", "工作单位"
    ID_KIND = "id_kind", "证件名称"
    ID_NUMBER = "id_number", "证件号码"
    FAX = "fax", "传真"
    ORGANISATION_CODE = "organisation_code", "统一社会信用代码"
    REPRESENTATIVE = "representative", "法定代表人或负责人"
    CONTACT = "contact", "联系人"
    AGENT = "agent", "代理人"


@dataclass(frozen=True)
class CaseKind:
    """`code` stays the same for ever. `term`, `complex_term`: codes of legal terms; "" where there is none.

    `counts_when_confirmed`: what comes by the network counts as received once both sides have confirmed it. `grounds`:
    of a refusal. `may_be_public`: whether letter and answer can stand on the site. `correction_term`: within which a
    supplement is asked for, where the law says one; then the clock starts anew with it, else it goes on.
    `results`: of kinds that divide their answers; such a case is never refused, it is answered with its result, and
    an answer is disputed before others. `offered_by`: whether a unit takes
    such cases. `results_without_answer`: what counts where it ends without one, by outcome.
    """

    code: str
    label: str
    term: str
    complex_term: str = ""
    extension_term: str = ""
    office: Office = Office.CASE_OFFICER
    extended_by: tuple[Office, ...] = (Office.SUPERVISING_LEADER, Office.PRINCIPAL_LEADER)
    must_ask: tuple[Ask, ...] = (Ask.NAME, Ask.TELEPHONE)
    may_ask: tuple[Ask, ...] = (Ask.EMAIL,)
    must_ask_organisation: tuple[Ask, ...] = ()
    counts_when_confirmed: bool = False
    restarts_after_supplement: bool = False
    correction_term: str = ""
    grounds: type[models.TextChoices] = Ground
    results: type[models.TextChoices] | None = None
    offered_by: Callable[[Any], bool] = lambda unit: True
    closing_words: Callable[[Any, str], str] | None = None  # of an answer, by unit and result
    results_without_answer: Mapping[str, str] = field(default_factory=dict)
    may_be_public: bool = True
    is_about_somebody: bool = False  # a complaint: never seen by whom it is about
    takes_identity_proof: bool = False  # as a file of its own, seen by who handles the case alone
    applicant_word: str = "来信人"
    hint: str = ""

    @property
    def asks_organisations(self) -> bool:
        """Whether who writes may be one, and says of which kind."""
        return bool(self.must_ask_organisation)

    @property
    def file_slots(self) -> tuple[FileSlot, ...]:
        return tuple(FileSlot) if self.takes_identity_proof else (FileSlot.ATTACHMENT,)

    @property
    def asked(self) -> tuple[Ask, ...]:
        return tuple(ask for ask in Ask if ask in self.must_ask + self.must_ask_organisation + self.may_ask)

    def always_asks(self, ask: Ask) -> bool:
        """Whether everybody has to give it, people and organisations."""
        return all(ask in self.must_ask_of(applicant) for applicant in ApplicantKind)

    def must_ask_of(self, applicant: str) -> tuple[Ask, ...]:
        """What one of this kind (`ApplicantKind`) has to give."""
        is_person = applicant == ApplicantKind.NATURAL or not self.asks_organisations
        return self.must_ask if is_person else self.must_ask_organisation

    @property
    def may_consult(self) -> bool:
        """Others may be asked while the clock stands: only where a law says so (条例 Arts. 32, 34)."""
        return bool(self.correction_term)


_kinds: dict[str, CaseKind] = {}


def register(*kinds: CaseKind) -> None:
    """
    Raises:
        ImproperlyConfigured: another kind has that code.
    """
    for kind in kinds:
        if _kinds.setdefault(kind.code, kind) != kind:
            raise ImproperlyConfigured(f"Two kinds of cases are called {kind.code!r}.")


def kind_of(code: str) -> CaseKind:
    """
    Raises:
        LookupError: no such kind is registered.
    """
    try:
        return _kinds[code]
    except KeyError:
        raise LookupError(f"No kind of case is called {code!r}.") from None


def registered_kinds() -> tuple[CaseKind, ...]:
    return tuple(_kinds.values())


def choices() -> list[tuple[str, str]]:
    return [(kind.code, kind.label) for kind in _kinds.values()]
