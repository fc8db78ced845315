"""Search over what is public: one site or the whole group.

It looks into titles, document numbers and summaries with the database alone, text and query folded alike (width,
script). Full text, with an index of its own and Elasticsearch, belongs here too and takes the place of `queries`.
"""
