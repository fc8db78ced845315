from __future__ import annotations

from hub.wagtail_patches import Patch

PATCHES = (
    Patch(
        "wagtail.images.models.AbstractImage._set_image_file_metadata", "Drawn pictures are stored without a form.", ()
    ),
)
