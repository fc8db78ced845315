"""Which tests play on PostgreSQL alone because others ask both databases the same (docs/testing.md).

`python -m tests.once FOLDER` reads what `tests.sql_shapes` has recorded there and writes `once.txt`. Each shape of
statement, and each error of the database, that the recorded tests met stays with at least `COVER` tests on both
databases, or with all that meet it where they are fewer. Among tests with the same shapes the quick ones stay.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

COVER = 3
LIST = Path(__file__).with_name("once.txt")


@dataclass
class Recorded:
    seconds: float = 0.0
    shapes: set[str] = field(default_factory=set)


def name_of(nodeid: str) -> str:
    """A test's name without folders: files may move."""
    path, separator, test = nodeid.partition("::")
    return path.rpartition("/")[2] + separator + test


def plays_once(nodeid: str, names: frozenset[str]) -> bool:
    """Whether the list has the test, or its function with all parameters."""
    name = name_of(nodeid)
    return name in names or name.partition("[")[0] in names


def listed() -> frozenset[str]:
    return frozenset(LIST.read_text(encoding="utf-8").splitlines()) if LIST.exists() else frozenset()


def read(folder: Path) -> dict[str, Recorded]:
    found: dict[str, Recorded] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found[name_of(row["test"])] = Recorded(row["seconds"], set(row["shapes"]))
    return found


def choose(tests: dict[str, Recorded], cover: int = COVER) -> set[str]:
    """Those that need not play twice: taken away one by one, the dearest first, as long as the others cover enough."""
    left = Counter(shape for test in tests.values() for shape in test.shapes)
    once = set()
    for name, test in sorted(tests.items(), key=lambda row: (-row[1].seconds, row[0])):
        if all(left[shape] > cover for shape in test.shapes):
            left.subtract(test.shapes)
            once.add(name)
    return once


def shortened(once: set[str], tests: dict[str, Recorded]) -> list[str]:
    """The function alone where all its parameters play once."""
    twice = {name.partition("[")[0] for name in tests.keys() - once}
    return sorted({name if (function := name.partition("[")[0]) in twice else function for name in once})


def main() -> None:
    tests = read(Path(sys.argv[1]))
    once = choose(tests)
    LIST.write_text("".join(f"{name}\n" for name in shortened(once, tests)), encoding="utf-8")
    saved, seconds = (sum(tests[name].seconds for name in names) for names in (once, tests))
    sys.stdout.write(f"{len(once)} of {len(tests)} tests play once: {saved:.0f} of {seconds:.0f} s of the processor\n")


if __name__ == "__main__":
    main()
