"""Stored files follow an exchange of keys, one at a time; it can be stopped at any of them and run again."""

from __future__ import annotations

from django.db import models, transaction

from hub.models.sent_file import SentFile
from hub.private_fields.key_ring import UnreadablePrivateData, current_key, key_of, opened, sealed
from hub.private_fields.rotation import SealedStore, register_store
from hub.sent_files import storage


def connect() -> None:
    register_store(SealedStore("来件附件的内容", stale_files, renew))


def stale_files() -> models.QuerySet[SentFile]:
    """Sealed by the key ring under another key than the current one.

    Raises:
        NoPrivateDataKey
    """
    return SentFile.objects.exclude(sealed_under__in=["", current_key().id])


@transaction.atomic
def renew(key: int) -> None:
    """The new content lies beside the old one until the row names it: whatever is left over nobody names, and it goes.

    Raises:
        UnreadablePrivateData: its key is not at hand, it is damaged, or gone.
    """
    file = stale_files().select_for_update().filter(pk=key).first()
    if file is None:  # forgotten meanwhile, or renewed by another run
        return
    former = file.stored_as
    try:
        data = sealed(storage.load(former, unseal=opened))
    except FileNotFoundError:
        raise UnreadablePrivateData("文件不见了，请从备份恢复。") from None
    file.stored_as, file.sealed_under = storage.store(data), key_of(data)
    file.save(update_fields=["stored_as", "sealed_under"])
    transaction.on_commit(lambda: storage.remove(former))
