"""Bars on a terminal, lines in a file."""

from __future__ import annotations

import io

import pytest

from demo import progress as module
from demo.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_file_gets_a_line_for_each_stage_and_each_loop() -> None:
    stream = io.StringIO()
    progress = Progress(stream=stream)
    progress.stage(2, 8, "单位和人员")
    assert list(progress.track([1, 2, 3], "信息")) == [1, 2, 3]
    assert stream.getvalue() == "[2/8] 单位和人员（已用 0 秒）\n      信息 3/3，0 秒\n"


def test_long_loop_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 0)
    stream = io.StringIO()
    list(Progress(stream=stream).track(["a", "b"], "信息"))
    assert [line.strip() for line in stream.getvalue().splitlines()][:2] == ["信息 0/2", "信息 1/2"]


def test_terminal_gets_a_bar() -> None:
    stream = Terminal()
    assert list(Progress(stream=stream).track([1, 2], "信息")) == [1, 2]
    assert "\r" in stream.getvalue()
    assert "2/2" in stream.getvalue()


def test_work_ends_between_two_rows() -> None:
    done: list[int] = []

    def attend() -> None:
        if len(done) == 2:
            raise KeyboardInterrupt

    def work() -> None:
        for row in Progress(attend, io.StringIO()).track([1, 2, 3], "信息"):
            done.append(row)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == [1, 2]
