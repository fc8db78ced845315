"""What stands around the texts of the demonstration: files to download, abolished documents, codes, partners."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from openpyxl import Workbook

from demo.model import DemoArticle
from hub.models import GroupDocument
from sites.organisation.models.unit_site import UnitSite
from sites.pages.enums import Validity
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.partner_link import PartnerLink

NORMATIVE = "portal-office:disclosure/normative-documents"
STATES = {f"{NORMATIVE}:3": Validity.ABOLISHED, f"{NORMATIVE}:6": Validity.AMENDED}
ABOLISHED_DAYS_AGO = 40
WITH_FORM = "approvals/forms"
FORM = (("姓名", ""), ("联系电话", ""), ("申请事项", ""), ("申请日期", ""))
GUIDE = "填写说明（演示文件）\r\n1. 请用正楷填写。\r\n2. 联系电话填写能接通的号码。\r\n3. 带上身份证原件。\r\n"
PARTNERS = (
    ("中国政府网", "https://www.gov.cn/"),
    ("广东省人民政府", "https://www.gd.gov.cn/"),
    ("梅州市人民政府", "https://www.meizhou.gov.cn/"),
)


def furnish(page: ArticlePage, article: DemoArticle, site: UnitSite, today: date) -> None:
    """Gives an article that is not yet stored its state and its files."""
    page.validity = STATES.get(article.key, Validity.IN_FORCE)
    if page.validity == Validity.ABOLISHED:
        page.ceases_on = today - timedelta(days=ABOLISHED_DAYS_AGO)
    for title, name, data in _files(article):
        file = GroupDocument(title=title, collection=site.collection, file_size=len(data))
        file.file.save(name, ContentFile(data))
        page.attachments.add(ArticleAttachment(document=file, title=title))


def _files(article: DemoArticle) -> list[tuple[str, str, bytes]]:
    """(title, name, content) of what an article offers: forms with their guide, tables as a sheet."""
    if article.column == WITH_FORM:
        sheet = _sheet((("申请表（演示文件）", ""), *FORM))
        return [("申请表（演示文件）", "form.xlsx", sheet), ("填写说明（演示文件）", "guide.txt", GUIDE.encode())]
    if article.column != "disclosure/budget":
        return []
    tables = [value for name, value in article.body if name == "table"]
    return [(f"{table['caption']}（演示文件）", "table.xlsx", _sheet(table["rows"])) for table in tables]


def _sheet(rows: tuple[tuple[str, ...], ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def give_codes(site: UnitSite, number: int) -> None:
    """Codes of the kind that every site must show; plainly invented."""
    site.identification_code = f"示例{number:08d}"
    site.filing_number = f"粤ICP备示例{number:04d}号"
    site.security_filing_number = f"粤公网安备示例{number:06d}号"
    site.save()


def name_partners() -> None:
    for order, (title, address) in enumerate(PARTNERS):
        PartnerLink.objects.create(title=title, address=address, sort_order=order)
