"""`python -m hub.confinement.probe`: confines itself and writes which measures the system does not have, as JSON."""

from __future__ import annotations

import json
import sys

from hub.confinement.measures import confine

if __name__ == "__main__":
    sys.stdout.write(json.dumps(confine([])))
