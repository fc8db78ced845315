"""Pieces of text that make up words together, converted in one go and cut back to the pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator

# Between blocks. No dictionary has it, and valid documents do not.
BETWEEN = "\x1e"


class RunningText:
    """Collects pieces in blocks (a paragraph with its inline elements), converts all at once, gives each piece back."""

    def __init__(self, convert: Callable[[str], str]) -> None:
        self._convert = convert
        self._blocks: list[list[tuple[int, str]]] = []
        self._texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._block: list[tuple[int, str]] = []
        self._converted: list[str] = []

    def add(self, place: int, piece: str) -> None:
        self._block.append((place, piece))

    def end_block(self) -> None:
        if self._block:
            self._blocks.append(self._block)
            self._block = []

    def alone(self, text: str) -> int:
        """A text that belongs to no other, as an attribute's. The number is for `of`."""
        number = self._numbers.setdefault(text, len(self._texts))
        if number == len(self._texts):
            self._texts.append(text)
        return number

    def convert(self) -> None:
        self.end_block()
        texts = ["".join(piece for _place, piece in block) for block in self._blocks] + self._texts
        self._converted = convert_all(texts, self._convert)

    def of(self, number: int) -> str:
        return self._converted[len(self._blocks) + number]

    def pieces(self) -> Iterator[tuple[int, str]]:
        """Every piece's place with its text converted."""
        for block, converted in zip(self._blocks, self._converted, strict=False):
            if len(block) == 1:
                yield block[0][0], converted
            elif len(converted) == sum(len(piece) for _place, piece in block):
                position = 0
                for place, piece in block:
                    yield place, converted[position : position + len(piece)]
                    position += len(piece)
            else:  # a correction changed the length: words across tags are lost, not the pieces
                for place, piece in block:
                    yield place, self._convert(piece)


def convert_all(texts: list[str], convert: Callable[[str], str]) -> list[str]:
    """Each text converted, in one call: a call for each would cost ten times as much."""
    if not texts:
        return []
    converted = convert(BETWEEN.join(texts)).split(BETWEEN)
    return converted if len(converted) == len(texts) else [convert(text) for text in texts]
