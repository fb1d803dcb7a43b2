/* Glosses and cited works shown where the reader is, from what the page already holds.  Without this script each is a
   link, to its entry or to the list of works.

   One pop-up serves all.  It opens when a moving pointer comes to rest on the words, on keyboard focus, and at once at
   a tap, Enter or Space; it can be entered; Escape, its button, attention elsewhere, or on a phone the way back closes
   it, and the focus returns to the words (WCAG 2.2, 1.4.13). */

"use strict";
(() => {
  const REST = 450; // milliseconds a pointer rests before a gloss opens: the first brush is no wish
  const GRACE = 250; // and how long it may be on its way into the pop-up
  const text = document.querySelector(".reading-text");
  if (!text) return;
  const links = [...text.querySelectorAll(".gloss"), ...document.querySelectorAll(".citation a")].filter(contentOf);
  const box = make("div", { class: "popup", popover: "manual", role: "dialog", "data-editorial": "" });
  const popup = popUp(box, shut);
  let timer = 0, returning = false, scrolled = 0, done = () => {};

  const later = (work, delay) => { clearTimeout(timer); timer = setTimeout(work, delay); };

  /** The element of this page that says what the words name: a key term, or a work cited here. */
  function contentOf(link) {
    return document.getElementById(link.dataset.entry ? `term-${link.dataset.entry}` : decodeURIComponent(link.hash.slice(1)));
  }

  function fill(link) {
    const copy = /** @type {HTMLElement} */ (contentOf(link).cloneNode(true));
    for (const node of copy.querySelectorAll("[id]")) node.removeAttribute("id");
    const close = make("button", { type: "button", class: "popup-close", "aria-label": t("Close"), onclick: () => shut(true) }, "×");
    box.setAttribute("aria-label", copy.querySelector(".term-headword")?.textContent ?? link.textContent);
    box.replaceChildren(...copy.childNodes, close);
    if (!link.dataset.entry) return;
    const { href } = /** @type {HTMLAnchorElement} */ (box.querySelector(".term-headword a"));
    box.querySelector(".term-places").prepend(make("a", { href, class: "popup-more" }, t("Whole entry")), " · ");
  }

  const beside = (link) => place(box, link.getClientRects()[0], { turns: true });

  function open(link) {
    clearTimeout(timer);
    if (popup.opener === link || !link.hasAttribute("href")) return;
    shut(false);
    fill(link);
    popup.open(link);
    beside(link);
    setTimeout(() => { if (popup.opener === link) beside(link); }, 300); // where the focus has moved its note in the margin
  }

  function openByTap(link) {
    open(link);
    if (popup.opener === link) done = edition.closable(() => shut(false));
  }

  function shut(giveBack = false) {
    clearTimeout(timer);
    if (!popup.opener) return;
    returning = true; // focus that comes back to the words must not open what was just closed
    popup.close(giveBack);
    returning = false;
    done();
  }

  for (const link of links) {
    link.setAttribute("aria-expanded", "false");
    link.setAttribute("aria-haspopup", "dialog");
    // A pointer under which the page moves has not come to the words: only its own movement counts.
    link.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "mouse" || performance.now() - scrolled < 200 || !(event.movementX || event.movementY)) return;
      if (popup.opener !== link) later(() => open(link), REST);
      else clearTimeout(timer);
    });
    link.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") later(() => shut(false), GRACE); });
    link.addEventListener("focus", () => { if (link.matches(":focus-visible") && !returning) open(link); });
    link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); link.click(); } });
    link.addEventListener("click", (event) => {
      if (!link.hasAttribute("href") || !isPlain(event)) return;
      event.preventDefault();
      const byKey = edition.byKey(event);
      if (byKey) { open(link); box.querySelector("a[href], button").focus(); }
      else if (popup.opener === link) shut(false);
      else openByTap(link);
    });
  }

  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") later(() => shut(false), GRACE); });
  box.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement} */ (event.target.closest("a[href]"));
    if (!link || !popup.opener) return;
    if (link.pathname !== location.pathname) remember(popup.opener);
  });
  addEventListener("scroll", () => { scrolled = performance.now(); clearTimeout(timer); }, { passive: true });

  /* Mentions lead to their entries, but for who wants the text alone.  Words that lead nowhere are words. */
  function choose() {
    const active = edition.settings.only !== "on";
    for (const link of text.querySelectorAll(".gloss")) {
      link.dataset.href ??= link.getAttribute("href");
      // Words that open nothing must not say that they do.
      const said = { href: link.dataset.href, ...(links.includes(link) ? { "aria-expanded": "false", "aria-haspopup": "dialog" } : {}) };
      for (const [name, value] of Object.entries(said)) {
        if (active) link.setAttribute(name, value);
        else link.removeAttribute(name);
      }
    }
  }
  document.addEventListener("edition:settings", choose);
  choose();

  /* From an entry one key or tap leads back to the very word; the front door offers to go on where one left off. */
  const all = [...text.querySelectorAll(".gloss")];
  const page = document.body.dataset.page;

  function remember(link) {
    const sentence = link.closest(".sentence");
    edition.session("from", { page, address: sentence.id.slice(1), word: all.indexOf(link) });
  }

  const back = edition.session("back");
  if (back && back.page === page && all[back.word]) {
    edition.session("back", null);
    returning = true;
    const word = all[back.word];
    word.scrollIntoView({ block: "center" });
    word.focus({ preventScroll: true });
    word.classList.add("returned");
    returning = false;
  }

  const title = [...document.querySelector("h1").childNodes].filter((node) => !(node instanceof Element && node.classList.contains("unit-number")))
    .map((node) => node.textContent).join("").trim();
  addEventListener("pagehide", () => {
    const sentence = sentenceRead(text);
    if (sentence) edition.stored("place", { page, address: sentence.id.slice(1), title });
  });
})();
