"""What `make demo` asks before it begins, with a bare Python: the port, then the folder.

Usage: python3 -m demo.preflight PORT FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from demo import folder, port
from demo.edition import current_edition
from demo.record import read_record


def main(number: str, place: str) -> int:
    """The exit status; what is wrong goes to standard error."""
    where = Path(place).expanduser().resolve()
    problem = port.problem_with(int(number) if number.isdigit() else 0)
    problem = problem or folder.problem_with(where, current_edition())
    if problem:
        print(f"{problem}。", file=sys.stderr)  # noqa: T201
        return 1
    record = read_record(where)
    state = "第一次启动" if record is None else "已装好" if record.finished else "接着上次没有装完的地方"
    print(f"演示站群：端口 {number}，数据文件夹 {where}（{state}）", flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
