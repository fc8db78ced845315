"""One key for each form that is shown: however often its button is pressed, there is one case."""

from __future__ import annotations

import secrets

from django.core import signing

_signer = signing.Signer(salt="inquiry.letters.form", sep=".")


def new_form_key() -> str:
    return _signer.sign(secrets.token_urlsafe(12))


def own_key(text: str) -> str | None:
    """What a case keeps of a key that was made here; None for any other text."""
    try:
        return _signer.unsign(text)
    except signing.BadSignature:
        return None
