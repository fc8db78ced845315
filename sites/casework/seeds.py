"""First legal terms of letters. Afterwards the centre keeps them in the admin."""

from __future__ import annotations

from datetime import date

from hub.seeds import REGULATION, Term

FIRST_DAY = date(2014, 6, 16)
OWN_RULES = f"{REGULATION}第二十四条（实施细则另行制定，可修改）"
# Two years, in working days.
KEEP_LETTERS = Term("keep_letters", "来信和个人信息保存", 500, OWN_RULES, FIRST_DAY)
# One.
KEEP_MAIL = Term("keep_mail", "来邮保存", 250, OWN_RULES, FIRST_DAY)
TERMS = (
    Term("answer_letter", "网民来信答复", 2, f"{REGULATION}第十三条（三）", FIRST_DAY),
    Term("answer_complex", "复杂问题来信答复", 10, f"{REGULATION}第十三条（三）", FIRST_DAY),
    Term("extend_letter", "来信答复延期", 5, OWN_RULES, FIRST_DAY),
    Term("supplement_letter", "来信人补充", 5, OWN_RULES, FIRST_DAY),
    Term("dispute_answer", "来信人要求重办", 10, OWN_RULES, FIRST_DAY),
    Term("decide_dispute", "重办要求的复核", 2, OWN_RULES, FIRST_DAY),
    KEEP_LETTERS,
    KEEP_MAIL,
    Term("close_answered", "答复后无评价自动办结", 10, OWN_RULES, FIRST_DAY),
)
PRIVACY_NOTICE = (
    "我们收集您填写的姓名和联系方式，只用于办理这封来信、核实情况和告知结果。"
    "办理来信的工作人员可以看到，每次查看都有记录；未经您同意不向他人提供，不在网站公开。"
    "您的来信是否在网站公开，由您选择，并须经单位领导审核；公开前会隐去个人信息。"
    "办结后按规定的最短期限保存，到期删除。您可以凭编号和查询码查看、补充或者撤回来信。"
)
