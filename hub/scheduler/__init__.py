"""Periodic jobs: registered by the apps, run by `manage.py run_due`, seen in the admin (docs/scheduler.md)."""
