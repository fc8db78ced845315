"""A change of somebody's name or address is on record, and both addresses hear of it."""

from __future__ import annotations

from django.db import transaction

from hub.events import record_event
from hub.models import AuditEvent, User
from hub.outbox import enqueue_mail

FIELDS = {"last_name": "姓", "first_name": "名", "email": "邮箱", "username": "登录名"}


@transaction.atomic
def save_identity(user: User, actor: User | None = None, by: str = "") -> AuditEvent | None:
    """Saves `user` as it stands; a new name or address is an event, told by mail to the old address and the new one.

    The event, or None when neither has changed. Without `actor` it is who is at work in the admin.
    `by`: who did it, where that were several people.
    """
    before = User.objects.select_for_update().filter(pk=user.pk).first()
    user.save()
    if before is None:
        return None
    changes = [
        f"{label}由“{getattr(before, name)}”改为“{getattr(user, name)}”"
        for name, label in FIELDS.items()
        if getattr(before, name) != getattr(user, name)
    ]
    if not changes:
        return None
    event = record_event("更改姓名或邮箱", str(user), "；".join(changes) + "。", reason=by, actor=actor)
    body = (
        f"网络信息中心更改了您的账号（{user.username}）：\n\n"
        + "\n".join(changes)
        + f"\n\n经办人：{by or event.actor_name}\n\n如果您没有要求这样更改，请立即联系网络信息中心。"
    )
    for number, address in enumerate(dict.fromkeys((before.email, user.email))):
        enqueue_mail(key=f"identity:{event.pk}:{number}", recipient=address, subject="您的账号已更改", body=body)
    return event
