from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Place:
    name: str
    latitude: float
    longitude: float


def places() -> list[Place]:
    """From settings.WEATHER_PLACES ("name,latitude,longitude;…"); the first one is the group's own.

    Raises:
        ImproperlyConfigured: it cannot be read.
    """
    return [_place(text) for text in settings.WEATHER_PLACES.split(";") if text.strip()]


def _place(text: str) -> Place:
    try:
        name, latitude, longitude = (each.strip() for each in text.split(","))
        place = Place(name, float(latitude), float(longitude))
    except ValueError as error:
        raise ImproperlyConfigured(f"WEATHER_PLACES: {text!r} is not name,latitude,longitude") from error
    if not name or not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180):
        raise ImproperlyConfigured(f"WEATHER_PLACES: {text!r} is no place on earth")
    return place
