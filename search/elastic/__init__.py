"""The second index, on Elasticsearch 8: made from the rows of the first, which answers whenever this one is away.

One index for the whole group, versioned behind an alias (`indices`), filled in bulk (`writing`), asked by `backend`.
Everything is analysed in Python by the chain that the database's index passes too; the node splits at spaces.
"""
