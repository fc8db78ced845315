"""The people of the demonstration: every one is invented, and every name says so (示例)."""

from __future__ import annotations

import random

from demo.model import DemoPerson, DemoUnit
from demo.units import CENTRE, PORTAL, units

FAMILIES = "陈李张黄刘罗王曾何钟廖彭朱袁温饶邓谢李胡石范巫伍赖古杨林吴邱"
MARKS = "甲乙丙丁戊己庚辛壬癸"
VACANT_DESK = "tjj"  # one unit without anybody for letters: they wait with the centre
VACANT_LEADER = "daj"  # one unit without a supervising leader, so that the vacancy shows

_OFFICES = (
    ("principal_leader", "principal", "主持全面工作，审批重大信息发布"),
    ("supervising_leader", "leader", "分管办公室、信息公开和网站工作，审核上网信息"),
    ("information_officer", "officer", "兼任信息员，负责信息报送和与市网络信息中心联系"),
    ("editor", "editor", "负责网站信息的收集、整理、编辑和日常维护"),
    ("secrecy_reviewer", "secrecy", "负责上网信息的保密审查"),
)
_CENTRE = (
    ("centre_head", "centre-head", "主任", "主持中心工作，签发门户网站信息"),
    ("centre_editor", "centre-editor-1", "编辑", "编辑门户网站要闻和各单位报送的信息"),
    ("centre_editor", "centre-editor-2", "编辑", "编辑门户网站公开栏目，维护专题"),
    ("security_officer", "centre-security", "安全管理员", "负责网站安全检查、备份和应急演练"),
)


def _titles(unit: DemoUnit) -> dict[str, str]:
    """Job titles by office, as a unit of this kind calls them."""
    if unit.category == "town":
        street = unit.short_name.endswith("街道")
        heads = ("街道办事处主任", "街道办事处副主任") if street else ("镇长", "副镇长")
        rest = ("党政综合办公室主任", "党政综合办公室科员", "保密员")
    else:
        if unit.name.endswith("局"):
            heads = ("局长", "副局长")
        elif unit.name.endswith("部") and unit.category == "party":
            heads = ("部长", "副部长")
        elif unit.name.endswith("大队"):
            heads = ("大队长", "副大队长")
        elif unit.name.endswith("馆"):
            heads = ("馆长", "副馆长")
        elif unit.name.endswith("会") and unit.code != "zfw":
            heads = ("主席", "副主席")
        else:
            heads = ("主任", "副主任")
        if unit.code == "tsw" or unit.code == "zfw":
            heads = ("书记", "副书记")
        elif unit.code == "cl":
            heads = ("理事长", "副理事长")
        rest = ("办公室主任", "办公室科员", "保密员")
    order = ("principal_leader", "supervising_leader", "information_officer", "editor", "secrecy_reviewer")
    return dict(zip(order, heads + rest, strict=True))


def _further(unit: DemoUnit, office: str) -> tuple[str, ...]:
    """The office's clerk answers letters and requests, its head decides on longer terms of requests."""
    if unit.code == VACANT_DESK:
        return ()
    desk = "information_officer" if unit.code == PORTAL else "editor"
    if office == desk:
        return ("case_officer", "disclosure_officer")
    return ("disclosure_head",) if office in ("information_officer", "secrecy_reviewer") else ()


def _staff(unit: DemoUnit, rng: random.Random, start: int) -> list[DemoPerson]:
    families = rng.sample(sorted(set(FAMILIES)), 5)
    titles = _titles(unit)
    found = []
    for index, (office, suffix, duties) in enumerate(_OFFICES):
        if unit.code == VACANT_LEADER and office == "supervising_leader":
            continue
        if unit.code == PORTAL and office == "editor":
            continue  # the centre edits the portal (Art. 27)
        found.append(
            DemoPerson(
                username=f"{unit.code}-{suffix}",
                family_name=families[index],
                given_name=f"示例{MARKS[index]}",
                unit=unit.code,
                office=office,
                title=titles[office],
                duties=duties,
                phone=f"0753-0000{start + len(found)}",
                also=_further(unit, office),
            )
        )
    return found


def people() -> list[DemoPerson]:
    """Everybody who holds an office, unit by unit."""
    rng = random.Random(20140616)
    found: list[DemoPerson] = []
    for unit in units():
        if unit.has_site:
            found += _staff(unit, rng, 200 + len(found))
    families = rng.sample(sorted(set(FAMILIES)), len(_CENTRE))
    for index, (office, username, title, duties) in enumerate(_CENTRE):
        found.append(
            DemoPerson(
                username,
                families[index],
                f"示例{MARKS[index]}",
                CENTRE,
                office,
                title,
                duties,
                f"0753-0000{900 + index}",
                ("case_officer", "telephone_operator") if username == "centre-editor-2" else (),
            )
        )
    return found
