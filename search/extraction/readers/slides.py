from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from pptx import Presentation

from search.extraction.readers.paragraphs import paragraphs


def lines(file: IO[bytes]) -> Iterator[str]:
    """What stands on the slides, in their order. Notes are the speaker's."""
    for slide in Presentation(file).slides:
        yield from paragraphs(slide.element)
