"""The translations in locale/: complete for what is installed, compiled, and with every placeholder of the original."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
import django_filters
import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po as read_catalogue
from django.apps import apps
from django.conf import settings
from django.utils.translation.trans_real import DjangoTranslation

LANGUAGE = "zh-hans"
DOMAINS = ("django", "djangojs")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sdr]|\{\w*\}")
TAG = re.compile(r"</?(\w+)")
# Beginnings of messages whose Chinese leaves a placeholder or a link out, and why.
SHORTER = {
    "Submit to %(workflow_name)s": "the button says 送审, whatever the workflow is called",
    'See our <a href="%(guide_link)s"': "the link leads abroad",
    "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s": "Wagtail's page search gives no name: None",
    "Don't worry, we've got your back.": "the notice is switched off",
    "JavaScript is required to use Wagtail": "the link leads abroad",
}
# Words of Wagtail's own Chinese that this project replaces, so that one thing has one name.
REPLACED = re.split(" ", "帐号 账户 工作流 缩略名 评论 取消发布 重定向 集合 片段 文档 修订版本 驳回")

SAME_IN_CHINESE = {"ID", "AM", "PM", "IPv4", "IPv6", "%s KB", "%s MB", "%s GB", "%s TB", "%s PB", "Wagtail API v2"}


@dataclass(frozen=True)
class Entry:
    """One message: `value` has its one string, or all its plural forms (Chinese has a single form)."""

    message: str
    plural: str | None
    context: str | None
    value: str


def po_files() -> list[Path]:
    return sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po"))


def read_po(path: Path) -> Iterator[Entry]:
    with path.open("rb") as file:
        for each in read_catalogue(file):
            message, plural = each.id if each.pluralizable else (each.id, None)
            value = "\0".join(each.string) if each.pluralizable else each.string
            yield Entry(message, plural, each.context, value)


def texts_of(catalogue: Catalog) -> set[str]:
    """What is translated, context and plural forms included."""
    return {repr((each.context, [*_forms(each.id)], [*_forms(each.string)])) for each in catalogue if each.id}


def _forms(text: Any) -> Sequence[str]:
    return [text] if isinstance(text, str) else text


def own_entries() -> Iterator[tuple[Path, Entry]]:
    for path in po_files():
        yield from ((path, entry) for entry in read_po(path) if entry.message)


def originals(domain: str) -> Iterator[Entry]:
    """What the installed apps and Django itself declare as translatable."""
    folders = [Path(app.path) / "locale" for app in apps.get_app_configs()]
    folders.append(Path(django.__file__).parent / "conf/locale")
    for folder in folders:
        path = folder / "en/LC_MESSAGES" / f"{domain}.po"
        if path.is_file():
            yield from (entry for entry in read_po(path) if entry.message)


def is_shorter(entry: Entry) -> bool:
    return entry.message.startswith(tuple(SHORTER))


def text_in(catalogue: DjangoTranslation, entry: Entry) -> str:
    if entry.plural is not None:
        return catalogue.ngettext(entry.message, entry.plural, 2)
    return catalogue.pgettext(entry.context, entry.message) if entry.context else catalogue.gettext(entry.message)


@pytest.fixture(scope="module", params=DOMAINS)
def domain(request: pytest.FixtureRequest) -> str:
    return request.param


def test_compiled_files_are_in_step() -> None:
    paths = po_files()
    assert {path.stem for path in paths} == set(DOMAINS)
    for path in paths:
        with path.open("rb") as source, path.with_suffix(".mo").open("rb") as compiled:
            written, stored = texts_of(read_catalogue(source)), texts_of(read_mo(compiled))
        assert stored == written, f"{path}: run make translations"


def test_placeholders_are_those_of_the_original() -> None:
    wrong = []
    for path, entry in own_entries():
        allowed = set(PLACEHOLDER.findall(entry.message)) | set(PLACEHOLDER.findall(entry.plural or ""))
        wanted = set(PLACEHOLDER.findall(entry.plural or entry.message))
        used = set(PLACEHOLDER.findall(entry.value))
        if used - allowed or (wanted - used and not is_shorter(entry)):
            wrong.append(f"{path.name}: {entry.message!r} → {entry.value!r}")
    assert not wrong, "\n".join(wrong)


def test_markup_is_that_of_the_original() -> None:
    wrong = [
        f"{path.name}: {entry.message!r} → {entry.value!r}"
        for path, entry in own_entries()
        if not is_shorter(entry)
        and sorted(TAG.findall(entry.value)) != sorted(TAG.findall(entry.plural or entry.message))
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_that_is_installed_lacks_chinese(domain: str) -> None:
    """After an upgrade of Wagtail this names what is new in it."""
    catalogue = DjangoTranslation(LANGUAGE, domain=domain)
    missing = {
        entry.message
        for entry in originals(domain)
        if (text := text_in(catalogue, entry)) in (entry.message, entry.plural, "")
        and re.search("[A-Za-z]{2}", PLACEHOLDER.sub("", text or entry.message))
    }
    assert not missing - SAME_IN_CHINESE


def test_one_thing_has_one_name(domain: str) -> None:
    catalogue = DjangoTranslation(LANGUAGE, domain=domain)
    wagtail = [app for app in apps.get_app_configs() if app.name.startswith("wagtail")]
    assert wagtail
    for app in wagtail:
        path = Path(app.path) / "locale/en/LC_MESSAGES" / f"{domain}.po"
        for entry in read_po(path) if path.is_file() else []:
            text = text_in(catalogue, entry) if entry.message else ""
            assert not [word for word in REPLACED if word in text], f"{entry.message!r} → {text!r}"


def test_no_translation_of_what_is_gone() -> None:
    known = {(domain, entry.context, entry.message) for domain in DOMAINS for entry in originals(domain)}
    filters = Path(django_filters.__file__).parent / "locale/zh_CN/LC_MESSAGES/django.po"  # has no English file
    known |= {("django", entry.context, entry.message) for entry in read_po(filters)}
    stale = [entry.message for path, entry in own_entries() if (path.stem, entry.context, entry.message) not in known]
    assert not stale
