"""Documents of the portal in the categories that its columns' news does not fill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from demo.catalogue import portal_records as records
from demo.catalogue.document import INVENTED, DemoDocument

PORTAL = "portal-office"
RULES = "disclosure/normative-documents"
HALL = "市政务服务中心二楼（虚构地址）"


def documents(today: date) -> Iterator[DemoDocument]:
    yield from _rules(today)
    yield from _plans(today)
    yield from _money(today)
    yield from _figures(today)
    yield from _people(today)
    yield from _emergencies(today)
    yield from _licences(today)


def _document(
    key: str, column: str, category: str, title: str, days_ago: int, *body: str, **more: object
) -> DemoDocument:
    return DemoDocument(
        key, PORTAL, f"disclosure/{column}", category, title, days_ago, (INVENTED, *body), source="市府办", **more
    )


def _rules(today: date) -> Iterator[DemoDocument]:
    year = (today - timedelta(days=60)).year
    old = "兴宁市公共租赁住房管理办法（演示）"
    yield _document(
        "housing-old",
        "normative-documents",
        "140201",
        old,
        900,
        "本办法规定了申请条件、租金标准和退出办法。",
        "申请人应当在本市居住满三年。",
        number=f"兴市府〔{year - 2}〕91号",
        genre="regulation",
        theme="construction",
        audience="everybody",
    )
    yield _document(
        "housing",
        "normative-documents",
        "140201",
        "兴宁市公共租赁住房管理办法（修订）（演示）",
        60,
        "本办法自公布之日起施行，原办法同时废止。",
        "申请人应当在本市居住满一年。租金按家庭收入分档。",
        number=f"兴市府〔{year}〕92号",
        genre="regulation",
        theme="construction",
        audience="everybody",
        links=(("replaces", "housing-old"),),
    )
    yield _document(
        "housing-explained",
        "interpretations",
        "140203",
        "一图读懂新的公租房管理办法（演示）",
        58,
        "一、为什么修订：原办法的居住年限要求偏高。",
        "二、主要变化：居住满一年即可申请，租金分三档。",
        "三、怎样申请：到户籍地或居住地镇（街道）提出，二十个工作日内审核完毕。",
        genre="other",
        theme="construction",
        audience="everybody",
        links=(("interprets", "housing"),),
    )
    yield _document(
        "market",
        "normative-documents",
        "140201",
        "兴宁市农贸市场管理规定（演示）",
        420,
        "市场开办者对场内卫生、计量和食品安全负责。",
        number=f"兴市府办〔{year - 1}〕93号",
        genre="regulation",
        theme="market",
        audience="enterprises",
    )
    yield _document(
        "market-amended",
        "normative-documents",
        "140201",
        "关于修改《兴宁市农贸市场管理规定》第三条的决定（演示）",
        35,
        "将第三条修改为：市场开办者每日公布食品快速检测结果。",
        number=f"兴市府办〔{year}〕94号",
        genre="decision",
        theme="market",
        audience="enterprises",
        links=(("amends", "market"),),
    )
    yield _document(
        "trial",
        "normative-documents",
        "140201",
        "兴宁市共享单车停放管理办法（试行）（演示）",
        800,
        "本办法有效期两年。",
        number=f"兴市府办〔{year - 2}〕95号",
        genre="regulation",
        theme="construction",
        ceases_in=-70,
    )
    yield _document(
        "farms",
        "normative-documents",
        "140304",
        "关于扶持家庭农场发展的若干措施（演示）",
        48,
        "对新购农机给予补贴，对标准化种植给予奖励。",
        number=f"兴市府办〔{year}〕96号",
        genre="opinion",
        theme="farming",
        audience="farmers",
    )
    yield DemoDocument(
        "audit",
        PORTAL,
        "disclosure/other",
        "141009",
        "城区停车场经营权评估报告（演示）",
        90,
        (),
        source="市府办",
        genre="report",
        theme="finance",
        disclosure_kind="on_request",
        ground="政府信息公开条例第十三条：涉及第三方商业信息，按申请逐件审查（演示）",
    )


def _plans(today: date) -> Iterator[DemoDocument]:
    yield _document(
        "plan-overall",
        "plans",
        "140301",
        "国民经济和社会发展规划纲要（演示）",
        300,
        "规划分总体要求、主要任务和保障措施三部分。",
        genre="plan",
        theme="economy",
    )
    yield _document(
        "plan-north",
        "plans",
        "140302",
        "城区北部片区发展规划（演示）",
        210,
        "片区以物流和农产品加工为主，配套学校和公园。",
        genre="plan",
        theme="construction",
        late=41,
    )
    yield _document(
        "plan-roads",
        "plans",
        "140303",
        "村道养护三年专项规划（演示）",
        150,
        "三年内养护村道三百公里，优先校车线路。",
        genre="plan",
        theme="industry",
    )


def _money(today: date) -> Iterator[DemoDocument]:
    year = today.year
    for number, each in enumerate((year, year - 1)):
        yield _document(
            f"budget-{each}",
            "budget",
            "140307",
            f"{each} 年一般公共预算（演示）",
            280 + 365 * number,
            "金额单位为万元。",
            genre="report",
            theme="finance",
            records=(records.accounts(each, "budget", "一般公共预算支出（虚构）"),),
        )
    yield _document(
        f"final-{year - 1}",
        "budget",
        "140308",
        f"{year - 1} 年一般公共预算决算（演示）",
        130,
        "金额单位为万元。",
        genre="report",
        theme="finance",
        records=(records.accounts(year - 1, "final", "一般公共预算支出（虚构）"),),
        late=37,
    )
    yield _document(
        "fees",
        "fees",
        "140501",
        "行政事业性收费目录清单（演示）",
        95,
        "清单之外一律不得收费。",
        theme="finance",
        records=(records.fees(),),
    )
    yield _document(
        "procurement",
        "procurement",
        "140502",
        "政府集中采购目录、标准和实施情况（演示）",
        14,
        "实施情况每季度更新。",
        theme="finance",
        audience="enterprises",
        records=(records.procurement(today - timedelta(days=14)),),
    )


def _figures(today: date) -> Iterator[DemoDocument]:
    year = today.year
    years = [str(year - back) for back in range(6, 0, -1)]
    output = ("178.2", "186.5", "190.1", "203.4", "214.8", "226.3")
    farming = ("45.1", "46.8", "49.9", "52.2", "54.7", "56.9")
    rows = (("年份", "地区生产总值", "农林牧渔业总产值"), *zip(years, output, farming, strict=True))
    yield _document(
        "gdp",
        "statistics",
        "140202",
        "近六年主要经济指标（演示）",
        40,
        "数据为虚构，用来说明图表。",
        theme="economy",
        records=(records.statistics("主要经济指标（虚构）", "亿元", "line", rows),),
    )
    schools = (("类别", "学校数", "班级数"), ("幼儿园", "96", "640"), ("小学", "74", "1105"), ("初中", "31", "520"))
    yield _document(
        "schools",
        "statistics",
        "140202",
        "教育事业基本情况（演示）",
        75,
        "数据为虚构。",
        theme="education",
        records=(records.statistics("学校和班级（虚构）", "所、个", "bar", schools),),
    )


def _people(today: date) -> Iterator[DemoDocument]:
    day = today - timedelta(days=25)
    people = (
        ("林某甲（虚构）", "appoint", "市农业农村局副局长"),
        ("陈某乙（虚构）", "appoint", "市民政局副局长"),
        ("陈某乙（虚构）", "remove", "市残联副理事长"),
    )
    yield DemoDocument(
        "personnel",
        PORTAL,
        "news/personnel",
        "140403",
        "关于林某甲等同志任免的通知（演示）",
        25,
        (INVENTED,),
        source="市府办",
        number=f"兴市府人〔{day.year}〕7号",
        genre="notice",
        theme="labour",
        records=(records.personnel(day, people),),
    )


def _emergencies(today: date) -> Iterator[DemoDocument]:
    revised = today - timedelta(days=170)
    flood = records.emergency_plan(
        "防汛防旱防风应急预案（虚构）",
        "本市范围内洪涝、台风、干旱灾害的防御和抢险",
        "市三防指挥部，办公室设在市应急管理局",
        revised,
    )
    fire = records.emergency_plan(
        "森林火灾应急预案（虚构）",
        "本市范围内森林火灾的预防和扑救",
        "市森林防灭火指挥部，办公室设在市应急管理局",
        revised,
    )
    for key, title, record in (
        ("flood", "防汛防旱防风应急预案（演示）", flood),
        ("fire", "森林火灾应急预案（演示）", fire),
    ):
        yield _document(
            f"plan-{key}",
            "emergency",
            "140701",
            title,
            165,
            "预案按分级响应，先人后物。",
            genre="plan",
            theme="market",
            records=(record,),
        )
    yield _document(
        "warning",
        "emergency",
        "140702",
        "强降雨黄色预警信号发布和解除情况（演示）",
        21,
        "预警期间请远离河边和陡坡。",
        genre="announcement",
        theme="market",
    )
    yield _document(
        "response",
        "emergency",
        "140703",
        "强降雨应对情况（演示）",
        19,
        "转移低洼地带群众，抢通村道三处，无人员伤亡。",
        genre="circular",
        theme="market",
        late=13,
    )


def _licences(today: date) -> Iterator[DemoDocument]:
    steps = "受理：当场核对材料\n审查：必要时到现场查看\n决定：作出准予或不予许可的决定\n送达：领取或邮寄"
    rows = (
        ("food", "食品经营许可", "《食品安全法》第三十五条", "有与经营品种相适应的场所、设备和管理制度", (20, 8)),
        ("advert", "户外广告设施设置许可", "《城市市容和环境卫生管理条例》第十一条", "符合市容规划，结构安全", (20, 5)),
        ("clinic", "诊所执业登记", "《医疗机构管理条例》第十五条", "人员、场所、设备符合标准", (45, 15)),
    )
    for number, (key, name, basis, conditions, days) in enumerate(rows):
        yield _document(
            f"licence-{key}",
            "licensing",
            "140801",
            f"{name}（演示）",
            200 + number * 40,
            "办理情况每月更新。",
            theme="general",
            audience="enterprises",
            records=(records.licence(name, basis, conditions, steps, days, HALL, today),),
        )
    yield _document(
        "licence-results",
        "licensing",
        "140802",
        "行政许可办理情况通报（演示）",
        52,
        "全部在承诺期限内办结，平均提前三天。",
        genre="circular",
        theme="general",
    )
    yield _document(
        "no-more-approvals",
        "services",
        "140901",
        "非行政许可审批事项清理结果（演示）",
        240,
        "本市不再保留非行政许可审批这一类别，原有事项已取消或改为其他管理方式。",
        genre="announcement",
        theme="general",
    )
    yield _document(
        "service-list",
        "services",
        "140902",
        "管理服务类事项清单（演示）",
        120,
        "清单按公众和企业两类列出。",
        theme="general",
    )
