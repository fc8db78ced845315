"""Stores a small dump of this version: `make dump`. What is in it says group.py, what becomes of it test_upgrade.py."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import django

ROOT = Path(__file__).parents[2]


def main() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    with TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "hub.settings.test",
            "DATABASE_URL": f"sqlite:///{folder}/dump.sqlite3",
            "DATA_DIR": folder,
        }
        django.setup()
        # Models can be imported only now.
        from tests.upgrade.dump import write_dump
        from tests.upgrade.group import make_group
        from tests.upgrade.observations import observe

        make_group()
        dump = write_dump(version, observe())
    size = sum(path.stat().st_size for path in dump.folder.rglob("*") if path.is_file())
    print(f"{dump.folder.relative_to(ROOT)}: {size // 1000} kB")  # noqa: T201


if __name__ == "__main__":
    main()
