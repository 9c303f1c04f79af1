"""The checks of the layout find what they are for, on pages made wrong on purpose."""

from __future__ import annotations

import pytest

from tests.support.browser.layout import foreign, violations

pytestmark = pytest.mark.browser
DATA = "王老师 3-1 Bus line Nr 4"
GOOD = """
<div data-testid="stApp" style="font-family: sans-serif">
 <div data-testid="stMain" style="height: 500px; overflow: auto"><p>第一行</p><p>第二行</p>
 <div style="position: sticky; top: 0; background: #fff">表头</div>
 <div style="width: 90px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">
  一个很长很长很长很长的名字</div>
 <div style="height: 40px; overflow: auto">滚动<br>滚动<br>滚动</div>
 <svg width="60" height="30">
  <rect width="60" height="30" fill="#0b3954"/><text x="5" y="20" fill="#fff">6.5</text></svg>
 </div></div>"""


@pytest.fixture(scope="module")
def found(browser):
    """Return what is found in the good page with one thing changed."""
    page = browser.session("").page

    def look(old="", new="", lang="zh"):
        assert old in GOOD
        page.set_content(GOOD.replace(old, new, 1) if old else GOOD)
        return {violation.kind for violation in violations(page, lang, DATA)}

    yield look
    page.context.close()


def test_a_good_page_has_no_violation(found):
    assert found() == set()


SHORT = "<p><button data-variant='x' style='width: 30px; overflow: hidden; white-space: nowrap; "
SHORT += "text-overflow: ellipsis'>不要了</button>第二行"
BROKEN = '<p style="width: 8px; word-break: break-all">20</p><p>第二行'


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<p>第二行", '<p style="width: 3000px">第二行', "scrolls sideways"),
        ("<p>第二行", '<p style="position: relative; top: -30px">第二行', "texts overlap"),
        ('<text x="5"', '<text x="2" y="20">7</text><text x="5"', "texts overlap"),
        ("text-overflow: ellipsis; ", "", "text is cut off"),
        ("height: 40px; overflow: auto", "height: 40px; overflow: hidden", "text is cut off"),
        ("<p>第二行", SHORT, "text is cut off"),
        ("<p>第二行", BROKEN, "a short word in two lines"),
        ("<p>第二行", '<p style="color: #eee">第二行', "hard to read"),
        ('fill="#fff"', 'fill="#0b3944"', "hard to read"),
        ("第二行", "第\u25a1行", "no glyph"),
        ("第二行", "第\U0001f9ff\U0010fffd行", "no glyph"),
        ("<p>第二行", '<p data-testid="stException">坏了', "an exception"),
        ("第二行", "Drag and drop", "not translated"),
    ],
)
def test_each_fault_is_found(found, old, new, kind):
    assert kind in found(old, new)


def test_a_component_s_own_tree_is_looked_into(found):
    inside = (
        "<p id='own'></p><script>document.querySelector('#own').attachShadow({mode: 'open'})"
        ".innerHTML = '<b>Not translated</b>'</script><p>第二行"
    )
    assert found("<p>第二行", inside) == {"not translated"}


@pytest.mark.parametrize(
    ("text", "lang", "what"),
    [
        ("Roster of 王老师", "en", []),
        ("Roster 排班表", "en", ["排班表"]),
        ("排班表 Bus line", "zh", []),
        ("上传 Browse files", "zh", ["Browse files"]),
        ("课后排 Afterbell", "en", []),
        ("PDF", "zh", []),
    ],
)
def test_what_is_not_translated_is_told_from_names(text, lang, what):
    assert list(foreign(text, lang, DATA)) == what
