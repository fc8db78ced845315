"""The index as it was before `search.0004`: a document was a page, with the page's key. Dumps leave the index out."""

from __future__ import annotations

from django.db import connection

from tests.upgrade.dump import Dump

QUERY, CLICKS = "校车", 7
STATEMENTS = (
    "INSERT INTO search_indexeddocument (page_id, title, folded_title, document_number, number_key, index_number,"
    " summary, unit_id, kind, genre, state, language, has_attachment, popularity, digest, version)"
    " SELECT page.id, page.title, page.title, '', '', '', '', article.unit_id, 'news', '', '', 'zh-hans', false, 0, '',"
    " 1 FROM wagtailcore_page AS page JOIN pages_articlepage AS article ON page.id = article.page_ptr_id"
    " WHERE page.live",
    "INSERT INTO search_indexedtext (document_id, title, text, folded, headings, other_words)"
    " SELECT page_id, '', title, title, '', '' FROM search_indexeddocument",
    "INSERT INTO search_suggestion (document_id, unit_id, text, kind, weight)"
    " SELECT page_id, unit_id, title, 'title', 0 FROM search_indexeddocument",
    "INSERT INTO search_queryclick (query, page_id, clicks) SELECT '校车', page_id, 7 FROM search_indexeddocument",
)


def store_index(dump: Dump) -> None:
    """Into the schema of a dump that is old enough."""
    if ("search", "0004_content_keys") in dump.migrations:
        return
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)
