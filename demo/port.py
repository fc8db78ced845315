"""Whether the demonstration's server can have a port."""

from __future__ import annotations

import socket

HOST = "127.0.0.1"
LAST = 65_535


def is_free(port: int) -> bool:
    """As the server itself will ask: a port that was left a moment ago is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def problem_with(port: int) -> str:
    """One sentence that says what is wrong and the way out, or nothing."""
    if not 0 < port <= LAST:
        return f"{port} 不是端口号，请用 1 到 {LAST}：make demo PORT=8000"
    if is_free(port):
        return ""
    other = next((number for number in range(port + 1, min(port + 100, LAST)) if is_free(number)), 8000)
    return f"端口 {port} 不能使用（已被其他程序占用，或者没有权限），请换一个：make demo PORT={other}"
