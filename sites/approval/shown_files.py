"""What is shown does not change beneath its content: no picture or document of what is public, waits, or is planned.

It hangs on the save and delete signals for the reason of the gate: forms, bulk actions, choosers, API and shell have
only these in common. What shows another picture or document is another version, which goes through approval.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import Signal
from wagtail import hooks
from wagtail.models import DraftStateMixin, Page, Revision

from hub.models.media import GroupDocument, GroupImage
from hub.references import refers_to
from sites.approval import ledger
from sites.approval.models.content import ApprovableContent
from sites.approval.models.of_content import base_content_type
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.models.shown_file import ShownFile

# What the public sees of a file. The hash stands for its bytes.
SEEN: dict[type[Model], tuple[str, ...]] = {
    GroupImage: (
        "file", "file_hash", "title", "description",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    ),
    GroupDocument: ("file", "file_hash", "title"),
}  # fmt: skip


# Other images than before may be public, in the transaction that makes them so. Argument: images (keys).
showing_changed = Signal()


class FileInUse(Exception):
    """This picture or document cannot be changed or deleted: `contents` show it, or need it to be there."""

    def __init__(self, file: Any, contents: list[Model]) -> None:
        self.file, self.contents = file, contents
        super().__init__(
            f"《{file}》正在 {len(contents)} 项已公开、正在审批或定时发布的内容中使用，不能替换、改名、改裁剪或删除。"
            "请上传新文件，在这些内容的新版本中换上，再送审。"
        )


def connect() -> None:
    for model in SEEN:
        pre_save.connect(refuse_change, sender=model, dispatch_uid=f"shown_files_save_{model.__name__}")
        pre_delete.connect(refuse_deletion, sender=model, dispatch_uid=f"shown_files_delete_{model.__name__}")


def refuse_change(sender: type[Model], instance: Any, raw: bool, update_fields: Any, **signal: Any) -> None:
    """Raises:
    FileInUse: the save changes what a content shows.
    """
    if raw or instance.pk is None:
        return
    names = set(SEEN[sender]) - instance.get_deferred_fields()
    if update_fields is not None:
        names &= set(update_fields)
    stored = sender._base_manager.filter(pk=instance.pk).values(*names).first() if names else None
    if stored and any(_differs(name, value, getattr(instance, name)) for name, value in stored.items()):
        refuse_if_shown(instance)


def refuse_deletion(sender: type[Model], instance: Any, **signal: Any) -> None:
    """Raises:
    FileInUse: a content shows it.
    """
    refuse_if_shown(instance)


def refuse_if_shown(file: Any) -> None:
    """What is published meanwhile waits: it shows the file as it is then."""
    ledger.take_turn()
    if contents := contents_showing(file):
        raise FileInUse(file, contents)


def _differs(name: str, stored: Any, value: Any) -> bool:
    if name == "file":
        return not value._committed or value.name != stored
    if name == "file_hash":
        return bool(stored) and value != stored  # an old row gets its hash when somebody asks for it
    return value != stored


def contents_showing(file: Any) -> list[Model]:
    """What is public, waits for approval or is planned, and shows `file`, each once."""
    found: dict[tuple[type[Model], Any], Model] = {}
    for content in _showing(file):
        found.setdefault((type(content), content.pk), content)
    return list(found.values())


def _showing(file: Any) -> Iterator[Model]:
    yield from public_contents_showing(file)
    for content in _on_their_way():
        if refers_to(content, file):
            yield content
    # What is public and is no approvable content: functions `(file) -> Iterable[Model]`.
    for more in hooks.get_hooks("public_objects_showing_file"):
        yield from more(file)


def public_contents_showing(file: Any) -> Iterator[ApprovableContent]:
    """Contents that went through the gate and are public now."""
    keys: dict[int, list[int]] = defaultdict(list)
    for type_id, key in ShownFile.objects.of_file(file).values_list("content_type", "object_id"):
        keys[type_id].append(key)
    for type_id, found in keys.items():
        contents = _public(type_id).filter(pk__in=found)
        yield from contents.specific() if issubclass(contents.model, Page) else contents


def images_shown() -> set[int]:
    """Keys of all images that public contents show. Two queries for each kind of content."""
    found: set[int] = set()
    rows = ShownFile.objects.exclude(image=None)
    for type_id in rows.values_list("content_type", flat=True).distinct():
        public = _public(type_id).values("pk")
        found |= set(rows.filter(content_type=type_id, object_id__in=public).values_list("image", flat=True))
    return found


def _public(type_id: int) -> Any:
    model: Any = ContentType.objects.get_for_id(type_id).model_class()
    return model._default_manager.filter(live=True)


def _on_their_way() -> Iterator[Any]:
    """Contents as they wait for approval, or as they are planned to be public later."""
    waiting = OfficeTaskState.objects.filter(is_open=True).values("revision")
    revisions = Revision.objects.filter(pk__in=waiting) | Revision.objects.filter(approved_go_live_at__isnull=False)
    for revision in revisions.select_related("content_type"):
        if issubclass(revision.content_type.model_class() or Model, DraftStateMixin):
            yield revision.as_object()


# --- what the gate tells ---


def show(shown: Iterable[tuple[Model, Iterable[Any]]]) -> None:
    """Each content shows the public these files and no others from now on. Three queries for each kind of content."""
    rows = [_row(content, file) for content, files in shown for file in files]
    keys: dict[ContentType, list[int]] = defaultdict(list)
    for content, _files in shown:
        keys[base_content_type(content)].append(content.pk)
    images = {row.image_id for row in rows}
    for content_type, found in keys.items():
        before = ShownFile.objects.filter(content_type=content_type, object_id__in=found)
        images |= set(before.values_list("image", flat=True))
        before.delete()
    ShownFile.objects.bulk_create(rows, batch_size=500)
    if images := images - {None}:
        showing_changed.send(ShownFile, images=images)


def _row(content: Model, file: Any) -> ShownFile:
    return ShownFile(
        content_type=base_content_type(content), object_id=content.pk, **{f"{ShownFile.kind_of(file)}_id": file.pk}
    )
