"""What pages tell the gate and the inbox, and what they must say before they are sent."""

from __future__ import annotations

from wagtail import hooks

from sites.pages.articles.checks import checks_of_article
from sites.pages.articles.corrections import correction_obstacles, leaders_named
from sites.pages.articles.emergency import emergency_elements
from sites.pages.provisioning.templates import is_template
from sites.pages.public_files import public_objects_with
from sites.pages.translation.publication import state_follows_source, translations_waiting_with

hooks.register("correction_obstacles", correction_obstacles)
hooks.register("correction_names", leaders_named)
hooks.register("content_checks", checks_of_article)
hooks.register("is_template", is_template)
hooks.register("missing_elements", emergency_elements)
hooks.register("public_objects_showing_file", public_objects_with)
hooks.register("public_objects_showing_file", translations_waiting_with)
hooks.register("state_follows", state_follows_source)
