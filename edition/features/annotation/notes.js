/* Notes where the reader is.  One note is one element with one id at every width; only its place changes.

   Wide: in the margin, whole, beside the line of its mark where there is room for it, else put away until its mark is
   pressed; find-in-page finds it there too.  Narrow: opened in the text at its mark.  Where all notes are shown, in
   print, and without this script: a list, which style alone arranges. */

"use strict";
(() => {
  const list = document.querySelector(".annotations"), text = document.querySelector(".reading-text");
  if (!list || !text) return;
  const GAP = 6; // pixels between two notes in the margin
  const EDGE = 8; // and between a note and the edge of the window
  const FAR = 180; // from the line of its mark: beyond, a note has found no room
  const section = list.parentElement;
  const wide = matchMedia("screen and (min-width: 66.25rem)");
  const inMargin = () => wide.matches && edition.settings.view !== "all";

  /** `wants` is the top of its mark and `top` its own, in pixels of the section; without `top` it is put away. */
  const notes = [...list.querySelectorAll(".annotation")].map((element) => ({
    element, home: element.parentNode, mark: document.getElementById(`m${element.id.slice(1)}`),
    sentence: document.getElementById(`s${element.dataset.address}`),
    wants: 0, height: 0, shown: false, top: /** @type {number | undefined} */ (undefined),
    done: /** @type {(() => void) | undefined} */ (undefined),
  }));
  const named = new Map(notes.map((note) => [note.element.id.slice(1), note]));
  const noteOf = (node) => named.get((node?.closest?.(".annotation") ?? node?.closest?.(".note-mark")?.firstChild)?.id.slice(1));
  const inText = ({ element, home }) => element.parentNode !== home;

  /* ---- In the text: behind its mark, as a float of full width, so that the line it interrupts runs to its end ---- */

  function openInText(note) {
    const { element, mark } = note, shut = () => closeInText(note, true);
    element.append(make("button", { type: "button", class: "note-close", "aria-label": t("Close the note"), onclick: shut }, "×"));
    element.classList.add("in-text");
    element.dataset.editorial = "";
    mark.parentNode.after(element);
    mark.setAttribute("aria-expanded", "true");
    note.done = edition.closable(() => closeInText(note, false));
  }

  function closeInText(note, giveBack) {
    const { element, home, mark } = note;
    element.querySelector(".note-close").remove();
    element.classList.remove("in-text");
    delete element.dataset.editorial;
    home.append(element);
    mark.setAttribute("aria-expanded", "false");
    note.done();
    regard(null);
    if (giveBack) mark.focus({ preventScroll: true });
  }

  function closeAll() {
    for (const note of notes) if (inText(note)) closeInText(note, false);
  }

  /* ---- In the margin ---- */

  let pinned = null;
  const seen = new Set(); // the sentences in the window

  /** What is measured: once for a width and a size, and all of it before anything is placed. */
  function layout() {
    if (wide.matches) closeAll();
    if (!inMargin()) pin(null);
    list.classList.toggle("placed", inMargin());
    for (const note of notes) { note.element.removeAttribute("hidden"); note.top = undefined; }
    if (!inMargin()) return;
    const origin = section.getBoundingClientRect().top;
    for (const note of notes) {
      note.shown = note.mark.getClientRects().length > 0;
      note.wants = note.mark.getBoundingClientRect().top - origin - EDGE;
      note.height = note.element.offsetHeight;
    }
    arrange(true);
  }

  /** Notes one below the other between two heights, as near to their marks as that allows; the last that do not fit
      are left out, but never the first. */
  function stack(group, from, to) {
    const fit = [...group];
    while (fit.length > 1 && fit.reduce((sum, { height }) => sum + height + GAP, -GAP) > to - from) fit.pop();
    let edge = from;
    for (const note of fit) { note.top = Math.max(note.wants, edge); edge = note.top + note.height + GAP; }
    edge = to;
    for (const note of fit.reverse()) { note.top = Math.max(from, Math.min(note.top, edge - note.height)); edge = note.top - GAP; }
  }

  /** A note between its neighbors that stand, if there is room near its mark. */
  function squeeze(note) {
    const at = notes.indexOf(note), stands = ({ top }) => top !== undefined;
    const above = notes.slice(0, at).findLast(stands), below = notes.slice(at).find(stands);
    const from = above ? above.top + above.height + GAP : 0, to = (below ? below.top - GAP : section.offsetHeight) - note.height;
    const top = Math.max(from, Math.min(note.wants, to));
    if (from <= to && Math.abs(top - note.wants) <= FAR) note.top = top;
  }

  /** Place the notes of the sentences in the window.  Those that one sees stay where they are, unless it is done `anew`:
      first the one that was pressed, or those of the sentence that the address names, then the others around them. */
  function arrange(anew, glides = false) {
    if (!inMargin()) return;
    const start = -section.getBoundingClientRect().top, end = start + innerHeight;
    const here = notes.filter((note) => note.shown && (seen.has(note.sentence) || note === pinned));
    for (const note of notes) {
      const visible = note.shown && note.top < end && note.top + note.height > start;
      if (anew || !(visible || note.element.contains(document.activeElement))) note.top = undefined;
    }
    if (anew) stack(pinned ? [pinned] : here.filter(({ sentence }) => sentence.matches(":target")), Math.max(0, start + EDGE), Math.min(section.offsetHeight, end - EDGE));
    else if (pinned && pinned.top === undefined) pin(null);
    for (const note of here) if (note.top === undefined) squeeze(note);
    for (const { element, top } of notes) {
      element.classList.toggle("moving", glides && !element.hidden);
      if (top === undefined) element.setAttribute("hidden", "until-found");
      else {
        element.removeAttribute("hidden");
        element.style.setProperty("--top", `${Math.round(top)}px`);
      }
    }
  }

  const watch = new IntersectionObserver((entries) => {
    const first = !seen.size;
    for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
    arrange(first);
  });
  for (const sentence of new Set(notes.map((note) => note.sentence))) watch.observe(sentence);
  addEventListener("scrollend", () => arrange(false));

  /** Show a note in the margin, whole and before all others; or, with nothing, none. */
  function pin(note) {
    if (pinned === note) return;
    pinned?.mark.setAttribute("aria-expanded", "false");
    pinned = note;
    note?.mark.setAttribute("aria-expanded", "true");
    regard(null);
  }

  /** Show a note that is asked for elsewhere than at its mark: by the address, by find-in-page. */
  function reveal(note) {
    pin(note);
    note.mark.scrollIntoView({ block: "center" });
    arrange(true);
  }

  /* ---- Attention: what is under the pointer, or has the focus, else the note pressed.  It moves nothing ---- */

  function regard(what) {
    const one = what?.element ? what : pinned, sentence = what ?? text.querySelector(".sentence:target");
    for (const note of notes) note.element.classList.toggle("in-focus", note === one || note.sentence === sentence);
    if (!window.CSS?.highlights) return;
    CSS.highlights.delete("lemma");
    if (one) CSS.highlights.set("lemma", new Highlight(rangeOf(one)));
  }

  const attend = ({ target }) => regard(noteOf(target) ?? target.closest?.(".reading-text .sentence") ?? null);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse" && !event.buttons && getSelection().isCollapsed) attend(event);
  });
  document.addEventListener("focusin", attend);

  /** The range of characters `start` to `end` of a sentence's own words: highlights may overlap, elements may not. */
  function rangeOf({ sentence, element }) {
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT), range = document.createRange();
    const { start, end } = element.dataset;
    let position = 0;
    for (let words = walker.nextNode(); words; words = walker.nextNode()) {
      if (words.parentElement.closest("[data-editorial]")) continue;
      const { length } = words.textContent;
      if (position <= start) range.setStart(words, Math.min(start - position, length));
      if (end <= position + length) { range.setEnd(words, end - position); return range; }
      position += length;
    }
  }

  /* ---- What the reader does ---- */

  text.addEventListener("click", (event) => {
    const note = noteOf(event.target.closest(".note-mark a"));
    if (!note || !isPlain(event) || (wide.matches && !inMargin())) return; // in the list of all, a mark is a link to its note
    event.preventDefault();
    if (inText(note)) return closeInText(note, true);
    if (inMargin()) {
      pin(pinned === note ? null : note);
      arrange(true, true);
    } else {
      openInText(note);
      regard(note);
    }
    if (note !== pinned && !inText(note)) return;
    if (edition.byKey(event)) note.element.focus({ preventScroll: inMargin() });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const open = notes.filter(inText), note = noteOf(document.activeElement);
    const one = open.includes(note) ? note : open.at(-1);
    if (one) closeInText(one, one === note);
    else if (pinned) {
      if (note === pinned) pinned.mark.focus({ preventScroll: true });
      pin(null);
    }
  });

  // Words selected in a note, by hand or by find-in-page, keep it.
  document.addEventListener("selectionchange", () => {
    const note = noteOf(getSelection().anchorNode?.parentElement);
    if (note?.top !== undefined) pin(note);
  });

  /** A note that the address names is shown, even one that the reader has left out. */
  function follow() {
    const name = decodeURIComponent(location.hash.slice(1)), asked = notes.find(({ element }) => element.id === name);
    for (const note of notes) for (const part of [note.element, note.mark.parentElement]) part.classList.toggle("asked", note === asked);
    layout();
    regard(null);
    if (!asked) return;
    if (inMargin()) reveal(asked);
    else asked.element.scrollIntoView({ block: "nearest" });
  }

  for (const { element, mark } of notes) {
    const head = /** @type {HTMLElement} */ (element.querySelector(".annotation-head"));
    head.id = `head-${element.id}`;
    element.setAttribute("aria-labelledby", head.id);
    element.tabIndex = -1;
    element.addEventListener("beforematch", () => reveal(noteOf(element)));
    mark.setAttribute("aria-expanded", "false");
  }
  addEventListener("hashchange", follow);
  wide.addEventListener("change", layout);
  document.addEventListener("edition:settings", layout);
  addEventListener("beforeprint", closeAll);
  const sizes = new ResizeObserver(layout);
  for (const element of [section, list]) sizes.observe(element);
  document.fonts.ready.then(follow);
})();
