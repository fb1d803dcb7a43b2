/* Key terms, cited works and sentences shown where the reader is.  Without this script each is a link.

   One pop-up serves all.  It opens when a moving pointer comes to rest on the words; a gloss or a citation also at a
   tap, Enter or Space, and then it can be entered.  The sentence of an address is shown on keyboard focus as well, as
   something to look at only.  Escape, its button, attention elsewhere, or on a phone the way back closes it, and the
   focus returns to the words (WCAG 2.2, 1.4.13). */

"use strict";
(() => {
  const REST = 450; // milliseconds a pointer rests before anything opens: the first brush is no wish
  const AGAIN = 120; // and where something is open already
  const GRACE = 250; // how long it may be on its way into the pop-up
  const OPENS = ".gloss[href], .citation a", ADDRESS = "a.address[href], a:has(> .address)";
  const box = make("div", { class: "popup", popover: "manual", role: "dialog", tabindex: "-1", "data-editorial": "" });
  const popup = popUp(box, shut);
  let timer = 0, wanted = null, returning = false, scrolled = 0, closed = 0, done = () => {};

  const later = (work, delay) => { clearTimeout(timer); timer = setTimeout(work, delay); };
  const isAddress = (link) => link.matches(ADDRESS) && !link.matches(".citation a");
  const linkAt = (event) => {
    const link = event.target instanceof Element && event.target.closest(`${OPENS}, ${ADDRESS}`);
    return link && !box.contains(link) && contentOf(link) ? link : null;
  };

  /** What says what the words name: a key term or a work of this page, or an address. */
  function contentOf(link) {
    if (isAddress(link)) return /^#s(\d+\.\d+)$/.exec(link.hash)?.[1];
    return document.getElementById(link.dataset.entry ? `term-${link.dataset.entry}` : decodeURIComponent(link.hash.slice(1)));
  }

  /** The author's words of a sentence, from this page or from the script that has all. */
  async function sentenceOf(address) {
    await edition.load("sentences", { style: false });
    const { language, titles, words } = edition.sentences;
    if (!words[address]) return null; // withheld
    return [
      make("p", { class: "popup-name" }, make("span", { class: "address" }, address), titles[address.split(".")[0]]),
      make("p", { class: "popup-sentence", lang: language || undefined }, words[address]),
    ];
  }

  /** A copy of what the page holds. */
  function copyOf(content, link) {
    const copy = content.cloneNode(true);
    for (const node of copy.querySelectorAll("[id]")) node.removeAttribute("id");
    if (link.dataset.entry) {
      const { href } = copy.querySelector(".term-headword a");
      copy.querySelector(".term-places").prepend(make("a", { href, class: "popup-more" }, t("Whole entry")), " · ");
    }
    return [...copy.childNodes];
  }

  const beside = (link) => place(box, link.getClientRects()[0], { turns: true });

  async function open(link, inert = false) {
    clearTimeout(timer);
    if (popup.opener === link) { box.inert &&= inert; return; }
    wanted = link;
    const content = contentOf(link), words = isAddress(link) ? await sentenceOf(content) : copyOf(content, link);
    if (wanted !== link || !words) return;
    shut(false);
    box.replaceChildren(...words);
    const [name, said] = [".term-headword", ".term-gloss"].map((part) => box.querySelector(part));
    for (const [role, node] of [["labelledby", name], ["describedby", said]]) {
      if (node) { node.id = `popup-${role}`; box.setAttribute(`aria-${role}`, node.id); } else box.removeAttribute(`aria-${role}`);
    }
    if (name) box.removeAttribute("aria-label");
    else box.setAttribute("aria-label", link.textContent);
    if (!isAddress(link)) box.append(make("button", { type: "button", class: "popup-close", "aria-label": t("Close"), onclick: () => shut(true) }, "×"));
    box.inert = inert;
    popup.open(link);
    if (isAddress(link)) link.removeAttribute("aria-expanded"); // it leads elsewhere
    beside(link);
    setTimeout(() => { if (popup.opener === link) beside(link); }, 300); // where the focus has moved its note in the margin
  }

  function shut(giveBack = false) {
    clearTimeout(timer);
    wanted = null;
    const link = popup.opener;
    if (!link) return;
    closed = performance.now();
    returning = true; // focus that comes back to the words must not open what was just closed
    popup.close(giveBack);
    returning = false;
    if (isAddress(link)) link.removeAttribute("aria-expanded");
    done();
  }

  /** What a gloss or a citation does when it is pressed. */
  async function press(link, byKey) {
    if (!byKey && popup.opener === link) { shut(false); return; }
    await open(link);
    if (popup.opener !== link) return;
    if (byKey) box.focus({ preventScroll: true });
    else done = edition.closable(() => shut(false));
  }

  function hear(event) {
    const link = linkAt(event);
    if (event.type === "focusin") {
      if (link && isAddress(link) && !returning && link.matches(":focus-visible")) {
        // Not with the timer of the pointer: the page may scroll to where the focus goes.
        setTimeout(() => { if (document.activeElement === link && popup.opener !== link) open(link, true); }, REST);
      }
      return;
    }
    // A pointer under which the page moves has not come to the words: only its own movement counts.  Nor has one that selects.
    if (!link || event.pointerType !== "mouse" || performance.now() - scrolled < 200 || !(event.movementX || event.movementY)) return;
    if (event.buttons || !getSelection().isCollapsed || popup.opener === link) clearTimeout(timer);
    else later(() => open(link), popup.opener || performance.now() - closed < REST ? AGAIN : REST);
  }

  for (const moment of ["pointermove", "focusin"]) document.addEventListener(moment, hear);
  document.addEventListener("pointerout", (event) => {
    const from = linkAt(event) ?? (box.contains(/** @type {Node} */ (event.target)) && box);
    if (event.pointerType !== "mouse" || !from || from.contains(/** @type {Node} */ (event.relatedTarget))) return;
    later(() => shut(false), GRACE);
  });
  document.addEventListener("focusout", () => { if (box.inert) shut(false); else if (!popup.opener) clearTimeout(timer); });
  document.addEventListener("pointerdown", () => clearTimeout(timer), true);
  document.addEventListener("selectionchange", () => { if (!popup.opener && !getSelection().isCollapsed) clearTimeout(timer); });
  addEventListener("scroll", () => { scrolled = performance.now(); clearTimeout(timer); }, { passive: true });
  box.addEventListener("pointerenter", () => clearTimeout(timer));

  edition.previews = { hear, press };
})();
