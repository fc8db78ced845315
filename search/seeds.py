"""What an install begins with: words that people use, and those that documents use for the same."""

from __future__ import annotations

from typing import Any

from search.models import Synonym
from search.suggestions.names import renew_names

# In everyday speech, and as law and offices call it.
SYNONYMS = (
    ("身份证", "居民身份证"), ("居民证", "居民身份证"), ("社保", "社会保险"), ("社保卡", "社会保障卡"),
    ("医保", "医疗保险"), ("新农合", "城乡居民基本医疗保险"), ("低保", "最低生活保障"), ("五保", "特困人员供养"),
    ("公积金", "住房公积金"), ("驾照", "机动车驾驶证"), ("驾驶证", "机动车驾驶证"), ("行驶证", "机动车行驶证"),
    ("户口", "户籍"), ("户口本", "居民户口簿"), ("房产证", "不动产权证"), ("房产证", "不动产权证书"),
    ("过户", "转移登记"), ("营业执照", "工商登记"), ("高考", "普通高等学校招生考试"),
    ("中考", "高中阶段学校招生考试"), ("小升初", "义务教育招生"), ("学区", "招生范围"), ("打工", "就业"),
    ("招工", "招聘"), ("下岗", "失业"), ("退休金", "养老金"), ("养老金", "基本养老保险"), ("老人证", "老年人优待证"),
    ("残疾证", "残疾人证"), ("准生证", "生育登记"), ("独生子女", "计划生育"), ("结婚证", "婚姻登记"),
    ("交警", "公安交通管理"), ("城管", "城市管理"), ("派出所", "公安"), ("环保", "环境保护"), ("环境保护", "生态环境"),
    ("工商", "市场监督管理"), ("国土", "自然资源"), ("卫计", "卫生健康"), ("林长", "林长制"), ("河长", "河长制"),
    ("拆迁", "征收"), ("征地", "土地征收"), ("危房改造", "危旧房改造"), ("廉租房", "公共租赁住房"),
    ("公租房", "公共租赁住房"), ("经适房", "经济适用住房"), ("停水", "供水"), ("停电", "供电"), ("三旧", "三旧改造"),
    ("红头文件", "规范性文件"), ("公车", "公务用车"), ("三公经费", "公务接待"), ("招标", "招投标"),
    ("政府采购", "采购"), ("人代会", "人民代表大会"), ("政协", "政治协商会议"), ("市长热线", "12345"),
)  # fmt: skip
# Who asks for the first finds the second too, but not the other way round: the second means more than that.
ONE_WAY = frozenset((
    "派出所", "停水", "停电", "三公经费", "独生子女", "政府采购", "三旧", "养老金", "营业执照", "学区", "下岗",
    "环保", "打工", "拆迁", "林长", "河长",
))  # fmt: skip


def fill_empty_tables(**signal: Any) -> None:
    """After an update: synonyms where there are none, and the names that are offered."""
    if not Synonym.objects.exists():
        rows = [Synonym(term=term, meant=meant, is_mutual=term not in ONE_WAY) for term, meant in SYNONYMS]
        Synonym.objects.bulk_create(rows)
    renew_names()
