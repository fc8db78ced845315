"""Two presses of one form at the same moment are one comment (PostgreSQL)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from inquiry.models.consultation_comment import ConsultationComment
from sites.pages.provisioning.actions import create_site
from tests.casework.desk import Desk, desk_of
from tests.factories import education_unit, portal_unit, staff
from tests.inquiry.citizen import Citizen
from tests.inquiry.consulting import COMMENT, HOST, form_of, public
from tests.staffed import Staffed
from tests.threads import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    create_site(portal_unit())
    unit = education_unit()
    return desk_of(Staffed(unit, create_site(unit), staff(unit)))


def test_two_presses_at_once_are_one_comment(desk: Desk) -> None:
    page = public(desk, opens_on=timezone.localdate(), closes_on=timezone.localdate())
    for number in range(3):
        filled = Citizen(HOST).goes(form_of(page)).filled("提交意见", **COMMENT)
        answers = together(
            *[lambda filled=filled: Client().post(form_of(page), filled, HTTP_HOST=HOST) for _press in range(2)]
        )
        assert {each.status_code for each in answers} == {302}
        assert len({each["Location"] for each in answers}) == 1
        assert ConsultationComment.objects.count() == number + 1
