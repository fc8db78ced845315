"""The forms that editors fill instead of writing a text. A block's name is the value of the catalogue's record kind."""

from __future__ import annotations

from wagtail import blocks

from sites.pages.records.emergency_plan import EmergencyPlanBlock
from sites.pages.records.licence import LicenceBlock
from sites.pages.records.money import AccountsBlock, FeeBlock, ProcurementBlock
from sites.pages.records.personnel import PersonnelBlock
from sites.pages.records.statistics import StatisticsBlock


class RecordBlocks(blocks.StreamBlock):
    licence = LicenceBlock()
    fee = FeeBlock()
    procurement = ProcurementBlock()
    accounts = AccountsBlock()
    personnel = PersonnelBlock()
    emergency_plan = EmergencyPlanBlock()
    statistics = StatisticsBlock()

    class Meta:
        required = False
        max_num = 60
