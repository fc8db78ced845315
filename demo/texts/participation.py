"""Invented words for a consultation, a survey and an interview."""

from __future__ import annotations

from typing import Any

CONSULTATION: dict[str, Any] = {
    "title": "兴宁市中小学生校车管理办法（征求意见稿，示例）",
    "background": "<p>为了让远离学校的学生安全、准时上下学，市教育局起草了本办法。（示例）</p>",
    "draft": [
        ("paragraph", "<p>第一条 校车按公布的线路和时间运行，变更的提前三天告知家长。</p>"),
        ("paragraph", "<p>第二条 每辆校车配备一名照管人员，清点上下车人数。</p>"),
        ("paragraph", "<p>第三条 单程超过一小时的线路，由市教育局会同镇政府调整。</p>"),
    ],
    "questions": [("question", "您认为单程多长时间合适？"), ("question", "还应当增加哪些线路？")],
    "telephone": "0753-0000101（示例）",
    "address": "兴宁市示例路 1 号市教育局",
}
COMMENTS = (
    "建议冬季把发车时间推后一刻钟。（示例意见）",
    "希望每个村口都有站牌，写明到站时间。（示例意见）",
    "照管人员应当经过急救培训。（示例意见）",
)
SURVEY: dict[str, Any] = {
    "title": "您的孩子怎样上学（示例）",
    "introduction": "用来安排下学期的校车和课后服务。不需要填写姓名。（示例）",
    "questions": [
        (
            "single",
            {"text": "孩子平时怎样上学？", "is_required": True, "options": ["步行", "校车", "家长接送", "公交"]},
        ),
        (
            "several",
            {
                "text": "最需要改进的是什么？",
                "is_required": True,
                "options": ["时间", "线路", "站点", "票价"],
                "most": 3,
            },
        ),
        ("scale", {"text": "对目前的安排满意吗？", "is_required": True, "low": "很不满意", "high": "很满意"}),
        ("text", {"text": "还有什么建议？", "is_required": False}),
    ],
}
REMARKS = ("下雨天站台没有遮挡。（示例）", "希望能看到校车到了哪里。（示例）")
INTERVIEW: dict[str, Any] = {
    "title": "市教育局局长谈新学期招生（示例）",
    "introduction": "谈学位安排、报名材料和随迁子女入学。现在可以提问。（示例）",
    "guests": [("guest", {"name": "示例甲", "office": "市教育局局长（示例）", "image": None})],
}
QUESTIONS = ("租房的随迁子女怎么报名？（示例提问）", "报名要带哪些材料？（示例提问）")
