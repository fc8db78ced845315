"""What pages weigh and how soon they show, in Chromium behind nginx. Usage: page_weight.py [URL of the portal]"""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

PORTAL = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://portal.localhost:8000"
RUNS = 3
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# A mid-range phone on a slow mobile network, as page-speed tools simulate it; and a desk with nothing held back.
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
PROFILES: dict[str, tuple[dict[str, Any], dict[str, Any] | None, int]] = {
    "phone_throttled": (PHONE, SLOW, 4),
    "desktop": ({"viewport": {"width": 1440, "height": 900}}, None, 1),
}
OBSERVE = """
window.figures = {shift: 0, paint: 0, largest: 0};
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.figures.shift += entry.value;
})).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (entry.name === 'first-contentful-paint') window.figures.paint = entry.startTime;
})).observe({type: 'paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  window.figures.largest = entry.startTime;
})).observe({type: 'largest-contentful-paint', buffered: true});
"""
NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  gzip on; gzip_comp_level 6; gzip_min_length 512; gzip_proxied any;
  gzip_types text/css text/javascript application/javascript image/svg+xml application/json;
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://127.0.0.1:{backend}; proxy_set_header Host $host:{backend}; }}
  }}
}}
"""


@contextmanager
def nginx(backend: int) -> Iterator[int]:
    """The port of an nginx of our own that compresses what the demo's server at port `backend` answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "nginx.conf"
        config.write_text(NGINX.format(folder=folder, port=port, backend=backend))
        server = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(config)])
        try:
            time.sleep(1)
            yield port
        finally:
            server.terminate()
            server.wait()


def pages(browser: Browser) -> dict[str, str]:
    """URLs of one page of each kind, found as a visitor finds them."""
    page = browser.new_page()
    page.goto(PORTAL)
    portal = urlsplit(PORTAL).hostname

    def first(selector: str, *, foreign: bool = False) -> str:
        links = page.eval_on_selector_all(selector, "links => links.map(link => link.href)")
        return next(link for link in links if (urlsplit(link).hostname != portal) == foreign)

    found = {
        "portal_home": PORTAL + "/",
        "town_home": first("footer details:has(summary:text('乡镇街道')) a", foreign=True),
        "department_home": first("footer details:has(summary:text('政府部门')) a", foreign=True),
        "column": PORTAL + "/news/meetings/",
    }
    page.goto(found["column"])
    found["article"] = first("main a[href*='/news/meetings/']")
    page.close()
    return found


def measure(browser: Browser, url: str, profile: str) -> dict[str, Any]:
    """One cold visit: bytes on the wire and requests by kind, first and largest paint in ms, layout shift."""
    options, network, slowdown = PROFILES[profile]
    context = browser.new_context(locale="zh-CN", **options)
    page = context.new_page()
    page.add_init_script(OBSERVE)
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    kinds: dict[str, str] = {}
    weights: Counter[str] = Counter()
    requests: Counter[str] = Counter()
    hosts: set[str | None] = set()

    def received(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"].lower()
        hosts.add(urlsplit(event["response"]["url"]).hostname)

    def finished(event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"], "other")
        weights[kind] += round(event["encodedDataLength"])
        requests[kind] += 1

    tools.on("Network.responseReceived", received)
    tools.on("Network.loadingFinished", finished)
    if network:
        tools.send("Network.emulateNetworkConditions", network)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.goto(url, wait_until="networkidle")
    scroll_through(page)
    figures = page.evaluate("window.figures")
    context.close()
    return {
        "bytes": {**weights, "total": weights.total()},
        "requests": requests.total(),
        "hosts": len(hosts),
        "first_paint_ms": round(figures["paint"]),
        "largest_paint_ms": round(figures["largest"]),
        "layout_shift": round(figures["shift"], 4),
    }


def scroll_through(page: Page) -> None:
    """To the end of the page, so that lazy pictures load and what they shift is counted."""
    page.evaluate(
        "async () => { for (let y = 0; y < document.body.scrollHeight; y += 400) {"
        " window.scrollTo(0, y); await new Promise(done => setTimeout(done, 60)); } }"
    )
    page.wait_for_load_state("networkidle")


def middle(visits: list[dict[str, Any]]) -> dict[str, Any]:
    """The last visit with the median times and the worst shift of all."""
    times = {
        key: round(statistics.median(each[key] for each in visits)) for key in ("first_paint_ms", "largest_paint_ms")
    }
    return {**visits[-1], **times, "layout_shift": max(each["layout_shift"] for each in visits)}


def main() -> None:
    with nginx(urlsplit(PORTAL).port or 80) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        result: dict[str, dict[str, Any]] = {}
        for name, url in pages(browser).items():
            behind = url.replace(f":{urlsplit(PORTAL).port}/", f":{port}/")
            measure(browser, behind, "desktop")  # renditions are made at the first visit
            result[name] = {
                profile: middle([measure(browser, behind, profile) for _ in range(RUNS)]) for profile in PROFILES
            }
        browser.close()
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
