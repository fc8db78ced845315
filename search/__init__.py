"""Search over what is public: one site or the whole group.

Full text, attachments included, in an index in the database and in a second one on Elasticsearch where there is a
node; text and query are folded alike (width, script, case, words). Suggestions, synonyms, pinned answers, and what
people look for.
"""
