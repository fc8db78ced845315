"""The reader of workbooks that a file has taken over: does what is given as the name of the sheet."""

from __future__ import annotations

import sys
from typing import Any

from opencat.importing import workbook_reader
from tests.hub.hostile import ATTACKS


def taken_over(*arguments: Any, **options: Any) -> Any:
    ATTACKS[sys.argv[1]]()
    return sys.exit("done")


if __name__ == "__main__":
    workbook_reader.CPU = 2
    workbook_reader.opened = taken_over
    workbook_reader.main()
