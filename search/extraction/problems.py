from __future__ import annotations


class Unreadable(Exception):
    """A file whose text cannot be had. The message, in Chinese, is for those who attached it.

    `is_skipped`: nothing is wrong with it, but it is of a kind that is not read.
    """

    def __init__(self, reason: str, *, is_skipped: bool = False) -> None:
        super().__init__(reason)
        self.is_skipped = is_skipped


ENCRYPTED = "文件已加密，需要密码才能打开"
BROKEN = "文件已损坏，或者内容与格式不符"
TOO_MUCH_MEMORY = "文件太复杂，占用内存超过上限"
TOO_LONG = "文件太复杂，超过处理时间上限"
TOO_LARGE = "文件太大，不提取文字"
BOMB = "压缩内容展开后过大，不提取文字"
