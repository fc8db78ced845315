"""The chain that documents and queries pass (`search.folding`, `search.tokens`): megabytes of text a second on a core.

    CORPUS=… python bench/search_chain.py [--texts 300] [--beside]

Takes as many texts of the corpus, in UTF-8, and passes all of them through each step and through all steps as indexing
does. --beside measures jieba, if it is installed, cutting the same texts, as a ratio. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from search.folding import fold
from search.tokens import all_words, bigrams, numbers, words
from sites.importing.files import rows

ROUNDS = 3


def megabytes_a_second(texts: list[str], step: Callable[[str], Any]) -> float:
    """The best of some rounds: what else the machine does can only slow one down."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    best = min(_seconds(texts, step) for _ in range(ROUNDS))
    return round(size / best, 2)


def _seconds(texts: list[str], step: Callable[[str], Any]) -> float:
    began = time.process_time()
    for text in texts:
        step(text)
    return time.process_time() - began


def whole(text: str) -> None:
    """As a document passes it."""
    folded = fold(text)
    bigrams(folded)
    all_words(folded)
    numbers(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=300)
    parser.add_argument("--beside", action="store_true")
    options = parser.parse_args()
    lines = islice(rows(Path(os.environ["CORPUS"])), options.texts)
    texts = [json.loads(line)["body_markdown"] for _number, line in lines]
    folded = [fold(text) for text in texts]
    result: dict[str, Any] = {
        "texts": len(texts),
        "MB": round(sum(len(text.encode()) for text in texts) / 1e6, 2),
        "MB a second": {
            "folding": megabytes_a_second(texts, fold),
            "bigrams": megabytes_a_second(folded, bigrams),
            "words": megabytes_a_second(folded, words),
            "words and those within": megabytes_a_second(folded, all_words),
            "numbers": megabytes_a_second(texts, numbers),
            "all as a document passes them": megabytes_a_second(texts, whole),
        },
    }
    if options.beside:
        import jieba

        jieba.initialize()
        beside = megabytes_a_second(folded, lambda text: list(jieba.cut(text)))
        result["jieba, words"] = beside
        result["ratio"] = round(result["MB a second"]["words"] / beside, 1)
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
