"""What happens to a file that was taken in. The key is the caller's: `seal` and `unseal` turn bytes into bytes."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hub.models.sent_file import SentFile
from hub.private_fields.key_ring import key_of
from hub.sent_files import clamav, storage
from hub.sent_files.enums import ScanState
from hub.sent_files.intake import TakenIn
from hub.sent_files.storage import Seal

logger = logging.getLogger(__name__)

WAITING = (ScanState.NOT_SCANNED, ScanState.FAILED)
AT_ONCE = 50
UNNAMED_FOR = timedelta(days=1)


class OutOfReach(PermissionDenied):
    """Nobody gets the file now. The message says why, in Chinese."""


def keep(taken: TakenIn, *, seal: Seal) -> SentFile:
    """In the transaction of whatever it belongs to. What a rollback leaves in the store goes with `drop_unnamed`."""
    sealed = seal(taken.content)
    was_scanned = taken.scan.state != ScanState.NOT_SCANNED
    return SentFile.objects.create(
        stored_as=storage.store(sealed),
        sealed_under=key_of(sealed),
        name=taken.name,
        kind=taken.kind.code,
        size=taken.size,
        sha256=taken.sha256,
        sent_sha256=taken.sent_sha256,
        findings=list(taken.findings),
        scan_state=taken.scan.state,
        scanned_at=timezone.now() if was_scanned else None,
        scan_attempts=int(was_scanned),
    )


def read(file: SentFile, *, unseal: Seal) -> bytes:
    """Whether the reader may have it at all the caller has asked.

    Raises:
        OutOfReach: it has a virus, the scanner that there is has not found it clean yet, or it was forgotten meanwhile.
    """
    if file.scan_state == ScanState.INFECTED:
        raise OutOfReach(f"这个附件查出病毒（{file.signature}），不能打开。")
    if clamav.is_configured() and file.scan_state != ScanState.CLEAN:
        raise OutOfReach("这个附件还没有通过病毒扫描，暂时不能打开，请稍后再试。")
    try:
        return storage.load(file.stored_as, unseal=unseal)
    except FileNotFoundError:
        raise OutOfReach("这个附件暂时打不开，请刷新后再试。") from None


def scan_waiting(*, unseal: Seal) -> int:
    """Scans what has not been scanned, or could not be. Returns how many now are known to be clean or not."""
    if not clamav.is_configured():
        return 0
    waiting = SentFile.objects.filter(scan_state__in=WAITING).order_by("scan_attempts", "pk")[:AT_ONCE]
    return sum(_scan_again(file, unseal) for file in waiting)


@transaction.atomic
def forget(file: SentFile) -> None:
    """For good, once the transaction is through. Under its lock: it may be sealed anew just now, under another name."""
    now = SentFile.objects.select_for_update().filter(pk=file.pk).first()
    if now is None:
        return
    name = now.stored_as
    now.delete()
    transaction.on_commit(lambda: storage.remove(name))


def drop_unnamed() -> int:
    """Takes out of the store what no row names for a day: a form failed behind it, or its case was deleted."""
    dropped = 0
    for name in storage.stored_before(timezone.now() - UNNAMED_FOR):
        if not SentFile.objects.filter(stored_as=name).exists():
            storage.remove(name)
            dropped += 1
    return dropped


def _scan_again(file: SentFile, unseal: Seal) -> bool:
    try:
        scan = clamav.scan(storage.load(file.stored_as, unseal=unseal))
    except Exception:  # whatever the caller's key says
        logger.exception("A sent file could not be read for its scan: %s", file.pk)
        scan = clamav.Scan(ScanState.FAILED)
    if scan.state == ScanState.INFECTED:
        logger.warning("A kept file has a virus: %s %s", file.pk, scan.signature)
    SentFile.objects.filter(pk=file.pk, scan_state__in=WAITING).update(
        scan_state=scan.state, signature=scan.signature, scanned_at=timezone.now(), scan_attempts=F("scan_attempts") + 1
    )
    return scan.state not in WAITING
