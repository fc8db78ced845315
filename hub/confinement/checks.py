"""A system check that says which protection of `hub.confinement` this machine does not have."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from hub.confinement.measures import Measure
from hub.confinement.process import environment, reader

_EXPLAINED = {
    Measure.FILES: (
        "hub.W001",
        "系统没有 Landlock：读取外来文件的子进程一旦被攻破，能读到这台机器上本账号可读的文件，包括密钥。",
        "请用 5.13 以上的 Linux 内核，并在 lsm= 里启用 landlock；或者设置 READER_USER。",
    ),
    Measure.CALLS: (
        "hub.W002",
        "系统不允许过滤系统调用（seccomp）：读取外来文件的子进程一旦被攻破，能启动其他程序、连接本机服务。",
        "请在 x86_64 或 aarch64 的 Linux 上运行，容器不要禁用 seccomp。",
    ),
    Measure.NETWORK: (
        "hub.W003",
        "系统不允许建立独立的网络空间：读取外来文件的子进程留在本机网络里。",
        "请允许 user namespaces（kernel.unprivileged_userns_clone、容器的 seccomp 配置）。",
    ),
}


@register(deploy=True)
def check_confinement(**options: object) -> list[CheckMessage]:
    """Warnings hub.W001 to W005. The machine is asked by a program that confines itself and says what failed."""
    try:
        missing = probed()
    except (OSError, KeyError, ValueError, subprocess.SubprocessError):
        problem = "读取外来文件的子进程启动不了：附件没有文字可搜，表格不能导入。"
        hint = "READER_USER 要是系统里有的账号，能读程序所在的文件夹和 Python。"
        return [Warning(problem, hint=hint, id="hub.W005")]
    explained = [_EXPLAINED[each] for each in missing]
    return [*(Warning(text, hint=hint, id=code) for code, text, hint in explained), *_user_problems()]


def probed() -> list[Measure]:
    """The measures that the system does not have, for the user that reads."""
    answer = subprocess.run(
        [sys.executable, "-m", "hub.confinement.probe"], capture_output=True, check=True, timeout=20,
        cwd=settings.BASE_DIR, env=environment(), **reader(),
    )  # fmt: skip
    return [Measure(each) for each in json.loads(answer.stdout)]


def _user_problems() -> list[CheckMessage]:
    if os.geteuid() == 0:
        if settings.READER_USER:
            return []
        problem = "服务以 root 运行，读取外来文件的子进程也是 root。"
        hint = "请用普通账号运行服务；不能时把 READER_USER 设为一个什么都不拥有的账号，例如 nobody。"
    elif settings.READER_USER:
        problem = "设置了 READER_USER，但服务不是以 root 启动，换不了账号。"
        hint = "请去掉 READER_USER，或者由 root 启动 search_worker。"
    else:
        return []
    return [Warning(problem, hint=hint, id="hub.W004")]
