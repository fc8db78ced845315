"""The cookie's text and what it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.display.addresses import safe_path
from hub.display.markup import without_pictures
from hub.display.preferences import CHOICES, Contrast, Display, Mode, Spacing, Switch, TextSize


def settings_of_a_mode() -> st.SearchStrategy[Display]:
    values = {name: st.sampled_from(choices) for name, choices in CHOICES.items()}
    return st.fixed_dictionaries(values).map(lambda given: Display().changed(given))


@given(settings_of_a_mode())
def test_what_is_written_is_read_again(display: Display) -> None:
    assert Display.parse(str(display)) == display


@given(st.text(max_size=400))
def test_any_text_is_read_as_some_display(text: str) -> None:
    display = Display.parse(text)
    assert all(getattr(display, name) in choices.values for name, choices in CHOICES.items())
    assert set(str(display)) <= set("abcdefghijklmnopqrstuvwxyz0123456789.:-")


@pytest.mark.parametrize(
    "text", ["", "nonsense", "ELDER", "elder'\"><script>", "../../etc", "elder" * 1000, "normal;Domain=x", "\x00elder"]
)
def test_unknown_and_hostile_text_is_the_default(text: str) -> None:
    assert Display.parse(text) == Display()


def test_one_unknown_setting_spoils_no_other() -> None:
    display = Display.parse("accessible.text:900.contrast:<b>.line:wide.letter.colour:red.:.bar:off")
    assert display == Display(mode=Mode.ACCESSIBLE, line=Spacing.WIDE, bar=Switch.OFF)


def test_only_what_differs_from_the_default_is_written() -> None:
    display = Display(mode=Mode.ACCESSIBLE, text=TextSize.LARGER, contrast=Contrast.YELLOW_ON_BLACK)
    assert str(display) == "accessible.text:150.contrast:yellow-on-black"
    assert display.attributes == {"mode": "accessible", "text": "150", "contrast": "yellow-on-black"}
    assert Display().attributes == {}


def test_a_setting_made_in_the_normal_mode_starts_the_accessible_one() -> None:
    assert Display().changed({"contrast": "white-on-black"}).mode == Mode.ACCESSIBLE
    assert Display().changed({"mode": "normal", "text": "150"}).mode == Mode.ACCESSIBLE


def test_another_mode_starts_afresh_but_keys_stay_off() -> None:
    accessible = Display.parse("accessible.text:200.ruler:on.keys:off")
    assert accessible.changed({"mode": "elder"}) == Display(mode=Mode.ELDER, keys=Switch.OFF)
    assert accessible.changed({"mode": "normal"}) == Display(keys=Switch.OFF)
    assert str(accessible.changed({"mode": "normal"})) == "normal.keys:off"


def test_steps_of_the_text_end_where_the_mode_has_no_more() -> None:
    accessible = Display(mode=Mode.ACCESSIBLE, text=TextSize.LARGEST)
    assert (accessible.smaller, accessible.larger) == (TextSize.HUGE, TextSize.LARGEST)
    elder = Display(mode=Mode.ELDER, text=TextSize.LARGEST)
    assert (elder.smaller, elder.larger) == (TextSize.LARGE, TextSize.LARGER)
    assert elder.elder_pressed == ["false", "false", "true"]


@pytest.mark.parametrize("path", ["/", "/news/?page=2", "/zh-hant/news/", "/display/?mode=elder&next=%2F"])
def test_paths_on_this_host_are_led_back_to(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "", "news/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example", "http://evil.example/",
        "https:evil.example", "javascript:alert(1)", " //evil.example", "\t//evil.example", "/\x00/evil",
    ],
)  # fmt: skip
def test_anything_else_leads_to_the_home(path: str) -> None:
    assert safe_path(path) == "/"


def test_pictures_are_replaced_by_their_text() -> None:
    html = (
        '<picture><source srcset="/a.avif"><img src="/a.jpg" alt="山坡上的梯田" width="1" height="1"></picture>'
        '<img alt="" src="/b.jpg"><img data-alt="no" src=/c.jpg ALT=\'&lt;b&gt; 石桥\'>'
        '<video controls poster="/d.jpg" src="/d.mp4"></video><imgx alt="其他">'
    )
    assert without_pictures(html) == (
        '<span class="picture-text">〔图片：山坡上的梯田〕</span>'
        '<span class="picture-text">〔图片：&lt;b&gt; 石桥〕</span>'
        '<video controls src="/d.mp4"></video><imgx alt="其他">'
    )
