"""What the node stores of a document."""

from __future__ import annotations

from elasticsearch.dsl import Boolean, Date, Document, Integer, Keyword, Long, MetaField, Short, Text

# Of a page's fields, those whose texts would be stored twice: they are in the database.
TEXTS = (
    "title", "title_words", "headings", "body", "document_number", "summary", "other_words", "attachments", "anywhere",
)  # fmt: skip


# Raised when fields come, go or change: what has another shape is built anew.
SHAPE = 2


def _tokens(**options: object) -> Text:
    """Tokens that Python has made, parted by spaces. A text in several parts has a gap that no phrase spans."""
    return Text(analyzer="whitespace", **options)


class SearchDocument(Document):
    """Text fields hold bigrams (`search.tokens.bigrams`), `title_words` the dictionary's words beside them.

    Only fields in which a phrase is looked for keep positions. The id is the document's, which `document` sorts by.
    """

    document = Long()
    title = _tokens()
    title_words = _tokens(index_options="freqs")
    headings = _tokens(index_options="freqs")
    body = _tokens()  # with alternative texts and captions of its pictures
    document_number = _tokens(index_options="freqs")
    summary = _tokens(index_options="freqs")
    other_words = _tokens(index_options="freqs")  # keywords, source, author
    attachments = _tokens()
    # Every token of the fields above once: what matches is looked up here alone.
    anywhere = _tokens(index_options="docs", norms=False)
    # Document numbers and index number as whole tokens (`search.tokens.numbers`): its own, and those in its title.
    numbers = Keyword()
    title_numbers = Keyword()
    unit = Integer()
    site = Integer()  # the site of that unit: its home's key
    category = Integer()
    kind = Keyword()
    genre = Keyword()
    state = Keyword()
    language = Keyword()
    year = Short()
    written_on = Date()
    ceases_on = Date()
    published_at = Date()
    has_attachment = Boolean()
    popularity = Short()
    digest = Keyword(index=False, doc_values=False)

    class Meta:
        dynamic = MetaField("strict")
        meta = MetaField(shape=SHAPE)
        source = MetaField(excludes=list(TEXTS))


SETTINGS: dict[str, object] = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # How long the version of what was deleted is remembered: longer than a rebuild holds an older copy of it.
    "gc_deletes": "1h",
}
# Of a version that is filled: nobody reads it before it is live, and a rebuild that the node does not survive is begun
# anew. It is merged once, at the end.
FILLED: dict[str, object] = {
    "refresh_interval": "-1",
    "translog": {"durability": "async", "sync_interval": "30s"},
    "merge": {"policy": {"segments_per_tier": 100, "max_merge_at_once": 100}},
}
# Of one that is live. A question looks its tokens up in every segment: filling leaves dozens, one costs half as much.
LIVE: dict[str, object] = {
    "refresh_interval": "1s",
    "translog": {"durability": "request"},
    "merge": {"policy": {"segments_per_tier": 4, "max_merge_at_once": 4}},
}
SEGMENTS = 1
