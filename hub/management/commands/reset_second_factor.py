from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from hub.accounts.factors.resets import clear_factors
from hub.events import record_event
from hub.models import User
from hub.outbox import enqueue_mail


class Command(BaseCommand):
    help = "Takes the second factor off an account when nobody of the centre can sign in. On record, and told by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--reason", required=True)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(f"没有这个账号：{options['username']}")
        clear_factors(person, "在服务器上重置")
        event = record_event("重置二次验证：在服务器上", str(person), "由服务器管理员重置。", reason=options["reason"])
        body = f"您的二次验证已在服务器上重置。原因：{options['reason']}\n\n如非本人要求，请立即联系网络信息中心。"
        enqueue_mail(key=f"factor-reset:event:{event.pk}", recipient=person.email, subject="重置二次验证", body=body)
        self.stdout.write(f"{person}的二次验证已重置，登录已结束。")
