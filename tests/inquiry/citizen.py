"""A citizen with a browser that runs no scripts: reads forms, fills them in, presses their buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

PORTAL = "portal.localhost"
LETTER = {
    "title": "校车几点到",
    "text": "新学期的校车几点到镇上？",
    "name": "测试人甲",
    "telephone": "13800000001",
    "email": "jia@test.localhost",
    "agrees": "on",
}


@dataclass
class Citizen:
    host: str = PORTAL
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    response: Any = None

    def goes(self, url: str) -> Citizen:
        self.response = self.client.get(url, HTTP_HOST=self.host, follow=True)
        return self

    @property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.content, "html.parser")

    @property
    def main(self) -> Tag:
        found = self.page.find("main")
        assert isinstance(found, Tag)
        return found

    def reads(self) -> str:
        return " ".join(self.main.get_text(" ").split())

    def form(self, button: str) -> Tag:
        for form in self.main.find_all("form"):
            if any(each.get_text(strip=True) == button for each in form.find_all("button")):
                return form
        raise AssertionError(f"no button {button} in: {self.reads()}")

    def filled(self, button: str, **values: Any) -> dict[str, Any]:
        """What a browser would send of the form with this button; None leaves a field out."""
        form, found = self.form(button), {}
        for each in form.find_all(["input", "textarea", "select"]):
            name, kind = each.get("name"), each.get("type")
            if not name or (kind in ("checkbox", "radio") and not each.has_attr("checked")):
                continue
            if each.name == "textarea":
                found[name] = each.get_text()
            elif each.name == "select":
                chosen = each.find("option", selected=True) or each.find("option")
                found[name] = chosen.get("value", "") if chosen else ""
            else:
                found[name] = each.get("value", "on" if kind == "checkbox" else "")
        pressed = next(each for each in form.find_all("button") if each.get_text(strip=True) == button)
        if pressed.get("name"):
            found[pressed["name"]] = pressed["value"]
        found |= values
        return {name: value for name, value in found.items() if value is not None}

    def presses(self, button: str, **values: Any) -> Citizen:
        address = self.form(button)["action"]
        return self.posts(str(address), self.filled(button, **values))

    def posts(self, address: str, data: dict[str, Any]) -> Citizen:
        self.response = self.client.post(address, data, HTTP_HOST=self.host, follow=True)
        return self

    def fact(self, label: str) -> str:
        for term in self.main.find_all("dt"):
            if term.get_text(strip=True) == label:
                return " ".join(term.find_next("dd").get_text(" ").split())
        return ""

    def writes(self, kind: str = "consultation", unit: str = "jyj", **values: Any) -> Citizen:
        """To the step in which one checks."""
        self.goes(f"/letters/write/{kind}/?unit={unit}")
        return self.presses("下一步：核对", **LETTER | values)

    def sends(self, kind: str = "consultation", **values: Any) -> tuple[str, str]:
        """Number and code."""
        self.writes(kind, **values).presses("提交")
        return self.fact("编号"), self.fact("查询码")

    def opens(self, number: str, code: str) -> Citizen:
        return self.goes("/letters/status/").presses("查看", number=number, code=code)
