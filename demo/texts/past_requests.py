"""Invented requests for disclosure, and what is said of each result."""

from __future__ import annotations

# What is asked for, and what is said of it. The rest of the answer follows from its result.
RECORDS = (
    "{place}小学扩建项目的批复", "{place}村道硬化工程的验收报告", "{place}征地补偿安置方案",
    "{place}农村饮水工程水质检测结果", "2025 年度{place}危房改造补助名单", "{place}河道整治工程招标文件",
    "{place}污水处理站环评批复", "{place}长者饭堂补贴发放情况",
)  # fmt: skip
ANSWERS_BY_RESULT = {
    "granted": "您申请的信息予以公开，随本答复提供复制件。",
    "partly": "您申请的信息中涉及他人身份信息的部分已作处理，其余部分予以公开。",
    "secret": "您申请的信息经审查属于国家秘密，不予公开。",
    "forbidden": "您申请的信息属于法律禁止公开的统计调查对象资料，不予公开。",
    "stability": "您申请的信息公开后可能危及公共安全，不予公开。",
    "third_party": "您申请的信息涉及第三方商业秘密，第三方不同意公开，不予公开。",
    "internal": "您申请的信息属于内部人事管理信息，不予公开。",
    "process": "您申请的信息是本机关讨论过程中的记录，不予公开。",
    "enforcement": "您申请的信息属于行政执法案卷，请依照行政处罚法的规定查阅。",
    "query": "您申请的信息属于不动产登记资料，请到登记中心查询。",
    "not_held": "经检索，本机关没有制作、获取您申请的信息。",
    "to_be_made": "您申请的信息没有现成材料，需要另行汇总，无法提供。",
    "unclear": "您补正后的申请仍然没有指明具体的信息，无法提供。",
    "complaint": "您的申请以反映问题为内容，请通过信访渠道提出，不予处理。",
    "repeated": "您申请的信息已经答复过，不再重复处理。",
    "publication": "您申请的信息收录在公开发行的《兴宁年鉴（示例）》，请到图书馆查阅。",
    "excessive": "您说明的理由不能证明多次申请的合理性，不予处理。",
    "confirmation": "您要求重新出具的信息已经取得，不予处理。",
}
