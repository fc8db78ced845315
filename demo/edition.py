"""Which edition of the project this is. Needs nothing but Python: it is asked before anything is installed."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = next(folder for folder in Path(__file__).resolve().parents if (folder / "manage.py").exists())
OWN = "[a-z]*/**/migrations/[0-9]*.py"
UNNUMBERED = "0"


@dataclass(frozen=True)
class Edition:
    """`migrations` maps each migration of our own to a digest of its text; `requirements` is that of the pins."""

    version: str
    migrations: dict[str, str]
    requirements: str

    def can_upgrade(self, older: Edition) -> bool:
        """Whether migrations lead from there to here: all that ran there are here, as they were."""
        return older.migrations.items() <= self.migrations.items()


def current_edition() -> Edition:
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file).get("project", {}).get("version", UNNUMBERED)
    files = sorted(path for path in ROOT.glob(OWN) if "tests" not in path.relative_to(ROOT).parts)
    migrations = {f"{path.parts[-3]}.{path.stem}": _digest(path) for path in files}
    return Edition(version, migrations, _digest(ROOT / "requirements.txt"))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
