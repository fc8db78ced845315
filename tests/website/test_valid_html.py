"""Every kind of page, in every mode and script, passes the W3C's Nu HTML checker."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from tests.staffed import Staffed
from tests.website.page_types import every_page_type

VARIANTS = {
    "normal": "{path}",
    "traditional": "/zh-hant{path}",
    "english": "/en{path}",
    "accessible": "{path}{joint}display=accessible",
    "elder": "{path}{joint}display=elder",
}


@pytest.mark.validator
def test_every_kind_of_page_is_valid_html(bureau: Staffed, tmp_path: Path) -> None:
    for name, (host, path) in every_page_type(bureau).items():
        for variant, pattern in VARIANTS.items():
            url = pattern.format(path=path, joint="&" if "?" in path else "?")
            response = Client(HTTP_HOST=host).get(url)
            assert response.headers["Content-Type"].startswith("text/html"), url
            (tmp_path / f"{name} {variant}.html").write_bytes(response.content)
    command = ["java", "-jar", os.environ["VNU_JAR"], "--format", "json", "--exit-zero-always", str(tmp_path)]
    report = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True).stderr
    found = [
        (Path(each["url"]).name.removesuffix(".html"), each["message"], each.get("extract", ""))
        for each in json.loads(report)["messages"]
    ]
    assert len(list(tmp_path.iterdir())) == len(VARIANTS) * 21
    assert found == [], json.dumps(found, ensure_ascii=False, indent=1)
