from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sites.approval.ledger import Actor
from sites.approval.operators import OperatorRefused, find_operator
from sites.approval.releases import PublicationRefused
from sites.organisation.models.unit import Unit
from sites.pages.provisioning.actions import create_site
from sites.pages.provisioning.addresses import AddressTaken, current_address, give_host, make_channel


class Command(BaseCommand):
    help = "为单位建站或补全标准栏目；可重复运行。已建的网站可在独立主机名与门户频道之间切换，旧网址自动跳转。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("units", nargs="*", metavar="单位代码")
        parser.add_argument("--all", action="store_true", help="所有单位（网络信息中心除外）")
        parser.add_argument(
            "--operator",
            default="",
            metavar="用户名",
            help="今天担任网络信息中心编辑或负责人的用户；还没有人任职时不填",
        )
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--host", default="", help="独立主机名；已是频道的网站会切换过去")
        where.add_argument("--channel", action="store_true", help="作为门户网站的频道；已有主机名的网站会切换过去")

    def handle(self, *args: Any, **options: Any) -> None:
        units = Unit.objects.exclude(code=settings.CENTRE_UNIT_CODE)
        if not options["all"]:
            units = Unit.objects.filter(code__in=options["units"])
            if unknown := set(options["units"]) - set(units.values_list("code", flat=True)):
                raise CommandError(f"没有代码为 {'、'.join(sorted(unknown))} 的单位。")
        if options["host"] and len(units) != 1:
            raise CommandError("--host 一次只能用于一个单位。")
        try:
            actor = find_operator(options["operator"]) if options["operator"] else None
        except OperatorRefused as refused:
            raise CommandError(str(refused)) from refused
        for unit in sorted(units, key=lambda unit: not unit.is_portal):  # channels need the portal
            self._create(unit, actor, options)

    def _create(self, unit: Unit, actor: Actor | None, options: dict[str, Any]) -> None:
        try:
            unit_site = create_site(unit, channel=options["channel"], host=options["host"], actor=actor)
            if options["channel"]:
                make_channel(unit_site)
            elif options["host"]:
                give_host(unit_site, options["host"])
        except AddressTaken as error:
            raise CommandError(str(error)) from error
        except PublicationRefused as refused:
            raise CommandError(f"{refused}请用 --operator 写明由谁建站。") from refused
        host, path = current_address(unit_site)
        self.stdout.write(f"{unit}：{host}{path}")
