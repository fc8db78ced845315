"""The menu group 单位与网站. Apps beside and above this one add to it by `menu_hook` of their viewsets."""

from __future__ import annotations

from wagtail.admin.viewsets.base import ViewSetGroup

from hub.scheduler.viewsets import ScheduledJobViewSet
from sites.backoffice.viewsets.appointments import AppointmentViewSet
from sites.backoffice.viewsets.audit_events import AuditEventViewSet
from sites.backoffice.viewsets.calendar_days import CalendarDayViewSet
from sites.backoffice.viewsets.ledger import LedgerViewSet
from sites.backoffice.viewsets.legal_terms import LegalTermViewSet
from sites.backoffice.viewsets.partner_links import PartnerLinkViewSet
from sites.backoffice.viewsets.script_corrections import ScriptCorrectionViewSet
from sites.backoffice.viewsets.sign_in_records import SignInRecordViewSet
from sites.backoffice.viewsets.trusted_hosts import TrustedHostViewSet
from sites.backoffice.viewsets.unit_sites import UnitSiteViewSet
from sites.backoffice.viewsets.units import UnitViewSet
from sites.organisation.admin_menu import SITE_GROUP_MENU


class SiteGroupViewSetGroup(ViewSetGroup):
    menu_label = "单位与网站"
    menu_icon = "site"
    menu_order = 200
    submenu_hook = SITE_GROUP_MENU
    items = (
        UnitViewSet(),
        AppointmentViewSet(),
        UnitSiteViewSet(),
        TrustedHostViewSet(),
        PartnerLinkViewSet(),
        LedgerViewSet(),
        AuditEventViewSet(),
        SignInRecordViewSet(),
        ScheduledJobViewSet(),
        CalendarDayViewSet(),
        LegalTermViewSet(),
        ScriptCorrectionViewSet(),
    )
