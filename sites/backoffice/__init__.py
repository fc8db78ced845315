"""What editors and the centre see: Wagtail's admin narrowed to the own unit, dashboard, and what the centre manages."""
