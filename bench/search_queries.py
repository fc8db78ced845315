"""Writes queries to judge the search by: CORPUS=… python bench/search_queries.py [--seed 1] [--each 60] > queries.jsonl

One JSON object a line: what is typed (`q`), the text that should be found (`id` of the corpus), the `kind`. They are
made anew from the corpus each time, because its texts are no part of the project; the same seed gives the same queries.

Every query is meant for one text. So titles, parts of titles and numbers are drawn from those that only one text has.
Words are drawn from bodies, where nothing promises that: other texts may hold all three. They are drawn in several
ways, because how people choose words is not known: at random from those in at most a tenth, or a thirtieth, of all
texts; the three that tell most (tf-idf); three that follow each other. `texts` says how many have all three.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import rjieba
from opencc import OpenCC

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from opencat.document_numbers import find_all

# A word of two or more Chinese characters: whoever judges draws such words from bodies.
WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
WRONG = "的一是了我人在有他这中大来上国和地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
PART = 0.6  # of a title
SHORTEST_PART = 4
ATTEMPTS = 30

Row = dict[str, object]
Draw = Callable[["Texts", Row, random.Random], str | None]


class Texts:
    """A corpus with what drawing needs to know of it."""

    def __init__(self, path: Path) -> None:
        opener = gzip.open if path.read_bytes()[:2] == b"\x1f\x8b" else open
        with opener(path, "rt", encoding="utf-8") as stream:
            self.rows: list[Row] = [json.loads(line) for line in stream]
        titles = Counter(_plain(_title(row)) for row in self.rows)
        self.single = [row for row in self.rows if titles[_plain(_title(row))] == 1]
        self.all_titles = "\n".join(_plain(_title(row)) for row in self.rows)
        self.words = {
            row["id"]: [w for w in rjieba.cut(row["body_markdown"], True) if WORD.fullmatch(w)] for row in self.rows
        }
        self.held = {key: set(found) for key, found in self.words.items()}
        self.frequency = Counter(word for found in self.held.values() for word in found)
        holders: dict[str, set[object]] = defaultdict(set)
        for row in self.rows:
            for line in row.get("info") or []:
                for number in find_all(str(line)):
                    holders[number.text].add(row["id"])
        self.numbers = sorted((text, next(iter(ids))) for text, ids in holders.items() if len(ids) == 1)

    def holding(self, q: str) -> int:
        """How many texts have all of these words."""
        wanted = set(_to_simplified(q).split())
        return sum(wanted <= held for held in self.held.values())

    def rare(self, word: str, share: float) -> bool:
        return self.frequency[word] <= len(self.rows) * share


def _words(text: str) -> list[str]:
    return [word for word in rjieba.cut(text, True) if WORD.fullmatch(word)]


def _plain(title: str) -> str:
    """Without punctuation: 《献血法 is no other part of a title than 献血法."""
    return re.sub(r"[\W_]+", "", title)


def _title(row: Row) -> str:
    return str(row["title"])


def title(texts: Texts, row: Row, rng: random.Random) -> str | None:
    return _title(row)


def part_of_title(texts: Texts, row: Row, rng: random.Random) -> str | None:
    """Six tenths of a title, that no other title has."""
    whole = _title(row)
    length = max(SHORTEST_PART, round(len(whole) * PART))
    for _ in range(ATTEMPTS):
        start = rng.randint(0, max(len(whole) - length, 0))
        part = whole[start : start + length]
        if texts.all_titles.count(_plain(part)) == 1:
            return part
    return None


def random_words(texts: Texts, row: Row, rng: random.Random, share: float) -> str | None:
    found = sorted(word for word in set(texts.words[row["id"]]) if texts.rare(word, share))
    return " ".join(rng.sample(found, 3)) if len(found) >= 3 else None


def telling_words(texts: Texts, row: Row, rng: random.Random) -> str | None:
    """Three of the five words with the highest tf-idf."""
    counts = Counter(texts.words[row["id"]])
    weight = {word: n * math.log(len(texts.rows) / texts.frequency[word]) for word, n in counts.items()}
    best = sorted(weight, key=lambda word: (-weight[word], word))[:5]
    return " ".join(rng.sample(best, 3)) if len(best) >= 3 else None


def neighbouring_words(texts: Texts, row: Row, rng: random.Random) -> str | None:
    """Three that follow each other in the text, of those in at most a tenth of all texts."""
    found = [word for word in texts.words[row["id"]] if texts.rare(word, 0.1)]
    places = [at for at in range(len(found) - 2) if len(set(found[at : at + 3])) == 3]
    if not places:
        return None
    start = rng.choice(places)
    return " ".join(found[start : start + 3])


def one_missing(texts: Texts, row: Row, rng: random.Random) -> str | None:
    whole = _title(row)
    at = rng.randrange(len(whole))
    return whole[:at] + whole[at + 1 :]


def one_wrong(texts: Texts, row: Row, rng: random.Random) -> str | None:
    whole = _title(row)
    at = rng.randrange(len(whole))
    return whole[:at] + rng.choice(WRONG.replace(whole[at], "")) + whole[at + 1 :]


def traditional(draw: Draw, texts: Texts, row: Row, rng: random.Random) -> str | None:
    drawn = draw(texts, row, rng)
    return None if drawn is None else _to_traditional(drawn)


_to_traditional, _to_simplified = OpenCC("s2t").convert, OpenCC("t2s").convert
_tenth = partial(random_words, share=0.1)
KINDS: dict[str, Draw] = {
    "title": title,
    "part of title": part_of_title,
    "title, Traditional": partial(traditional, title),
    "three words, df 10 %": _tenth,
    "three words, df 3 %": partial(random_words, share=0.03),
    "three words, tf-idf": telling_words,
    "three words, neighbours": neighbouring_words,
    "three words, Traditional": partial(traditional, _tenth),
    "one character missing": one_missing,
    "one character wrong": one_wrong,
}


def queries(texts: Texts, seed: int, each: int) -> Iterator[Row]:
    for kind, draw in KINDS.items():
        rng = random.Random(f"{seed} {kind}")
        order = rng.sample(texts.single, len(texts.single))
        drawn = ((draw(texts, row, rng), row["id"]) for row in order)
        for q, key in _first((pair for pair in drawn if pair[0] is not None), each):
            yield {"kind": kind, "q": q, "id": key, **({"texts": texts.holding(q)} if "words" in kind else {})}
    rng = random.Random(f"{seed} number")
    for text, key in rng.sample(texts.numbers, min(each, len(texts.numbers))):
        yield {"kind": "document number", "q": text, "id": key}


def _first(pairs: Iterator[tuple[str, object]], number: int) -> Iterator[tuple[str, object]]:
    for pair, _at in zip(pairs, range(number), strict=False):
        yield pair


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=60, help="queries of each kind")
    wanted = parser.parse_args()
    corpus = os.environ.get("CORPUS")
    if not corpus:
        raise SystemExit("Name the file with CORPUS=…")
    for row in queries(Texts(Path(corpus)), wanted.seed, wanted.each):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
