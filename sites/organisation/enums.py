from __future__ import annotations

from django.db import models


class UnitCategory(models.TextChoices):
    """The groups of the site-group navigation; PORTAL marks the one unit that answers for the municipal portal."""

    PORTAL = "portal", "市政府门户网站"
    PARTY = "party", "党群部门"
    GOVERNMENT = "government", "政府部门"
    TOWN = "town", "乡镇街道"


class LegalStanding(models.TextChoices):
    """What a unit is in law: who reviews what it decides, and whether it answers requests for disclosure."""

    GOVERNMENT = "government", "本级人民政府"
    DEPARTMENT = "department", "政府工作部门"
    TOWN = "town", "乡镇人民政府、街道办事处"
    DISPATCHED = "dispatched", "派出机构"
    VERTICAL = "vertical", "实行垂直管理的机关"
    AUTHORISED = "authorised", "法律法规授权的组织"
    PARTY = "party", "党的机构、群团组织"


class Office(models.TextChoices):
    """Offices that the regulation names (Arts. 6–8, 10, 23, 26, 34, 35), and what letters need beside them."""

    SUPERVISING_LEADER = "supervising_leader", "分管领导"
    PRINCIPAL_LEADER = "principal_leader", "主要领导"
    INFORMATION_OFFICER = "information_officer", "信息员"
    EDITOR = "editor", "编辑"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查员"
    SECURITY_OFFICER = "security_officer", "安全责任人"
    CENTRE_EDITOR = "centre_editor", "网络信息中心编辑"
    CENTRE_HEAD = "centre_head", "网络信息中心负责人"
    CASE_OFFICER = "case_officer", "网络问政经办人"
    DISCLOSURE_OFFICER = "disclosure_officer", "信息公开经办人"
    DISCLOSURE_HEAD = "disclosure_head", "信息公开工作机构负责人"
    TELEPHONE_OPERATOR = "telephone_operator", "热线话务员"


WRITING_OFFICES = frozenset({Office.EDITOR, Office.INFORMATION_OFFICER})
CENTRE_OFFICES = frozenset({Office.CENTRE_EDITOR, Office.CENTRE_HEAD})
LEADING_OFFICES = frozenset({Office.SUPERVISING_LEADER, Office.PRINCIPAL_LEADER})
# Who holds one decides what others wrote.
APPROVING_OFFICES = LEADING_OFFICES | CENTRE_OFFICES | {Office.SECRECY_REVIEWER}
# Who answers letters and requests, and who enters what is said on the telephone.
CASE_OFFICES = frozenset({Office.CASE_OFFICER, Office.DISCLOSURE_OFFICER})
DESK_OFFICES = CASE_OFFICES | {Office.DISCLOSURE_HEAD, Office.TELEPHONE_OPERATOR}
