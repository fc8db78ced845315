"""Pages that were really translated, with wagtail-localize: stored below their source, public only together with it."""
