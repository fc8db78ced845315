"""Published letters as search, sitemap, feeds, API and home sections find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models.signals import post_delete, post_save

from hub import caching
from inquiry.letters.published import joint_answers, label_of, published_letters
from inquiry.models.hot_question import HotQuestion
from sites.casework.models.reply import Reply
from sites.pages.public_content import PublicContent, PublicItem, tell_changed

TAG = "letters"


class Letters(PublicContent):
    model = Reply
    name = "letter"
    label = "来信选登"
    path = "letters/"
    changed_field = "last_published_at"

    def public(self) -> Any:
        return published_letters()

    def items(self, objects: Iterable[Any]) -> Iterator[PublicItem]:
        letters = list(objects)
        others = joint_answers(letters)
        for letter in letters:
            answers = [letter, *others.get(letter.case_id, [])]
            yield PublicItem(
                key=letter.pk,
                unit_id=letter.unit_id,
                path=f"letters/{letter.number}/",
                title=letter.public_title,
                published_at=letter.first_published_at,
                changed_at=letter.last_published_at,
                summary=letter.public_question[:200],
                text="\n".join([letter.public_question, *(answer.text for answer in answers)]),
                source=letter.unit.name,
                keywords=(label_of(letter.kind),),
                written_on=letter.answered_on,
            )


def connect() -> None:
    post_save.connect(_follow, sender=Reply, dispatch_uid="letters_of_case")
    for signal in (post_save, post_delete):
        signal.connect(_drop_lists, sender=HotQuestion, dispatch_uid="hot_questions")


def _follow(instance: Reply, **signal: Any) -> None:
    """An answer shows in the letter of the unit that leads, and a newer one takes the place of an older."""
    caching.invalidate_on_commit(TAG)
    others = Reply.objects.filter(assignment__case__assignments=instance.assignment_id).exclude(pk=instance.pk)
    if keys := list(others.values_list("pk", flat=True)):
        tell_changed(Reply, keys)


def _drop_lists(**signal: Any) -> None:
    caching.invalidate_on_commit(TAG)
