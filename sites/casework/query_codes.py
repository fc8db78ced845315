"""The code with which an applicant reads the own case: chosen or given, stored as a hash, tried a limited number of
times.

A number can be public, so a stranger must not be able to lock it with a few wrong codes. One address has 5 tries for a
number in 15 minutes (`LETTER_RATES["number"]`, counted where the page is served); all addresses together have `TRIES`
until the case is locked for `PAUSE`. So at most 20 guesses an hour pass, 480 a day, from however many addresses, which
is what 5 in 15 minutes allowed: of the 31⁸ ≈ 850,000,000,000 given codes it takes millions of years, of a million
chosen ones of six digits 1 in 70 are found by somebody who guesses for a month. To lock a number takes 4 addresses.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from itertools import pairwise

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from sites.casework.models.case import Case
from sites.casework.numbers import as_typed, is_number

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is taken for something else
GIVEN, SHORTEST, LONGEST = 8, 6, 20
TRIES, PAUSE = 20, timedelta(hours=1)
WRONG = "编号或查询码不对。"
_nobody = ""


class CodeRefused(Exception):
    """The case cannot be shown. The message says why, in Chinese, and never whether a number exists."""


def given_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(GIVEN))


def check_chosen(code: str) -> None:
    """
    Raises:
        ValidationError: too short, too long, or one that everybody tries first.
    """
    code = code.strip()
    if not SHORTEST <= len(code) <= LONGEST:
        raise ValidationError(f"查询码为 {SHORTEST} 到 {LONGEST} 位。")
    steps = {ord(after) - ord(before) for before, after in pairwise(code)}
    if steps <= {0} or steps <= {1} or steps <= {-1}:
        raise ValidationError("查询码太简单：不要用相同或连续的字符。")


def hashed(code: str) -> str:
    return make_password(_plain(code))


def is_code_of(case: Case, code: str) -> bool:
    """Of who has just written: no try is counted."""
    return check_password(_plain(code), case.code_hash)


def case_for(number: str, code: str) -> Case:
    """
    Raises:
        CodeRefused: no such case, a wrong code, or too many wrong ones.
    """
    number = as_typed(number)
    if not is_number(number):
        raise CodeRefused("编号不对，请核对后再输入（共 11 位数字）。")
    case = Case.objects.filter(number=number).first()
    if case is not None and case.locked_until is not None and case.locked_until > timezone.now():
        raise CodeRefused("查询码输错次数过多，请一小时后再试。")
    if not check_password(_plain(code), case.code_hash if case and case.code_hash else _hash_of_nothing()):
        if case is not None:
            _count_wrong(case)
        raise CodeRefused(WRONG)
    if case is None or not case.code_hash:
        raise CodeRefused(WRONG)
    Case.objects.filter(pk=case.pk).exclude(failed_tries=0).update(failed_tries=0, locked_until=None)
    return case


def _count_wrong(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(failed_tries=F("failed_tries") + 1)
    Case.objects.filter(pk=case.pk, failed_tries__gte=TRIES).update(failed_tries=0, locked_until=timezone.now() + PAUSE)


def _plain(code: str) -> str:
    return code.strip().upper()


def _hash_of_nothing() -> str:
    """As long to check as a real one."""
    global _nobody
    _nobody = _nobody or make_password(secrets.token_hex(8))
    return _nobody
