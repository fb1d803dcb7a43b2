"""Access that judges cannot see from a page at rest: reflow, targets, forced colours, motion, focus, order."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.views import OPENED, WIDTHS, choose, kinds, offline, pages

# A window of 1280 × 1024 px at 400 % shows 320 × 256 px of a page (WCAG 2.2, 1.4.10).
PHONE, ZOOMED = (320, 640), (320, 256)
SIDEWAYS = "() => document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth"
# What WCAG 2.2, 1.4.12 lets a reader set.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""


def too_wide(page: Page) -> list[str]:
    page.evaluate("() => document.fonts.ready")  # what stands in for the face may be wider
    found = []
    for width, height in (PHONE, ZOOMED):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} × {height}"] * bool(page.evaluate(SIDEWAYS))
    return found


def test_no_page_scrolls_sideways_on_a_small_phone_or_at_400_percent(page: Page, site: Path) -> None:
    wrong = {}
    for path in pages(site):
        page.goto(path.resolve().as_uri())
        wrong[path.name] = too_wide(page)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_nor_with_the_largest_letters_or_wider_spaces(page: Page, site: Path) -> None:
    wrong = {}
    for kind, path in kinds(site).items():
        page.goto(path.resolve().as_uri())
        choose(page, "size", "huge")
        wrong[f"{kind}, huge"] = too_wide(page)
        choose(page, "size", "medium")
        page.add_style_tag(content=SPACING)
        wrong[f"{kind}, spaced"] = too_wide(page)
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("thing", OPENED, ids=lambda thing: thing.name)
def test_nor_with_something_open(page: Page, site: Path, thing: object) -> None:
    opened = next(one for one in OPENED if one is thing)
    for kind in opened.kinds:
        for width, height in (PHONE, ZOOMED):
            page.set_viewport_size({"width": width, "height": height})
            page.goto(kinds(site)[kind].resolve().as_uri())
            opened.act(page)
            assert not page.evaluate(SIDEWAYS), (kind, width, height)


# ---- Targets ----------------------------------------------------------------------------------------------------

# Links in a line of text are excepted (WCAG 2.2, 2.5.8); everything else is pressed for its own sake.
SMALL = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=button]')]
  .map(one => one.matches('input[type=radio], input[type=checkbox]') ? one.closest('label') || one : one)
  .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.classList.contains('skip-link')
    && getComputedStyle(one).display !== 'inline')
  .filter(one => { const box = one.getBoundingClientRect(); return box.width < 24 || box.height < 24; })
  .map(one => one.outerHTML.slice(0, 160))"""


def test_what_is_pressed_is_large_enough(page: Page, site: Path) -> None:
    small: dict[str, list[str]] = {}
    for kind, path in kinds(site).items():
        page.goto(path.resolve().as_uri())
        for width in (WIDTHS[0], WIDTHS[-1]):
            page.set_viewport_size({"width": width, "height": 900})
            small[f"{kind} {width}"] = page.evaluate(SMALL)
    assert {where: found[:3] for where, found in small.items() if found} == {}


# ---- Forced colours, motion -------------------------------------------------------------------------------------

