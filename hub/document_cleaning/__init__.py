"""Documents without what is not meant for their readers: who wrote them, where, comments, notes, thumbnails.

What a cleaner may not take away, because it would change what people read, it names.
"""
