"""Asking the node, as long as it answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from search.backends.base import Backend, BackendAway
from search.breaker import ANSWERING
from search.elastic.backend import ElasticsearchBackend, QuestionRefused

Answer = TypeVar("Answer")


class NoAnswer(Exception):
    """The node is away, was so a moment ago, or does not take this question."""


def answer_of_node(ask: Callable[[Backend], Answer]) -> Answer:
    """Raises:
    NoAnswer: somebody else has to answer.
    """
    if not ANSWERING.may_try():
        raise NoAnswer
    try:
        answer = ask(ElasticsearchBackend())
    except BackendAway as away:
        ANSWERING.failed(str(away))
        raise NoAnswer from away
    except QuestionRefused as refused:  # it is logged where it is found out
        raise NoAnswer from refused
    ANSWERING.worked()
    return answer
