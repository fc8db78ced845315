"""The install itself: settings, URLs, and what every app stands on.

Users, media, the working-day calendar and legal terms (Art. 13), the outbox, the scheduler, logging.
"""
