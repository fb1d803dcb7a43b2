/* Notes where the reader is.  One note is one element with one id at every width; only its place changes.

   Wide: in the margin, level with its lemma, as much of it as there is room for; those of the sentence in focus stand
   out, and one that finds no room opens in the text.  Elsewhere: opened in the text at its mark.  Without this script,
   and in print: an ordered list under the text. */

"use strict";
(() => {
  const list = document.querySelector(".annotations"), text = document.querySelector(".reading-text");
  if (!list || !text) return;
  const GAP = 4; // pixels between two notes in the margin
  const PREVIEW = 2; // lines of a note shown where there is no room for all of it
  const wide = matchMedia("(min-width: 73.75rem)");
  /** What is worked out of a note besides: its heights by room, where it wants to stand, where it stands.
      @typedef {{ heights?: Record<string, number>, wants?: number, top?: number }} Place */
  const notes = [...list.querySelectorAll(".annotation")].map((element) => {
    const mark = document.getElementById(`m${element.id.slice(1)}`), sentence = document.getElementById(`s${element.dataset.address}`);
    /** @type {Place} */
    const place = {};
    return { element, mark, home: element.parentNode, head: element.querySelector(".annotation-head"), sentence, ...place };
  });
  const noteOf = (node) => notes.find(({ element, mark }) => element.contains(node) || mark.contains(node));
  const inText = ({ element, home }) => element.parentNode !== home;
  const isShown = ({ mark }) => mark.getClientRects().length > 0;

  /* ---- In the text: behind its mark, as a float of full width, so that the line it interrupts runs to its end ---- */

  function openInText(note) {
    const shut = () => closeInText(note, true);
    note.element.prepend(make("button", { type: "button", class: "note-close", "aria-label": t("Close the note"), onclick: shut }, "×"));
    note.element.classList.add("in-text");
    note.element.dataset.editorial = "";
    clearPlace(note);
    note.mark.parentNode.after(note.element);
    note.mark.setAttribute("aria-expanded", "true");
  }

  function closeInText(note, giveBack) {
    note.element.querySelector(".note-close").remove();
    note.element.classList.remove("in-text");
    delete note.element.dataset.editorial;
    note.home.append(note.element);
    note.mark.setAttribute("aria-expanded", "false");
    if (giveBack) note.mark.focus({ preventScroll: true });
    if (wide.matches) arrange();
  }

  function closeAll() {
    for (const note of notes) if (inText(note)) closeInText(note, false);
  }

  /* ---- In the margin ---- */

  let pinned = null, hovered = null, holding = false, read = text.querySelector(".sentence");

  /** Heights of each note: all of it, its head and a few lines, one line.  Read once for a width and a size. */
  function measure() {
    for (const note of notes) if (!inText(note)) { clearPlace(note); note.element.dataset.room = "full"; }
    for (const note of notes) {
      const style = getComputedStyle(note.element), line = parseFloat(style.lineHeight), head = note.head.offsetHeight;
      const full = note.element.offsetHeight, edge = ["borderTopWidth", "paddingTop", "paddingBottom"]
        .reduce((sum, name) => sum + parseFloat(style[name]), 0);
      note.heights = { full, brief: Math.min(full, head + PREVIEW * line + edge), head: line + edge, none: -GAP };
    }
  }

  function clearPlace({ element }) {
    delete element.dataset.room;
    element.style.transform = element.style.height = "";
  }

  /** Where each note goes: in order, none over another, as near to where it wants to be as weights allow.

      `wanted` holds {at, height, weight}; the answer is a list of tops.  Least squares under order: neighbors that
      would overlap share one block, which stands at the weighted mean of what its members want. */
  function places(wanted, top, bottom) {
    const blocks = [];
    let above = 0;
    for (const { at, height, weight } of wanted) {
      let block = { sum: (at - above) * weight, weight, count: 1 };
      while (blocks.length && blocks.at(-1).sum / blocks.at(-1).weight >= block.sum / block.weight) {
        const last = blocks.pop();
        block = { sum: last.sum + block.sum, weight: last.weight + block.weight, count: last.count + block.count };
      }
      blocks.push(block);
      above += height + GAP;
    }
    const highest = bottom - above; // where the first would stand if the last ended at the bottom
    const tops = [];
    above = 0;
    for (const block of blocks) {
      const start = Math.max(top, Math.min(highest, block.sum / block.weight));
      for (let i = 0; i < block.count; i++) {
        tops.push(start + above);
        above += wanted[tops.length - 1].height + GAP;
      }
    }
    return tops;
  }

  const focusNote = () => (hovered?.element ? hovered : null) ?? pinned;
  const focusSentence = () => focusNote()?.sentence ?? hovered?.sentence ?? read;

  function arrange() {
    if (!wide.matches || !notes[0].heights) return;
    const section = list.parentElement, origin = section.getBoundingClientRect().top;
    const first = text.getBoundingClientRect().top - origin;
    const shown = notes.filter((note) => !inText(note) && isShown(note));
    const one = focusNote(), sentence = focusSentence(), before = holding && one ? one.top : null;
    for (const note of notes) if (!inText(note) && !shown.includes(note)) note.element.dataset.room = "none";
    for (const note of shown) note.wants = note.mark.getBoundingClientRect().top - origin - 6;

    const farthest = Math.max(260, innerHeight * 0.45); // from its lemma; beyond, it has found no room
    const level = new Map();
    const stands = () => {
      const there = shown.filter((note) => level.get(note) !== "none");
      const tops = places(there.map((note) => ({
        at: note === one && before !== null ? before : note.wants, height: note.heights[level.get(note)],
        weight: note === one ? 1000 : note.sentence === sentence ? 20 : 1,
      })), first, section.offsetHeight);
      return there.map((note, i) => ({ note, top: tops[i], far: Math.abs(tops[i] - note.wants) }));
    };
    const fits = () => stands().every(({ note, far }) => far <= farthest || note === one);

    for (const tried of ["full", "brief", "head"]) {
      for (const note of shown) level.set(note, tried);
      if (fits()) break;
    }
    while (!fits()) { // the one that is farthest from its lemma falls back, alone
      const { note } = stands().filter((each) => each.note !== one).reduce((a, b) => (b.far > a.far ? b : a));
      level.set(note, "none");
    }
    const raise = (note, to) => {
      const from = level.get(note);
      if (note.heights[to] <= note.heights[from]) return;
      level.set(note, to);
      if (note !== one && !fits()) level.set(note, from);
    };
    if (one && shown.includes(one)) raise(one, "full");
    const near = shown.filter((note) => note.sentence === sentence);
    for (const to of ["brief", "full"]) for (const note of near) raise(note, to);

    const standing = new Map(stands().map(({ note, top }) => [note, top]));
    for (const note of shown) {
      note.element.dataset.room = level.get(note);
      note.element.classList.toggle("in-focus", note.sentence === sentence);
      if (!standing.has(note)) continue;
      note.top = standing.get(note);
      note.element.style.transform = `translateY(${Math.round(note.top)}px)`;
      note.element.style.height = level.get(note) === "full" ? "" : `${note.heights[level.get(note)]}px`;
    }
    list.classList.add("placed");
    // Only later changes are shown as movements.
    requestAnimationFrame(() => requestAnimationFrame(() => list.classList.add("moving")));
  }

  function layout() {
    if (wide.matches) { closeAll(); measure(); arrange(); }
    else { list.classList.remove("placed", "moving"); for (const note of notes) { clearPlace(note); note.element.classList.remove("in-focus"); } }
  }

  /* ---- Attention: the note pressed, the one under the pointer, the sentence under it, the sentence being read ---- */

  let timer = 0;
  function attend(what, held = false, delay = 150) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (what?.element === hovered?.element && what?.sentence === hovered?.sentence) return;
      hovered = what;
      holding = held;
      highlight(focusNote());
      arrange();
    }, delay);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const target = /** @type {Node} */ (event.target), note = noteOf(target), sentence = event.target.closest?.(".sentence");
    if (note) attend(note, note.element.contains(target));
    else if (sentence && text.contains(sentence)) attend({ sentence });
    else attend(null, false, 400);
  });
  document.addEventListener("focusin", (event) => {
    const note = noteOf(event.target), sentence = event.target.closest?.(".sentence");
    if (note || (sentence && text.contains(sentence))) attend(note ?? { sentence }, false, 0);
    else attend(null);
  });

  function pin(note) {
    pinned = note;
    holding = false;
    highlight(note);
    arrange();
  }

  function press(note, byKey) {
    if (inText(note)) closeInText(note, true);
    else if (wide.matches && note.element.dataset.room !== "none") {
      pin(pinned === note ? null : note);
      if (byKey) { note.element.tabIndex = -1; note.element.focus({ preventScroll: true }); }
    } else {
      openInText(note);
      highlight(note);
      if (wide.matches) arrange();
      if (byKey) note.element.querySelector("a[href], button").focus({ preventScroll: true });
    }
  }

  text.addEventListener("click", (event) => {
    const link = event.target.closest(".note-mark a");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    press(noteOf(link), edition.byKey(event));
  });
  list.addEventListener("click", (event) => {
    const note = noteOf(event.target);
    if (note && wide.matches && !event.target.closest("a, button") && `${getSelection()}` === "") pin(note);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const open = notes.filter(inText), note = noteOf(document.activeElement);
    const one = open.includes(note) ? note : open.at(-1);
    if (one) closeInText(one, one === note || one.element.contains(document.activeElement));
    else if (pinned) { if (note === pinned) pinned.mark.focus({ preventScroll: true }); pin(null); }
  });

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting || !wide.matches) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const now = sentenceRead(text) ?? text.querySelector(".sentence");
      if (now !== read) { read = now; arrange(); }
    });
  }, { passive: true });

  /* ---- The lemma is marked while its note has the reader's attention.  Highlights may overlap, elements may not ---- */

  /** The range of characters `start` to `end` of a sentence's own words. */
  function rangeOf({ sentence, element }) {
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_ALL, {
      acceptNode: (node) => node instanceof Element && node.hasAttribute("data-editorial") ? NodeFilter.FILTER_REJECT
        : node.nodeType === 3 ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP,
    });
    const range = document.createRange(), start = Number(element.dataset.start), end = Number(element.dataset.end);
    let position = 0;
    for (let words = walker.nextNode(); words; words = walker.nextNode()) {
      const { length } = words.textContent;
      if (position <= start && start < position + length) range.setStart(words, start - position);
      if (position < end && end <= position + length) { range.setEnd(words, end - position); return range; }
      position += length;
    }
    return null;
  }

  function highlight(note) {
    if (!window.CSS?.highlights) return;
    CSS.highlights.delete("lemma");
    const range = note && rangeOf(note);
    if (range) CSS.highlights.set("lemma", new Highlight(range));
  }

  /** A note that the address names is shown as if it had been pressed. */
  function follow() {
    const note = notes.find(({ element }) => element.id === decodeURIComponent(location.hash.slice(1)));
    if (!note) return;
    pin(note);
    if (wide.matches) note.mark.scrollIntoView({ block: "center" });
  }

  for (const { mark } of notes) mark.setAttribute("aria-expanded", "false");
  addEventListener("hashchange", follow);
  wide.addEventListener("change", layout);
  document.addEventListener("edition:settings", layout);
  addEventListener("beforeprint", closeAll);
  new ResizeObserver(layout).observe(text);
  document.fonts.ready.then(() => { layout(); follow(); });
})();
