"""Files that came with a mail: judged as those of a form are; of what is refused, the reason is kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from hub.incoming_mail.parsing import MailFile
from hub.models.incoming_mail import IncomingMail
from hub.models.incoming_mail_file import IncomingMailFile
from hub.models.sent_file import SentFile
from hub.private_fields.key_ring import sealed
from hub.sent_files.actions import keep
from hub.sent_files.intake import take_in
from hub.sent_files.names import original_name


def keep_files(mail: IncomingMail, files: Sequence[MailFile]) -> None:
    for number, file in enumerate(files, 1):
        kept, problem = _kept(file, number)
        IncomingMailFile.objects.create(mail=mail, name=file.name, file=kept, problem=problem)


def _kept(file: MailFile, number: int) -> tuple[SentFile | None, str]:
    """What was kept, or why nothing was."""
    if number > settings.SENT_FILES_MOST:
        return None, f"“{original_name(file.name)}”：一封邮件最多接收 {settings.SENT_FILES_MOST} 个附件。"
    upload = SimpleUploadedFile("file", file.content, file.media_type)
    upload.name = original_name(file.name)
    try:
        return keep(take_in(upload, number), seal=sealed), ""
    except ValidationError as refused:
        return None, refused.messages[0]