STYLE = """([selector, names]) => {
  const style = getComputedStyle(document.querySelector(selector));
  return names.map(name => style.getPropertyValue(name));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_everything_visible(browser: Browser, site: Path, scheme: str) -> None:
    context = offline(browser, forced_colors="active", color_scheme=scheme)
    page = context.new_page()
    page.goto(kinds(site)["units"].resolve().as_uri())
    assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")
    paper = page.evaluate(STYLE, ["html", ["background-color"]])[0]

    ink = page.evaluate(STYLE, [".reading", ["color"]])[0]
    assert ink != paper
    # A gloss is told from the text by its line, the present page from the others, a control by its edge.
    assert page.evaluate(STYLE, [".reading-text .gloss", ["text-decoration-line"]]) == ["underline"]
    here = page.evaluate(STYLE, [".unit-row [aria-current]", ["border-bottom-color", "border-bottom-style"]])
    other = page.evaluate(STYLE, [".unit-row a:not([aria-current])", ["border-bottom-color"]])
    assert here[1] == "solid"
    assert here[0] not in (paper, other[0])
    edge = page.evaluate(STYLE, ["[data-open=panel]", ["border-bottom-style", "border-bottom-color"]])
    assert edge[0] == "solid"
    assert edge[1] != paper
    # Where the keyboard is, and which sentence an address names.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    outline = page.evaluate(STYLE, [":focus", ["outline-style", "outline-width", "outline-color"]])
    assert outline[:2] == ["solid", "2px"]
    assert outline[2] != paper
    page.evaluate("() => { location.hash = document.querySelector('.sentence').id; }")
    assert page.evaluate(STYLE, [".sentence:target", ["outline-style"]]) == ["solid"]
    context.close()


def test_forced_colours_show_no_hidden_words(browser: Browser, site: Path) -> None:
    """Words hidden by their colour would stand there in full."""
    context = offline(browser)
    page = context.new_page()
    hidden = """() => [...document.querySelectorAll('body *')]
      .filter(one => getComputedStyle(one).color === 'rgba(0, 0, 0, 0)' && one.innerText?.trim())
      .map(one => one.outerHTML.slice(0, 160))"""
    for kind, path in kinds(site).items():
        page.goto(path.resolve().as_uri())
        assert page.evaluate(hidden) == [], kind
    context.close()


MOVING = """() => [...document.querySelectorAll('*')]
  .flatMap(one => ['', '::before', '::after'].map(part => [one, part]))
  .filter(([one, part]) => {
    const style = getComputedStyle(one, part || null);
    const seconds = time => parseFloat(time) * (/ms$/.test(time) ? 0.001 : 1);
    const longest = Math.max(...`${style.transitionDuration},${style.animationDuration}`.split(',').map(seconds));
    return longest > 0.01 || style.scrollBehavior === 'smooth';
  }).map(([one]) => one.outerHTML.slice(0, 120))"""


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, site: Path) -> None:
    context = offline(browser, reduced_motion="reduce")
    page = context.new_page()
    for kind, path in kinds(site).items():
        page.goto(path.resolve().as_uri())
        assert page.evaluate(MOVING) == [], kind
        for thing in OPENED:
            if kind in thing.kinds:
                thing.act(page)
                assert page.evaluate(MOVING) == [], (kind, thing.name)
    context.close()


def test_motion_would_be_seen(page: Page, site: Path) -> None:
    page.goto(kinds(site)["units"].resolve().as_uri())
    page.add_style_tag(content=".gloss { transition: color 200ms }")
    assert page.evaluate(MOVING) != []


# ---- Focus and order --------------------------------------------------------------------------------------------

# Where the focus is now: whether it is after the last place in the document, and what is wrong with it.
FOCUS = """() => {
  if (window.path?.at(-1) === document.activeElement) window.path.pop(); // asked again
  const now = document.activeElement, wrong = [];
  if (!now || now === document.body) return null;
  // What was in a box that has closed is no longer in the document.
  const before = (window.path ??= []).findLast(one => one.isConnected);
  window.path.push(now);
  if (before && !(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)) wrong.push('out of order');
  const box = [...now.getClientRects()].find(({ width, height }) => width && height);
  if (!box) return [...wrong, 'has no place', now.outerHTML.slice(0, 120)];
  const whole = now.getBoundingClientRect();
  if (whole.top < 0 && whole.height < innerHeight) wrong.push('above the window');
  if (whole.bottom > innerHeight + 1 && whole.height < innerHeight) wrong.push('below the window');
  if (box.left < -1 || box.right > innerWidth + 1) wrong.push('beside the window');
  const shown = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  if (shown && !now.contains(shown) && !shown.contains(now)) wrong.push('covered by ' + shown.outerHTML.slice(0, 80));
  const style = getComputedStyle(now);
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong.push('no outline');
  if (wrong.length) return [...wrong, now.outerHTML.slice(0, 120)];
  return now.closest('[popover]:not(#menu), dialog') ? ['inside'] : [];
}"""
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })).length"""


@pytest.mark.parametrize("width", [390, 800, 1366])
def test_the_focus_is_never_lost_or_hidden(page: Page, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(kinds(site)["units"].resolve().as_uri())
    assert (
        page.evaluate(
            '() => document.querySelectorAll(\'[aria-owns], [tabindex]:not([tabindex="0"], [tabindex^="-"])\').length'
        )
        == 0
    )
    reachable = page.evaluate(REACHABLE)
    assert reachable > 40
    wrong, seen = [], 0
    for _ in range(5 * reachable):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found not in (None, [], ["inside"]):
            page.wait_for_timeout(600)  # notes move to their places
            found = page.evaluate(FOCUS)
        if found is None:
            break
        seen += found != ["inside"]
        if found not in ([], ["inside"]):
            wrong.append(found)
    assert wrong == []
    assert seen >= reachable  # notes that come into the margin on the way are reached as well


def test_a_screen_reader_hears_the_sentences_in_their_order(page: Page, site: Path) -> None:
    page.goto(kinds(site)["units"].resolve().as_uri())
    openings = page.evaluate(
        """() => [...document.querySelectorAll('.reading-text .sentence')].map(sentence => {
          const words = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT, ({ data, parentElement }) =>
            data.trim().length > 1 && !parentElement.closest('[data-editorial]') ? 1 : 2);
          return words.nextNode().data.replace(/\\s/g, '');
        })"""
    )
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}
    heard, todo = "", [tree[0]["nodeId"]]
    while todo:
        node = nodes[todo.pop()]
        if node.get("role", {}).get("value") == "StaticText":
            heard += node["name"]["value"]
        todo.extend(child for child in reversed(node.get("childIds", [])) if child in nodes)
    heard = "".join(heard.split())
    assert len(openings) > 3
    for opening in openings:
        _, found, heard = heard.partition(opening)
        assert found, opening
