"""One public page of each kind, for tests that look at all of them."""

from __future__ import annotations

from django.utils import timezone

from sites.organisation.enums import UnitCategory
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.topic_page import TopicPage
from sites.pages.provisioning.actions import create_site
from tests.factories import UnitFactory, column_of, opener, published
from tests.inquiry.consulting import consultation as comment_page
from tests.staffed import Staffed
from tests.visits import article_with_every_block, image

BUREAU = "jyj.localhost"


def every_page_type(bureau: Staffed) -> dict[str, tuple[str, str]]:
    """(host, path) by name. Lists have something in them, in each of the four layouts."""
    town = UnitFactory(code="yonghe", name="兴宁市永和镇人民政府", short_name="永和镇", category=UnitCategory.TOWN)
    create_site(town, actor=opener())
    article = article_with_every_block(bureau)
    article.cover = image(bureau)
    published(column_of(bureau.site, "documents"), title="一份文件", document_number="兴市教〔2026〕1号")
    published(bureau.column, title="有配图的信息", cover=image(bureau), summary="摘要。")
    leaders = column_of(bureau.site, "organisation/leaders")
    leader = published(leaders, LeaderPage(title="某示例", position="局长", duties="主持工作", portrait=image(bureau)))
    topic = TopicPage(title="专题", summary="一个专题", picture=image(bureau))
    topic.collected_tags.add("政务公开")
    topic = published(bureau.site.home.specific, topic)
    consultation = published(bureau.column, comment_page(closes_on=timezone.localdate()))
    paths = {
        "department home": "/",
        "column of columns": "/news/",
        "column with pictures": "/news/activities/",
        "column by year": "/documents/",
        "column with cards": "/organisation/leaders/",
        "plain column": "/other/",
        "article": article.get_url(),
        "leader": leader.get_url(),
        "topic": topic.get_url(),
        "consultation": consultation.get_url(),
        "consultation form": f"/consultations/{consultation.pk}/comment/",
        "consultations": "/consultations/",
        "missing page": "/nothing/",
        "display settings": "/display/",
        "search": "/search/?q=文件",
        "letters": "/letters/",
        "letter form": "/letters/write/leader/",
        "letter status": "/letters/status/",
        "letter figures": "/letters/figures/",
    }
    pages = {name: (BUREAU, path.removeprefix(f"http://{BUREAU}")) for name, path in paths.items()}
    return {"portal home": ("portal.localhost", "/"), "town home": ("yonghe.localhost", "/"), **pages}
