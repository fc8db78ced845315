"""First legal terms of public comment. Afterwards the centre keeps them in the admin."""

from __future__ import annotations

from datetime import date

from hub.seeds import Term
from inquiry.consultations.enums import OUTCOME_TERM
from sites.casework.seeds import FIRST_DAY, OWN_RULES

DAYS = "calendar_days"
DECISIONS = "《重大行政决策程序暂行条例》"
TERMS = (
    Term("comment_rules", "规章草案征求意见", 30, "《规章制定程序条例》第十五条", date(2018, 5, 1), DAYS),
    Term("comment_decision", "重大行政决策征求意见", 30, f"{DECISIONS}第十五条", date(2019, 9, 1), DAYS),
    Term("comment_normative", "行政规范性文件征求意见", 30, "按省的规定，可修改", FIRST_DAY, DAYS),
    Term(OUTCOME_TERM, "公布意见征集结果", 30, OWN_RULES, FIRST_DAY, DAYS),
)
