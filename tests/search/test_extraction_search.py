"""From an attachment to a hit: articles are found by words that only their files have, and the hit says which file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from hub.models import GroupDocument
from hub.variants.enums import Variant
from search.engine import Answer, answer
from search.enums import Extraction
from search.extraction import worker
from search.extraction.worker import extract_waiting
from search.models import ExtractedText, IndexTask
from search.query import question_of
from sites.approval.models.shown_file import ShownFile
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from sites.pages.translation.locales import locale_id
from tests.factories import draft, published
from tests.search.files import MAKERS, make
from tests.staffed import Staffed
from tests.story import exchange_behind

pytestmark = pytest.mark.django_db

Indexed = Callable[[], int]
WORDS = "神光山渡槽维修资金收支明细"


def file(bureau: Staffed, ending: str = "txt", words: str = WORDS, title: str = "收支表") -> GroupDocument:
    found = GroupDocument(title=title, collection=bureau.site.collection)
    found.file.save(f"table.{ending}", ContentFile(make(ending, words)), save=False)
    found.file_size = found.file.size
    found.save()
    return found


def with_files(bureau: Staffed, *files: GroupDocument, **fields: object) -> ArticlePage:
    page = ArticlePage(title="关于公开收支情况的公告", source="市教育局", **fields)
    page.attachments = [ArticleAttachment(document=each) for each in files]
    return published(bureau.column, page)


def asked(query: str) -> Answer:
    return answer(question_of(query))


def found_in(query: str) -> list[tuple[str, str]]:
    return [(hit.document.title, hit.attachment) for hit in asked(query).hits]


def replaced(document: GroupDocument, words: str) -> None:
    """Other bytes behind the document, as they come around the guard of what is shown; then somebody saves the row."""
    exchange_behind(document, "table.txt", make("txt", words))
    GroupDocument.objects.get(pk=document.pk).save()


@pytest.mark.parametrize("ending", [*MAKERS])
def test_an_article_is_found_by_what_only_its_attachment_says(bureau: Staffed, indexed: Indexed, ending: str) -> None:
    with_files(bureau, file(bureau, "txt", "另一个附件", "别的"), file(bureau, ending))
    indexed()
    assert found_in("渡槽维修") == []
    assert extract_waiting() == 2
    indexed()
    assert found_in("渡槽维修") == found_in("渡槽維修") == [("关于公开收支情况的公告", "收支表")]
    passage = asked("渡槽维修").hits[0].passage
    assert passage is not None
    assert "渡槽维修" in "".join(piece for piece, is_marked in passage.pieces if is_marked)


def test_files_in_the_text_count_as_attachments(bureau: Staffed, indexed: Indexed) -> None:
    block, link = file(bureau, words="附件块里的渡槽"), file(bureau, words="链接里的水库", title="水库名单")
    body = [
        ("attachment", {"document": block, "title": "附件一"}),
        ("paragraph", f'<p>见<a linktype="document" id="{link.pk}">名单</a>。</p>'),
    ]
    published(bureau.column, title="有附件的信息", body=body)
    indexed()
    assert extract_waiting() == 2
    indexed()
    assert found_in("渡槽") == [("有附件的信息", "附件一")]
    assert found_in("水库") == [("有附件的信息", "水库名单")]
    assert dict(asked("渡槽").facets)["has_attachment"] == [(True, 1)]


def test_files_of_drafts_and_of_what_was_withdrawn_are_not_read(bureau: Staffed, indexed: Indexed) -> None:
    author = next(iter(bureau.people.values()))
    page = draft(bureau.column, author)
    page.attachments = [ArticleAttachment(document=file(bureau))]
    page.save_revision(user=author)
    indexed()
    assert not ExtractedText.objects.exists()
    public = with_files(bureau, file(bureau))
    indexed()
    public.unpublish()
    extract_waiting()
    assert not ExtractedText.objects.exists()
    assert found_in("渡槽维修") == []


def test_nothing_of_a_restricted_page_or_file_is_found(bureau: Staffed, indexed: Indexed) -> None:
    page = with_files(bureau, file(bureau))
    indexed()
    extract_waiting()
    indexed()
    assert found_in("渡槽维修")
    restriction = CollectionViewRestriction.objects.create(
        collection=bureau.site.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    indexed()
    assert found_in("渡槽维修") == []
    restriction.delete()
    indexed()
    assert found_in("渡槽维修")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert found_in("渡槽维修") == []


def test_another_file_in_its_place_is_read_again(bureau: Staffed, indexed: Indexed) -> None:
    document = file(bureau)
    with_files(bureau, document)
    indexed()
    extract_waiting()
    indexed()
    replaced(document, "这里只有水库")
    indexed()
    assert found_in("渡槽维修") == []  # at once, not only when the new one is read
    assert extract_waiting() == 1
    indexed()
    assert found_in("水库") == [("关于公开收支情况的公告", "收支表")]


def test_a_file_with_another_name_or_deleted(bureau: Staffed, indexed: Indexed) -> None:
    """As far as that can be behind public content: around the guard of what is shown."""
    document = file(bureau)
    published(bureau.column, title="信息", body=[("attachment", {"document": document, "title": ""})])
    indexed()
    extract_waiting()
    GroupDocument.objects.filter(pk=document.pk).update(title="新的名称")
    GroupDocument.objects.get(pk=document.pk).save()
    indexed()
    assert found_in("渡槽维修") == [("信息", "新的名称")]
    ShownFile.objects.of_file(document).delete()
    document.delete()
    indexed()
    assert found_in("渡槽维修") == []


def test_a_file_of_two_articles_is_read_once(bureau: Staffed, indexed: Indexed) -> None:
    document = file(bureau)
    with_files(bureau, document)
    with_files(bureau, document)
    indexed()
    assert extract_waiting() == 1
    indexed()
    assert len(found_in("渡槽维修")) == 2
    assert extract_waiting() == 0


def test_what_cannot_be_read_says_why_and_the_article_is_found_all_the_same(bureau: Staffed, indexed: Indexed) -> None:
    broken, film = file(bureau), file(bureau)
    broken.file.save("broken.pdf", ContentFile(b"%PDF-1.7 broken"))
    film.file.save("film.mp4", ContentFile(b"\0\0\0\x18ftypmp42"))
    gone = file(bureau)
    with_files(bureau, broken, film, gone)
    gone.file.storage.delete(gone.file.name)
    indexed()
    assert extract_waiting() == 3
    rows = {row.file_id: (row.state, row.reason) for row in ExtractedText.objects.all()}
    assert rows[broken.pk][0] == rows[gone.pk][0] == Extraction.FAILED
    assert rows[film.pk][0] == Extraction.SKIPPED
    assert all(reason for _state, reason in rows.values())
    indexed()
    assert found_in("公开收支情况") == [("关于公开收支情况的公告", "")]
    assert found_in("收支表") == [("关于公开收支情况的公告", "")]  # by the name of a file


def test_who_crashes_over_a_file_gives_it_up_after_three_times(
    bureau: Staffed, indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crash(BaseException):
        """The worker is killed."""

    def crash(*arguments: object) -> None:
        raise Crash

    with_files(bureau, file(bureau))
    indexed()
    with monkeypatch.context() as broken:
        broken.setattr(worker, "extract", crash)
        for attempt in range(3):
            with time_machine.travel(timezone.now() + timedelta(hours=attempt), tick=False):
                with pytest.raises(Crash):
                    extract_waiting()
                assert extract_waiting() == 0  # another worker leaves it alone for a while
    with time_machine.travel(timezone.now() + timedelta(hours=4)):
        assert extract_waiting() == 0
    row = ExtractedText.objects.get()
    assert (row.state, row.reason) == (Extraction.FAILED, "三次都没有提取完")


def test_one_crash_costs_nothing(bureau: Staffed, indexed: Indexed) -> None:
    with_files(bureau, file(bureau))
    indexed()
    ExtractedText.objects.update(attempts=1, changed_at=timezone.now() - timedelta(hours=1))
    assert extract_waiting() == 1
    indexed()
    assert found_in("渡槽维修")


def test_words_come_back_to_an_index_that_is_whole(bureau: Staffed, indexed: Indexed) -> None:
    with_files(bureau, file(bureau))
    indexed()
    extract_waiting()
    assert IndexTask.objects.exists()  # with the text, in the same transaction
    indexed()
    assert not IndexTask.objects.exists()


def test_records_table_captions_and_transcripts_are_words_of_the_article(bureau: Staffed, indexed: Indexed) -> None:
    film, captions = file(bureau), file(bureau)
    published(
        bureau.column,
        title="政府信息",
        body=[
            ("table", {"table_caption": "渡槽工程进度", "data": [["一期", "完成"]], "cell": []}),
            ("video", {"title": "新闻发布会", "video": film, "captions": captions, "transcript": "水库除险加固"}),
        ],
        records=[("personnel", {"changes": []})],
    )
    indexed()
    for query in ("渡槽工程进度", "一期", "新闻发布会", "水库除险"):
        assert found_in(query) == [("政府信息", "")], query


def test_a_translation_is_a_document_of_its_language(bureau: Staffed, indexed: Indexed) -> None:
    source = published(bureau.column, title="渡槽工程", body=[("paragraph", "<p>渡槽。</p>")])
    english = ArticlePage(
        title="Aqueduct works", slug="en", locale_id=locale_id(Variant.ENGLISH), translation_key=source.translation_key,
        source="Education", source_digest=source.live_digest, body=[("paragraph", "<p>An aqueduct.</p>")],
    )  # fmt: skip
    page = published(source, english)
    indexed()
    assert found_in("aqueduct") == []
    from search.query import Filters

    hit = answer(question_of("aqueduct", filters=Filters(language="en"))).hits[0]
    assert (hit.document.title, hit.document.language, hit.document.unit) == ("Aqueduct works", "en", bureau.unit.pk)
    assert page.url.startswith("/en/") or "/en/" in page.full_url
    source.unpublish()
    indexed()
    assert not answer(question_of("aqueduct", filters=Filters(language="en"))).hits
