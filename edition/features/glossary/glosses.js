/* Glosses and cited works open in place: what shows them is fetched at the first gesture (`previews`).  Without this
   script each is a link, to its entry or to the list of works. */

"use strict";
(() => {
  const text = document.querySelector(".reading-text");
  if (!text) return;
  const OPENS = ".gloss[href], .citation a[href^='#']";
  const all = [...text.querySelectorAll(".gloss")];
  const page = document.body.dataset.page;

  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement} */ (event.target.closest(OPENS)), byKey = edition.byKey(event);
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    edition.load("popups").then(() => edition.previews.press(link, byKey));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target instanceof HTMLElement && event.target.matches(OPENS)) { event.preventDefault(); event.target.click(); }
  });
  for (const link of document.querySelectorAll(".citation a[href^='#']")) link.setAttribute("aria-expanded", "false");

  /* Mentions lead to their entries, but for who wants the text alone.  Words that lead nowhere are words. */
  function choose() {
    const active = edition.settings.only !== "on";
    for (const link of all) {
      link.dataset.href ??= link.getAttribute("href");
      // Words that open nothing must not say that they do.
      for (const [name, value] of Object.entries({ href: link.dataset.href, "aria-expanded": "false" })) {
        if (active) link.setAttribute(name, value);
        else link.removeAttribute(name);
      }
    }
  }
  document.addEventListener("edition:settings", choose);
  choose();

  /* From an entry one key or tap leads back to the very word; the front door offers to go on where one left off. */
  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement} */ (event.target.closest(".popup a[href]"));
    const word = /** @type {HTMLElement} */ (link?.closest(".popup").previousElementSibling), sentence = word?.closest(".sentence");
    if (sentence && link.pathname !== location.pathname) edition.session("from", { page, address: sentence.id.slice(1), word: all.indexOf(word) });
  }, true);

  const back = edition.session("back");
  if (back && back.page === page && all[back.word]) {
    edition.session("back", null);
    const word = all[back.word];
    word.scrollIntoView({ block: "center" });
    word.focus({ preventScroll: true });
    word.classList.add("returned");
  }

  addEventListener("pagehide", () => {
    const sentence = sentenceRead(text);
    if (sentence) edition.stored("place", { page, address: sentence.id.slice(1), title: titleHere() });
  });
})();
