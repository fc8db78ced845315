"""One module a format, each with `lines(file) -> Iterator[str]`. They import nothing of Django's.

Raise `Unreadable` where the reason is known; whatever else they raise means that the file is broken.
"""
