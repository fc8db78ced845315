"""First legal terms of requests for disclosure and of errors on pages. Afterwards the centre keeps them."""

from __future__ import annotations

from datetime import date

from hub.seeds import Term

OLD_LAW, NEW_LAW = date(2008, 5, 1), date(2019, 5, 15)
OLD, NEW = "《政府信息公开条例》（2007 年公布）", "《政府信息公开条例》（2019 年修订）"
FEES = "国办函〔2020〕109号"
FEE_RULES = date(2021, 1, 1)
PAY_FEE = Term("pay_disclosure_fee", "依申请公开缴费", 30, f"{FEES}第六条", FEE_RULES, "calendar_days")
# (basis, above, price, step, rise)
FEE_PRICES = (
    ("items", 0, 0, 0, 0),
    ("items", 10, 100, 0, 0),
    ("items", 30, 200, 10, 100),
    ("pages", 0, 0, 0, 0),
    ("pages", 30, 10, 0, 0),
    ("pages", 100, 20, 0, 0),
    ("pages", 200, 40, 0, 0),
)
TERMS = (
    Term("answer_disclosure", "依申请公开答复", 15, f"{OLD}第二十四条", OLD_LAW),
    Term("answer_disclosure", "依申请公开答复", 20, f"{NEW}第三十三条", NEW_LAW),
    Term("extend_disclosure", "依申请公开答复延期", 15, f"{OLD}第二十四条", OLD_LAW),
    Term("extend_disclosure", "依申请公开答复延期", 20, f"{NEW}第三十三条", NEW_LAW),
    Term("correct_disclosure", "依申请公开告知补正", 7, f"{NEW}第三十条", NEW_LAW),
    Term("ask_third_party", "征求第三方意见", 15, f"{NEW}第三十二条", NEW_LAW),
    Term("ask_co_author", "征求共同制作机关意见", 15, f"{NEW}第三十四条", NEW_LAW),
    Term("answer_page_error", "网站找错答复", 3, "国办发〔2017〕47号，可修改", date(2017, 5, 15)),
)
