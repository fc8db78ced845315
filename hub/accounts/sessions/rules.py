"""What a person recognises a browser and a network by."""

from __future__ import annotations

from ipaddress import ip_address

# The first that is in the user agent. Those that pass for another come before it.
BROWSERS = (
    ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("QQBrowser", "QQ 浏览器"), ("QIHU", "360 浏览器"),
    ("360SE", "360 浏览器"), ("360EE", "360 浏览器"), ("HuaweiBrowser", "华为浏览器"), ("Edg", "Edge"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("OpenHarmony", "鸿蒙"), ("HarmonyOS", "鸿蒙"), ("Android", "安卓手机"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("UOS", "统信 UOS"), ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
UNKNOWN = "未知浏览器"


def browser_name(agent: str) -> str:
    """The browser and the system that a user agent says, in words; what it says may be untrue."""
    found = (next((name for mark, name in names if mark in agent), "") for names in (BROWSERS, SYSTEMS))
    return " · ".join(name for name in found if name) or UNKNOWN


def masked_address(address: str) -> str:
    """Enough of it to know one's own network by: half of an IPv4 address, the first two groups of an IPv6 one."""
    try:
        found = ip_address(address)
    except ValueError:
        return "未知网络"
    mark = ":" if found.version == 6 else "."
    return mark.join([*found.exploded.split(mark)[:2], "*", "*"])
