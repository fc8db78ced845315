from __future__ import annotations

from django.db import models


class CaseStatus(models.TextChoices):
    """Where a case stands. Which action leads from where to where says `sites.casework.transitions`."""

    UNCONFIRMED = "unconfirmed", "待确认收到"  # it counts as received once both sides have confirmed
    RECEIVED = "received", "待受理"
    ACCEPTED = "accepted", "已受理，待分办"
    HANDLING = "handling", "办理中"
    WAITING = "waiting", "待来信人补充"
    CONSULTING = "consulting", "征求意见中"  # a third party or a co-authoring organ is asked; the clock stands
    UNPAID = "unpaid", "待缴费"  # a fee was asked for; the clock stands
    ANSWERED = "answered", "已答复"
    DISPUTED = "disputed", "不满意，待复核"
    CLOSED = "closed", "已办结"


OPEN = frozenset(
    {
        CaseStatus.UNCONFIRMED, CaseStatus.RECEIVED, CaseStatus.ACCEPTED, CaseStatus.HANDLING, CaseStatus.WAITING,
        CaseStatus.CONSULTING, CaseStatus.UNPAID,
    }
)  # fmt: skip
# What waits for an answer of ours: its clock may run.
PENDING = OPEN | {CaseStatus.DISPUTED}
# Few words for the applicant: what is inside is no matter of theirs.
PUBLIC_STATUS = {
    CaseStatus.UNCONFIRMED: "待确认收到",
    CaseStatus.RECEIVED: "待受理",
    CaseStatus.ACCEPTED: "办理中",
    CaseStatus.HANDLING: "办理中",
    CaseStatus.WAITING: "等您补充",
    CaseStatus.CONSULTING: "办理中（征求意见，期限暂停）",
    CaseStatus.UNPAID: "等您缴费（期限暂停）",
    CaseStatus.ANSWERED: "已答复",
    CaseStatus.DISPUTED: "复核中",
    CaseStatus.CLOSED: "已办结",
}


class Outcome(models.TextChoices):
    """What became of a case, whatever its kind. Kinds may divide 已答复 further (`Case.result`)."""

    ANSWERED = "answered", "已答复"
    REFUSED = "refused", "不予受理"
    PETITION = "petition", "转信访途径"
    FORWARDED = "forwarded", "转送其他机关"
    JOINED = "joined", "合并办理"
    WITHDRAWN = "withdrawn", "来信人撤回"
    LAPSED = "lapsed", "逾期未补充"
    UNPAID = "unpaid", "逾期未缴费"
    SPLIT = "split", "分件办理"


class Ground(models.TextChoices):
    """Why a letter is not accepted as one; each says where the applicant can turn to."""

    PROCEDURE = "procedure", "应当通过诉讼、仲裁、行政复议等法定途径解决"
    PETITION = "petition", "属于信访事项，转信访部门办理"
    DISCIPLINE = "discipline", "属于纪检监察机关受理范围"
    DISCLOSURE = "disclosure", "属于政府信息公开申请，请通过依申请公开提出"
    COMPETENCE = "competence", "不属于本市行政机关职责"
    DUPLICATE = "duplicate", "与已受理的来信重复"
    DECIDED = "decided", "同一事项已有终结性结论"
    SECRET = "secret", "涉及国家秘密、商业秘密或者他人隐私"
    UNCLEAR = "unclear", "内容不明，无法联系补充"
    UNLAWFUL = "unlawful", "含有违反法律法规的内容"


class Channel(models.TextChoices):
    """By which way it came. All but the first are entered by staff."""

    WEB = "web", "网站"
    PHONE = "phone", "电话"
    POST = "post", "来信"
    VISIT = "visit", "来访"
    EMAIL = "email", "电子邮件"
    HOTLINE = "hotline", "12345 转办"
    SUPERIOR = "superior", "上级交办"
    NATIONAL = "national", "全国统一平台"


class ApplicantKind(models.TextChoices):
    """Columns of the annual report, section 三."""

    NATURAL = "natural", "自然人"
    BUSINESS = "company", "商业企业"
    RESEARCH = "science", "科研机构"
    CHARITY = "welfare", "社会公益组织"
    LEGAL = "legal", "法律服务机构"
    OTHER = "other", "其他组织"


class Role(models.TextChoices):
    LEAD = "lead", "主办"
    SUPPORT = "support", "协办"


class AssignmentStatus(models.TextChoices):
    OPEN = "open", "办理中"
    ANSWERED = "answered", "已答复"
    RETURNED = "returned", "已退回"
    ENDED = "ended", "已结束"


STANDING = (AssignmentStatus.OPEN, AssignmentStatus.ANSWERED)


