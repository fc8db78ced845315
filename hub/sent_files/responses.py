"""How a sent file leaves the house: saved on the reader's machine, run by nobody, kept by no cache."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from hub.sent_files.kinds import Kind

POLICY = "default-src 'none'; sandbox"


def file_response(content: bytes, name: str, kind: Kind, *, inline: bool = False) -> HttpResponse:
    """Who may have it the caller has asked. `inline`: a picture, which is shown as it was drawn anew here.

    Raises:
        ValueError: anything but a picture is to be shown inline.
    """
    if inline and not kind.is_picture:
        raise ValueError("Only pictures are shown in the page.")
    way = "inline" if inline else "attachment"
    return HttpResponse(
        content,
        content_type=kind.media_type,
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{quote(name, safe='')}",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex, nofollow",
        },
    )
