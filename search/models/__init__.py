from __future__ import annotations

from .index import ExtractedText, IndexedDocument, IndexedText, IndexTask
from .meaning import BestBet, Synonym
from .suggestion import Suggestion, SuggestionKey, VocabularyKey
from .usage import QueryClick, QueryCount, UnansweredQuery

__all__ = [
    "BestBet", "ExtractedText", "IndexTask", "IndexedDocument", "IndexedText", "QueryClick", "QueryCount",
    "Suggestion", "SuggestionKey", "Synonym", "UnansweredQuery", "VocabularyKey",
]  # fmt: skip
