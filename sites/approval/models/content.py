from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models

from hub.rules import DueDate
from sites.approval.rules import required_steps
from sites.organisation.models.unit import Unit


class ApprovableContent(models.Model):
    """What becomes public only with the approvals of its unit. The gate asks these questions and knows no page type."""

    unit = models.ForeignKey(Unit, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    live_digest = models.CharField(max_length=64, blank=True, editable=False)

    # Not part of what leaders approve, and kept from the database when a revision is applied.
    unversioned_fields: tuple[str, ...] = ("unit", "live_digest")
    # Part of the digest only once they say something: digests of what was approved before they existed stay true.
    digest_if_set: tuple[str, ...] = ()
    # Were content once, and empty: their place in the digest stays.
    digest_legacy: tuple[str, ...] = ()
    # Whose texts a small correction may touch (`sites.approval.corrections`): plain text, or a stream.
    correctable_fields: tuple[str, ...] = ()
    # What other contents may change of it once it is public (sites.approval.releases).
    state_fields: tuple[str, ...] = ()
    is_home = False
    order_is_public = False  # of a page: among its neighbours it stands where the tree has it
    is_major = False  # Art. 26
    is_emergency = False  # Art. 14(7)
    is_translation = False

    class Meta:
        abstract = True

    @property
    def kind_name(self) -> str:
        """What it is, in a word of its own where it has one, else that of its type."""
        display = getattr(self, "get_kind_display", None)
        return (display() if display else "") or str(self._meta.verbose_name)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        restored = super().with_content_json(content)  # type: ignore[misc]  # of Wagtail's mixins
        for name in self.unversioned_fields:
            attribute = self._meta.get_field(name).attname
            setattr(restored, attribute, getattr(self, attribute))
        return restored

    def missing_elements(self) -> dict[str, str]:
        """What a content that is no page lacks to be sent for approval, by its field; empty if nothing."""
        return {}

    def public_facts(self) -> dict[str, Any]:
        """What the public sees beside the content, as JSON: the ledger seals it with each publication, and verification
        compares it with what is stored. Names must mean the same for ever."""
        return {}

    @classmethod
    def read_ahead(cls, contents: list[Self]) -> None:
        """Reads for all of them what `public_facts` and `publication_obstacle` ask of each, in a few queries."""

    def remembered(self) -> dict[str, Any]:
        """What the ledger keeps of a deletion, as JSON, so that no import and no template brings the content back."""
        return {}

    def required_steps(self) -> frozenset[str]:
        """The approvals without which this content does not become public (Arts. 26, 27, 35)."""
        return required_steps(
            is_major=self.is_major,
            is_emergency=self.is_emergency,
            on_portal=self.unit is not None and self.unit.is_portal,
        )

    def publication_obstacle(self) -> str:
        """Why this may not be public now, whoever has approved it, in Chinese; empty if nothing stands in the way."""
        return ""

    def mark_corrected(self, day: date | None) -> None:
        """Keeps for the public on which day what is about to be public was corrected; None: it went the whole way."""

    def other_authors(self) -> set[int]:
        """Keys of people who wrote at what is not yet public, otherwise than by its revisions."""
        return set()

    def term_code(self) -> str:
        """The code of the `LegalTerm` within which this is to be public, where no rule says another (Art. 13(2))."""
        return "publish_policy"

    def own_due_date(self, began: date) -> DueDate | None:
        """Until when a step that `began` is to be taken, of a content whose term comes from elsewhere: an answer, from
        the letter. None: by the terms of publication."""
        return None

    def term_begins_on(self) -> date | None:
        """From when the term of Art. 13 runs; None: from the day on which a step begins."""
        return None
