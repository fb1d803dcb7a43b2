/* Glosses and notes shown in place.  Without this script every gloss is a link to its entry and every mark of a note a
   link to the note; with it, both open where the reader is, from what the page already holds.

   One pop-up serves all.  It opens when a pointer rests on the words, at once on keyboard focus, tap, Enter or Space;
   it can be entered; Escape, its button, or attention elsewhere closes it (WCAG 2.2, 1.4.13). */

"use strict";
(() => {
  const REST = 350; // milliseconds a pointer rests before a gloss opens: the first brush is no wish
  const GRACE = 250; // and how long it may be on its way into the pop-up
  const popup = document.createElement("div");
  popup.className = "popup";
  popup.id = "popup";
  popup.setAttribute("popover", "manual");
  popup.setAttribute("role", "dialog");
  let opener = null;
  let timer = 0;
  let returning = false;

  const later = (work, delay) => { clearTimeout(timer); timer = setTimeout(work, delay); };

  /** The element of this page that the words lead to: a key term, or a note. */
  function contentOf(link) {
    if (link.dataset.entry) return document.getElementById("term-" + link.dataset.entry);
    return document.getElementById(decodeURIComponent(link.hash.slice(1)));
  }

  function fill(link, content) {
    const copy = content.cloneNode(true);
    for (const node of [copy, ...copy.querySelectorAll("[id]")]) node.removeAttribute("id");
    copy.querySelectorAll(".note-label").forEach((node) => node.replaceWith(node.textContent));
    const close = document.createElement("button");
    close.type = "button";
    close.className = "popup-close";
    close.textContent = "×";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", () => shut(true));
    const name = copy.querySelector(".term-headword, .lemma");
    popup.setAttribute("aria-label", name ? name.textContent : link.textContent);
    popup.replaceChildren(...copy.childNodes, close);
  }

  function place(link) {
    const words = link.getClientRects()[0], box = popup.getBoundingClientRect();
    const left = Math.max(16, Math.min(words.left, document.documentElement.clientWidth - box.width - 16));
    const below = words.bottom + 8 + box.height <= innerHeight || words.top < box.height + 8;
    popup.style.left = `${left + scrollX}px`;
    popup.style.top = `${(below ? words.bottom + 8 : words.top - box.height - 8) + scrollY}px`;
  }

  function open(link) {
    clearTimeout(timer);
    const content = contentOf(link);
    if (!content || opener === link) return;
    shut(false);
    fill(link, content);
    (link.closest(".note-mark") || link).after(popup); // behind its words, so that Tab leads into it
    if (popup.showPopover) popup.showPopover();
    opener = link;
    link.setAttribute("aria-expanded", "true");
    place(link);
  }

  function shut(giveBack) {
    clearTimeout(timer);
    if (!opener) return;
    const link = opener, inside = popup.contains(document.activeElement);
    opener = null;
    if (popup.hidePopover && popup.matches(":popover-open")) popup.hidePopover();
    popup.remove();
    link.setAttribute("aria-expanded", "false");
    returning = true; // focus that comes back to the words must not open what was just closed
    if (giveBack || inside) link.focus({ preventScroll: true });
    returning = false;
  }

  const links = document.querySelectorAll(".reading-text .gloss, .reading-text .note-mark a");
  for (const link of links) {
    if (!contentOf(link)) continue;
    link.setAttribute("aria-expanded", "false");
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") later(() => open(link), REST); });
    link.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") later(() => shut(false), GRACE); });
    link.addEventListener("focus", () => { if (link.matches(":focus-visible") && !returning) open(link); });
    link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); link.click(); } });
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return; // a tab of its own is wanted
      event.preventDefault();
      const byKey = event.detail === 0;
      if (opener === link && !byKey) shut(false);
      else {
        open(link);
        if (byKey) popup.querySelector("a[href], button").focus();
      }
    });
  }

  popup.addEventListener("pointerenter", () => clearTimeout(timer));
  popup.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") later(() => shut(false), GRACE); });
  addEventListener("scroll", () => clearTimeout(timer), { passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opener) { event.preventDefault(); shut(popup.contains(document.activeElement)); }
  });
  document.addEventListener("pointerdown", (event) => {
    if (opener && !popup.contains(event.target) && !opener.contains(event.target)) shut(false);
  });
  document.addEventListener("focusin", (event) => {
    if (opener && !popup.contains(event.target) && event.target !== opener) shut(false);
  });

  /* The lemma of a note is marked while its mark or the note has the reader's attention, or is the target of the
     address.  Highlights may overlap, which elements may not. */
  if (!window.CSS || !CSS.highlights) return;

  /** The range of characters `start` to `end` of a sentence's own words. */
  function rangeOf(note) {
    const sentence = document.getElementById("s" + note.dataset.address);
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_ALL, {
      acceptNode: (node) => node.nodeType === 1 && (node.hasAttribute("data-editorial") || node === popup)
        ? NodeFilter.FILTER_REJECT : node.nodeType === 3 ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP,
    });
    const range = document.createRange(), start = Number(note.dataset.start), end = Number(note.dataset.end);
    let position = 0;
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const length = text.data.length;
      if (position <= start && start < position + length) range.setStart(text, start - position);
      if (position < end && end <= position + length) { range.setEnd(text, end - position); return range; }
      position += length;
    }
    return null;
  }

  function mark(note) {
    CSS.highlights.delete("lemma");
    document.querySelectorAll(".annotation.in-focus").forEach((other) => other.classList.remove("in-focus"));
    const range = note && rangeOf(note);
    if (!range) return;
    CSS.highlights.set("lemma", new Highlight(range));
    note.classList.add("in-focus");
  }

  const target = () => document.querySelector(".annotation:target");
  const attend = (element, note) => {
    for (const kind of ["pointerenter", "focusin"]) element.addEventListener(kind, () => mark(note));
    for (const kind of ["pointerleave", "focusout"]) element.addEventListener(kind, () => mark(target()));
  };
  for (const note of document.querySelectorAll(".annotation")) {
    attend(note, note);
    const back = document.getElementById("m" + note.id.slice(1));
    if (back) attend(back, note);
  }
  for (const moment of ["hashchange", "load"]) addEventListener(moment, () => mark(target()));
})();
