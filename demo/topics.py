"""Topics 专题 of the portal."""

from __future__ import annotations

from demo.model import DemoTopic


def topics() -> list[DemoTopic]:
    """Four topics, each with the tags of the articles that it collects."""
    return [
        DemoTopic(
            "rural",
            "乡村振兴在行动",
            "从圩镇整治到油茶、丝苗米种植，记录镇村的项目、服务和变化。",
            ("乡村振兴",),
            "terraces-2",
        ),
        DemoTopic(
            "safety",
            "防灾减灾 共护平安",
            "应急预案、预警应对、隐患排查和避险常识，汛期和干燥时节请多看一眼。",
            ("防灾减灾", "平安建设"),
            "drill-1",
        ),
        DemoTopic(
            "culture",
            "客家文化 薪火相传",
            "围龙屋、古村落、山歌和杯花舞，走近身边的客家文化与非物质文化遗产。",
            ("客家文化", "文明实践"),
            "roundhouse-1",
        ),
        DemoTopic(
            "digital",
            "高效办成一件事",
            "办事指南、流程优化和便民服务集中在这里，帮助群众和企业少跑路。",
            ("数字政府", "营商环境", "便民服务"),
            "service-hall-1",
        ),
    ]
