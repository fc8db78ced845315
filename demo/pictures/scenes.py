"""Every scene by its name."""

from __future__ import annotations

from collections.abc import Callable

from demo.pictures import buildings, country, fields, people, village, works
from demo.pictures.canvas import Canvas

Scene = Callable[[Canvas], None]

SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        country.mountain,
        country.terraces,
        country.river,
        country.reservoir,
        country.rain,
        country.sunrise,
        country.planting,
        country.forest,
        fields.rice,
        fields.camellia,
        fields.pomelo,
        fields.greenhouse,
        fields.orchard_market,
        village.roundhouse,
        village.lane,
        village.hamlet,
        village.street,
        village.square,
        buildings.school,
        buildings.hospital,
        buildings.library,
        buildings.service_hall,
        buildings.meeting,
        buildings.city_hall,
        works.road,
        works.viaduct,
        works.building_site,
        works.factory,
        works.solar,
        people.dance,
        people.sport,
        people.volunteers,
        people.classroom,
        people.drill,
    )
}
