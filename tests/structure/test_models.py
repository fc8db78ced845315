"""What every model says of itself to people."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from tests.structure.source import PACKAGES

OWN_APPS = [config for config in apps.get_app_configs() if config.name.partition(".")[0] in PACKAGES]


@pytest.mark.parametrize("config", OWN_APPS, ids=lambda config: config.label)
def test_every_model_is_named_in_chinese(config) -> None:  # type: ignore[no-untyped-def]
    """People read these names in the admin: in menus, messages, history and reports."""
    names = {
        f"{model.__name__}.{name}": str(getattr(model._meta, name))
        for model in config.get_models()
        for name in ("verbose_name", "verbose_name_plural")
    }
    assert {key: name for key, name in names.items() if not re.search(r"[\u4e00-\u9fff]", name)} == {}
    assert re.search(r"[\u4e00-\u9fff]", str(config.verbose_name))
