from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from demo import accounts
from sites.organisation.enums import Office


class Command(BaseCommand):
    help = "列出演示站群的网址和账号；--json 供脚本使用。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出全部网址、账号、密码和角色")

    def handle(self, *args: Any, **options: Any) -> None:
        data = accounts.as_json()
        if options["json"]:
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
            return
        self._table(data)

    def _table(self, data: dict[str, Any]) -> None:
        """A few lines to begin with: the sites that show most, and one account for each role."""
        names = {account["unit"]: account["unit_name"] for account in data["accounts"]}
        self.stdout.write(f"\n网站（共 {len(data['sites'])} 个）")
        for code, url in list(data["sites"].items())[:6]:
            self.stdout.write(f"  {url:<44} {names.get(code, code)}")
        self.stdout.write(f"  {'…':<44} 全部网址：manage.py demo_accounts --json")
        self.stdout.write(f"\n管理后台 {data['admin']}    密码（全部账号相同）：{accounts.demo_password()}")
        shown: set[str] = set()
        busiest = [account for account in data["accounts"] if account["unit"] in ("jyj", "centre")]
        for account in busiest + data["accounts"]:
            if account["role"] not in shown:
                shown.add(account["role"])
                label = Office(account["role"]).label
                self.stdout.write(f"  {account['username']:<20} {label:<14} {account['unit_name']}")
        self.stdout.write("")
