"""Django finds the models here; code imports each from its own module."""

from __future__ import annotations

from .appointment import Appointment
from .delegation import Delegation
from .former_address import FormerAddress
from .unit import Unit
from .unit_site import UnitSite

__all__ = ["Appointment", "Delegation", "FormerAddress", "Unit", "UnitSite"]
