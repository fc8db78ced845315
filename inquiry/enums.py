from __future__ import annotations

from django.db import models


class DisclosureResult(models.TextChoices):
    """Rows of the annual report, section 三 (国办公开办函〔2021〕30号), by the keys that the report has for them."""

    GRANTED = "granted", "予以公开"
    PARTLY = "partly", "部分公开"
    SECRET = "secret", "不予公开：属于国家秘密"
    FORBIDDEN = "forbidden", "不予公开：其他法律行政法规禁止公开"
    STABILITY = "stability", "不予公开：危及“三安全一稳定”"
    THIRD_PARTY = "third_party", "不予公开：保护第三方合法权益"
    INTERNAL = "internal", "不予公开：三类内部事务信息"
    PROCESS = "process", "不予公开：四类过程性信息"
    ENFORCEMENT = "enforcement", "不予公开：行政执法案卷"
    QUERY = "query", "不予公开：行政查询事项"
    NOT_HELD = "not_held", "无法提供：本机关不掌握相关政府信息"
    TO_BE_MADE = "to_be_made", "无法提供：没有现成信息需要另行制作"
    UNCLEAR = "unclear", "无法提供：补正后申请内容仍不明确"
    COMPLAINT = "complaint", "不予处理：信访举报投诉类申请"
    REPEATED = "repeated", "不予处理：重复申请"
    PUBLICATION = "publication", "不予处理：要求提供公开出版物"
    EXCESSIVE = "excessive", "不予处理：无正当理由大量反复申请"
    CONFIRMATION = "confirmation", "不予处理：要求行政机关确认或重新出具已获取信息"
    NOT_CORRECTED = "not_corrected", "其他处理：申请人无正当理由逾期不补正"
    NOT_PAID = "not_paid", "其他处理：申请人逾期未按收费通知要求缴纳费用"
    ELSE = "else", "其他处理：其他"


class Delivery(models.TextChoices):
    """获取方式."""

    EMAIL = "email", "电子邮件"
    POST = "post", "邮寄"
    PICKUP = "pickup", "当面领取"
    READING = "reading", "当场查阅、抄录"


class Carrier(models.TextChoices):
    """载体形式."""

    ELECTRONIC = "electronic", "电子文档"
    PAPER = "paper", "纸质"


class IdentityPaper(models.TextChoices):
    """证件名称. Stored as the words of the paper: other ones may be entered at the desk."""

    IDENTITY_CARD = "居民身份证", "居民身份证"
    PASSPORT = "护照", "护照"
    HONG_KONG_MACAO = "港澳居民来往内地通行证", "港澳居民来往内地通行证"
    TAIWAN = "台湾居民来往大陆通行证", "台湾居民来往大陆通行证"
    RESIDENCE = "外国人永久居留身份证", "外国人永久居留身份证"


class FeeBasis(models.TextChoices):
    """国办函〔2020〕109号: by one of the two, never by both."""

    ITEMS = "items", "按件"
    PAGES = "pages", "按量（页）"


class RemedyKind(models.TextChoices):
    """Columns of the annual report, section 四, by the keys that the report has for them."""

    REVIEW = "review", "行政复议"
    DIRECT = "direct", "行政诉讼（未经复议直接起诉）"
    AFTER_REVIEW = "after_review", "行政诉讼（复议后起诉）"


class RemedyResult(models.TextChoices):
    UPHELD = "upheld", "结果维持"
    CORRECTED = "corrected", "结果纠正"
    ELSE = "else", "其他结果"
    OPEN = "open", "尚未审结"


class ShowsResults(models.TextChoices):
    """When the public sees the figures of a survey."""

    AFTERWARDS = "afterwards", "结束后显示"
    AT_ONCE = "at_once", "达到最少份数后随时显示"


class QuestionStatus(models.TextChoices):
    """Of a question to an interview."""

    WAITING = "waiting", "待处理"
    TAKEN = "taken", "已采用"
    PASSED_OVER = "passed_over", "未采用"
