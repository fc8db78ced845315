from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from sites.approval.picture_cleaning import clean_pictures


class Command(BaseCommand):
    help = "去除从前上传的图片里的拍摄信息（位置、时间、设备、姓名）；已公开、正在审批或定时发布的只列出。"

    def handle(self, *args: Any, **options: Any) -> None:
        cleaned = 0
        for image, problem in clean_pictures():
            if problem:
                self.stdout.write(f"{image.pk} 《{image}》：{problem}。")
            else:
                cleaned += 1
        self.stdout.write(f"已清理 {cleaned} 张图片。")
