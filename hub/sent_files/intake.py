"""Takes in what citizens send: each file judged by its content, scanned, and called by a number."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from hub.confinement.process import run
from hub.sent_files import clamav
from hub.sent_files.content import BROKEN, Judgement
from hub.sent_files.enums import ScanState
from hub.sent_files.kinds import KINDS, WAYS_OUT, Kind, ending_of, kind_of_ending, kind_of_media_type
from hub.sent_files.names import neutral_name, original_name

logger = logging.getLogger(__name__)

CHILD = "hub.sent_files.child"
WALL = 20  # seconds for one file
TOO_COMPLEX = "内容太复杂，未能在限定的时间内检查。请另存为 PDF 或者拆分后再上传。"
UNKNOWN = "不收这种文件。可以上传：{}。"


@dataclass(frozen=True)
class TakenIn:
    """A file that may be kept.

    `content` is what is kept: of pictures the one drawn anew, of all others the sender's own bytes. `sha256` is of it,
    `sent_sha256` of what came. `original_name` is private text: whoever keeps it seals it.
    """

    content: bytes
    name: str
    original_name: str
    kind: Kind
    sha256: str
    sent_sha256: str
    findings: tuple[str, ...]
    scan: clamav.Scan

    @property
    def size(self) -> int:
        return len(self.content)


def take_in_all(files: Sequence[UploadedFile]) -> list[TakenIn]:
    """The files of one form, numbered in their order.

    Raises:
        ValidationError: with a sentence for each file that is refused, in Chinese.
    """
    if len(files) > settings.SENT_FILES_MOST:
        raise ValidationError(f"一次最多上传 {settings.SENT_FILES_MOST} 个文件，您选了 {len(files)} 个。")
    taken, problems = [], []
    for number, file in enumerate(files, 1):
        try:
            taken.append(take_in(file, number))
        except ValidationError as problem:
            problems.append(problem)
    if problems:
        raise ValidationError(problems)
    return taken


def take_in(file: UploadedFile, number: int = 1) -> TakenIn:
    """
    Raises:
        ValidationError: what is wrong with it and what to do, in Chinese, with its name.
    """
    name = original_name(file.name or "")
    if problem := _size_problem(file.size or 0):
        raise _refused(name, problem)
    file.seek(0)
    data = file.read()
    judgement, drawn = _judged(data)
    if problem := judgement.problem or _kind_problem(judgement, name, file.content_type or ""):
        raise _refused(name, problem)
    scan = clamav.scan(data)
    if scan.state == ScanState.INFECTED:
        logger.warning("A sent file was refused: %s", scan.signature)
        raise _refused(name, f"查出病毒（{scan.signature}），没有接收。请先用杀毒软件清除，或者换一份文件。")
    kind = KINDS[judgement.code]
    content = drawn if kind.is_picture else data
    return TakenIn(
        content=content,
        name=neutral_name(number, kind),
        original_name=name,
        kind=kind,
        sha256=sha256(content).hexdigest(),
        sent_sha256=sha256(data).hexdigest(),
        findings=judgement.findings,
        scan=scan,
    )


def accepted_kinds() -> list[Kind]:
    """As SENT_FILE_KINDS has them."""
    return [KINDS[code] for code in settings.SENT_FILE_KINDS]


def _size_problem(size: int) -> str:
    if not size:
        return "文件是空的，请检查后重新上传。"
    if size > settings.SENT_FILE_LARGEST:
        return f"文件超过 {filesizeformat(settings.SENT_FILE_LARGEST)}，请压缩或者拆分后再上传。"
    return ""


def _judged(data: bytes) -> tuple[Judgement, bytes]:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        with run(CHILD, str(settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS), file=file, wall=WALL) as ended:
            if ended.took_too_long or ended.code:
                return Judgement(problem=TOO_COMPLEX), b""
            try:
                return Judgement.from_json(json.loads(ended.answer.readline())), ended.answer.read()
            except (ValueError, KeyError, TypeError):
                return Judgement(problem=BROKEN), b""


def _kind_problem(judgement: Judgement, name: str, declared: str) -> str:
    """What it is, what its name says and what the browser says must agree, as far as anybody knows."""
    found, said, ending = KINDS.get(judgement.code), kind_of_ending(name), ending_of(name)
    is_unknown_text = found is not None and found.family == "text" and ending and said is None
    if found is None or found not in accepted_kinds() or is_unknown_text:
        accepted = "、".join(kind.label for kind in accepted_kinds())
        return WAYS_OUT.get(judgement.code) or WAYS_OUT.get(ending) or UNKNOWN.format(accepted)
    if said is None or said.family != found.family:
        called = f"扩展名是“.{ending}”" if ending else "没有扩展名"
        return f"文件{called}，内容却是{found.label}。请把扩展名改为“.{found.endings[0]}”后再上传。"
    told = kind_of_media_type(declared)
    if told is not None and told.family != found.family:
        return f"浏览器说这是{told.label}，内容却是{found.label}。请用原来的程序另存后再上传。"
    return ""


def _refused(name: str, problem: str) -> ValidationError:
    return ValidationError(f"“{name}”：{problem}", code="file")
