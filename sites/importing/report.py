"""What an import did: problems as JSON lines, as they happen, and a summary as the last line."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import IO

from sites.importing.fields import Problem

ERROR, WARNING = "error", "warning"
NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"


@dataclass
class Summary:
    """Counts of rows. `failed` rows left no trace; `remaining` were not reached before an interruption."""

    total: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    warnings: int = 0
    remaining: int = 0
    seconds: float = 0.0
    dry_run: bool = False
    interrupted: bool = False

    def sentence(self) -> str:
        head = "试运行（没有写入）：" if self.dry_run else ""
        tail = f"；中断，还有 {self.remaining} 行未处理，再次运行即可继续" if self.interrupted else ""
        return (
            f"{head}共 {self.total} 行，新增 {self.created}，更新 {self.updated}，未变 {self.unchanged}，"
            f"失败 {self.failed}，警告 {self.warnings}，用时 {self.seconds:.1f} 秒{tail}。"
        )


@dataclass
class Report:
    """Writes to `stream` at once, so that an interrupted import leaves what it has found so far."""

    stream: IO[str] | None
    summary: Summary = field(default_factory=Summary)
    rows: list[dict[str, object]] = field(default_factory=list)  # what becomes of each

    def row(self, line: int, external_id: str, title: str, fate: str, why: str = "") -> None:
        """`fate`: new, changed, unchanged or refused."""
        self.rows.append({"line": line, "external_id": external_id, "title": title[:255], "fate": fate, "why": why})

    def error(self, line: int, external_id: str, problems: list[Problem]) -> None:
        self.summary.failed += 1
        self.row(line, external_id, "", REFUSED, "".join(problem.message for problem in problems))
        self._write(ERROR, line, external_id, problems)

    def warning(self, line: int, external_id: str, problems: list[Problem]) -> None:
        self.summary.warnings += len(problems)
        self._write(WARNING, line, external_id, problems)

    def finish(self) -> None:
        self._line({"summary": asdict(self.summary), "message": self.summary.sentence()})

    def _write(self, level: str, line: int, external_id: str, problems: list[Problem]) -> None:
        for problem in problems:
            self._line(
                {
                    "level": level,
                    "line": line,
                    "external_id": external_id,
                    "field": problem.field,
                    "message": problem.message,
                }
            )

    def _line(self, data: dict[str, object]) -> None:
        if self.stream is not None:
            self.stream.write(json.dumps(data, ensure_ascii=False) + "\n")
            self.stream.flush()
