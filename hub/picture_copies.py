"""Where copies of pictures (renditions) lie: in the public store while something public shows the picture, else apart.

The web server hands out the public store and asks nobody; what lies apart is handed out by a view that asks.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

PUBLIC, PRIVATE = "images", "drafts"

_asked: list[Callable[[Any], bool]] = []


def register(shows: Callable[[Any], bool]) -> None:
    """`shows(image)` says whether something public shows an image. Nobody registered: nothing is public."""
    _asked.append(shows)


def folder_of(image: Any) -> str:
    return PUBLIC if any(shows(image) for shows in _asked) else PRIVATE


def move(rendition: Any, folder: str) -> bool:
    """Puts a copy into `folder`; whether it was elsewhere. One whose file is gone is forgotten, and made anew."""
    name, storage = rendition.file.name, rendition.file.storage
    path = PurePosixPath(name)
    if str(path.parent) == folder:
        return False
    rendition.purge_from_cache()
    try:
        with storage.open(name) as file:
            moved = storage.save(f"{folder}/{path.name}", file)
    except FileNotFoundError:
        rendition.delete()
        return True
    # Two may move it at once: the one that comes second takes its own copy back.
    is_first = type(rendition)._base_manager.filter(pk=rendition.pk, file=name).update(file=moved)
    storage.delete(name if is_first else moved)
    rendition.purge_from_cache()
    return True
