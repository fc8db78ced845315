from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from inquiry.consultations.rights import consultations_seen_by, has_consultations, sorter
from inquiry.models.consultation_page import ConsultationPage
from sites.casework.desk.access import for_those

at_this_desk = for_those(has_consultations)


def consultation_to_see(request: HttpRequest, consultation_id: int) -> ConsultationPage:
    """
    Raises:
        Http404: there is none, or it is of another unit.
    """
    found = consultations_seen_by(request.user).select_related("unit").filter(pk=consultation_id).first()
    if found is None:
        raise Http404("没有这次意见征集。")
    return found


def consultation_to_sort(request: HttpRequest, consultation_id: int) -> ConsultationPage:
    """
    Raises:
        Http404: as `consultation_to_see`.
        PermissionDenied: who only reads.
    """
    found = consultation_to_see(request, consultation_id)
    if sorter(request.user, found) is None:
        raise PermissionDenied
    return found
