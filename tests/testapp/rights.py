"""Who sees and keeps trees and bulletins: the centre sees all, a unit's writers keep their own. Nobody deletes one."""

from __future__ import annotations

from wagtail.permissions import register_permission_policy

from sites.organisation.unit_policy import UnitPolicy
from tests.testapp.models.bulletin import Bulletin
from tests.testapp.models.tree import Tree


def register() -> None:
    for model in (Tree, Bulletin):
        register_permission_policy(model, UnitPolicy(model))
