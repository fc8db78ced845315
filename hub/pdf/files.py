"""What a PDF may load while it is made: pictures of our own storage, and nothing else by any scheme."""

from __future__ import annotations

import mimetypes
import re
from urllib.parse import unquote, urljoin, urlsplit

from django.core.files.storage import default_storage
from weasyprint.urls import URLFetcher, URLFetcherResponse

# Renditions lie in one folder, under names that Wagtail makes.
RENDITION = re.compile(r"images/[\w.-]+", re.ASCII)


class RenditionFetcher(URLFetcher):
    """Answers the address of a rendition from the storage; text that names another address gets no picture.

    No request leaves, no file outside the folder of renditions is opened.
    """

    def __init__(self, base_url: str) -> None:
        super().__init__(allowed_protocols=())
        self.folder = urljoin(base_url, default_storage.url(""))

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        address = urlsplit(url)._replace(query="", fragment="").geturl()
        name = unquote(address.removeprefix(self.folder))
        if not address.startswith(self.folder) or not RENDITION.fullmatch(name) or ".." in name:
            raise ValueError(f"Not a picture of ours: {url[:200]}")
        with default_storage.open(name) as file:
            data = file.read()
        return URLFetcherResponse(url, data, {"Content-Type": mimetypes.guess_type(name)[0] or "image/jpeg"})
