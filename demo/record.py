"""What a data folder holds, and by which edition of the project. Kept in the folder; needs nothing but Python."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from demo.edition import Edition

FILE = "demo.json"
SCHEMA, READY = "schema", "portal"  # stages: the tables; what must be there before the server starts


class RecordDamaged(ValueError):
    """The file is there and says nothing."""


@dataclass
class Record:
    """`done` holds keys of stages; `day` is the ISO date from which the demonstration reckons back."""

    edition: Edition
    day: str = ""
    done: list[str] = field(default_factory=list)
    finished: bool = False

    def is_ready(self, edition: Edition) -> bool:
        """Whether the portal can be shown, by the project as it is now."""
        return self.edition == edition and {SCHEMA, READY} <= set(self.done)

    def renew(self, edition: Edition) -> None:
        """The project has moved on: its new migrations are to run."""
        self.edition = edition
        self.done = [key for key in self.done if key != SCHEMA]
        self.finished = False

    def store(self, folder: Path) -> None:
        """Whole or not at all, whatever interrupts it."""
        new = folder / f"{FILE}.new"
        new.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1))
        os.replace(new, folder / FILE)


def read_record(folder: Path) -> Record | None:
    """The folder's record, None where there is none.

    Raises:
        RecordDamaged: it cannot be read.
    """
    try:
        found = json.loads((folder / FILE).read_text())
        return Record(Edition(**found["edition"]), found["day"], found["done"], found["finished"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RecordDamaged(str(error)) from error