class Action(models.TextChoices):
    """Everything that can be done to a case. Events are stored under these names: they mean the same for ever."""

    SUBMIT = "submit", "提交"
    ENTER = "enter", "登记"
    CONFIRM_RECEIPT = "confirm_receipt", "确认收到"
    ACCEPT = "accept", "受理"
    REFUSE = "refuse", "不予受理"
    FORWARD = "forward", "转送其他机关"
    JOIN = "join", "合并"
    ASSIGN = "assign", "分办"
    RETURN_ASSIGNMENT = "return_assignment", "退回分办"
    DESIGNATE = "designate", "指定办理"
    TRANSFER = "transfer", "转办"
    TAKE = "take", "认领"
    MARK_COMPLEX = "mark_complex", "列为复杂问题"
    ASK_BACK = "ask_back", "请来信人补充"
    SUPPLEMENT = "supplement", "补充"
    LAPSE = "lapse", "逾期办结"
    CONSULT = "consult", "征求意见"
    END_CONSULTATION = "end_consultation", "征求意见结束"
    ASK_EXTENSION = "ask_extension", "申请延期"
    EXTEND = "extend", "同意延期"
    DECLINE_EXTENSION = "decline_extension", "不同意延期"
    DRAFT = "draft", "拟写答复"
    SEND_FOR_APPROVAL = "send_for_approval", "答复送审"
    TAKE_BACK = "take_back", "撤回送审"
    ANSWER = "answer", "答复"
    CORRECT_ANSWER = "correct_answer", "更正答复"
    URGE = "urge", "催办"
    SUPERVISE = "supervise", "督办"
    NOTE = "note", "记录"
    RATE = "rate", "评价"
    DISPUTE = "dispute", "要求重办"
    REOPEN = "reopen", "重办"
    DECLINE_REOPENING = "decline_reopening", "不予重办"
    WITHDRAW = "withdraw", "撤回"
    CLOSE = "close", "办结"
    WISH_PRIVATE = "wish_private", "不再愿意公开"
    RENEW_CODE = "renew_code", "更换查询码"
    MOVE_DUE = "move_due", "期限变动"
    ERASE = "erase", "删除个人信息"
    ISSUE_LETTER = "issue_letter", "发出文书"
    ASK_REASONS = "ask_reasons", "请说明理由"
    GIVE_REASONS = "give_reasons", "说明理由"
    DELAY = "delay", "延迟答复"
    ASK_FEE = "ask_fee", "通知缴费"
    RECORD_PAYMENT = "record_payment", "登记缴费"
    SPLIT = "split", "分件"
    RECORD_REMEDY = "record_remedy", "登记复议诉讼"
    MAIL = "mail", "来信人来邮件"
    MAIL_RETURNED = "mail_returned", "邮件退回"


class Side(models.TextChoices):
    """Who acts."""

    APPLICANT = "applicant", "来信人"
    DESK = "desk", "经办人"
    OPERATOR = "operator", "话务员"
    LEADER = "leader", "领导"
    CENTRE = "centre", "网络信息中心"
    SYSTEM = "system", "系统"


class ClockChange(models.TextChoices):
    STARTED = "started", "起算"
    TERM = "term", "改按其他期限"  # from the same day
    PAUSED = "paused", "暂停"
    RESUMED = "resumed", "继续"
    EXTENDED = "extended", "延长"
    RESTARTED = "restarted", "重新起算"
    STOPPED = "stopped", "结束"


class FileSlot(models.TextChoices):
    """What a file that came with a case is for. Proof of identity is seen by who handles the case alone."""

    ATTACHMENT = "attachment", "附件"
    IDENTITY = "identity", "身份证明"


class LookPurpose(models.TextChoices):
    """What somebody needs the personal data of who wrote for. The last one is said by opening a file."""

    VERIFY = "verify", "联系来信人核实情况"
    INFORM = "inform", "告知办理结果"
    DELIVER = "deliver", "送达文书"
    APPROVE = "approve", "审核答复"
    INSPECT = "inspect", "检查办理质量"
    FILE = "file", "打开附件"


ASKED_PURPOSES = tuple(each for each in LookPurpose.choices if each[0] != LookPurpose.FILE)


class Opinion(models.TextChoices):
    """What others said who were asked. Silence counts as the law says: 条例 Arts. 32, 34."""

    CONSENT = "consent", "同意公开"
    OBJECTION = "objection", "不同意公开"
    SILENCE = "silence", "逾期未提出意见"


class NoticeKind(models.TextChoices):
    NEAR = "near", "即将到期"
    OVERDUE = "overdue", "已超期"
    UNCONFIRMED = "unconfirmed", "未确认收到"


class Satisfaction(models.IntegerChoices):
    """Five levels; the last two are 差评."""

    VERY_GOOD = 5, "非常满意"
    GOOD = 4, "满意"
    FAIR = 3, "基本满意"
    BAD = 2, "不满意"
    VERY_BAD = 1, "非常不满意"


DISSATISFIED = frozenset({Satisfaction.BAD, Satisfaction.VERY_BAD})
