"""Files that came with a mail: judged as those of a form are; of what is refused, the reason is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from hub.incoming_mail.parsing import MailFile
from hub.models.incoming_mail import IncomingMail
from hub.models.incoming_mail_file import IncomingMailFile
from hub.private_fields.key_ring import sealed
from hub.sent_files.actions import keep
from hub.sent_files.intake import TakenIn, take_in
from hub.sent_files.names import original_name


@dataclass(frozen=True)
class Judged:
    """A file of a mail, and what is taken of it, or why nothing is."""

    name: str
    taken: TakenIn | None = None
    problem: str = ""


def judged(files: Sequence[MailFile]) -> list[Judged]:
    """Before anything is stored: it takes its time."""
    return [_judged(file, number) for number, file in enumerate(files, 1)]


def keep_files(mail: IncomingMail, files: Sequence[Judged]) -> None:
    """In the transaction that stores the mail."""
    for file in files:
        kept = keep(file.taken, seal=sealed) if file.taken else None
        IncomingMailFile.objects.create(mail=mail, name=file.name, file=kept, problem=file.problem)


def _judged(file: MailFile, number: int) -> Judged:
    name = original_name(file.name)
    if number > settings.SENT_FILES_MOST:
        return Judged(file.name, problem=f"“{name}”：一封邮件最多接收 {settings.SENT_FILES_MOST} 个附件。")
    upload = SimpleUploadedFile(name, file.content, file.media_type)
    try:
        return Judged(file.name, take_in(upload, number))
    except ValidationError as refused:
        return Judged(file.name, problem=refused.messages[0])
