/* The number of a sentence opens its card; selected words can be copied with their citation.  Both are in card.js, which
   is fetched when it is first wanted; without script a number is a link to its sentence. */

"use strict";
(() => {
  const NUMBER = ".reading-text .sentence-number";
  const card = async () => { await edition.load("card"); return edition.card; };
  for (const number of document.querySelectorAll(NUMBER)) number.setAttribute("aria-haspopup", "dialog");

  document.addEventListener("click", (event) => {
    const number = event.target.closest(NUMBER);
    if (!number || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const top = scrollY;
    location.hash = number.hash; // marks the sentence, and can be copied from the address bar
    scrollTo({ top, behavior: "instant" });
    number.focus({ preventScroll: true });
    card().then((found) => found.open(number, event.detail === 0));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target instanceof Element && event.target.matches(NUMBER)) { event.preventDefault(); event.target.click(); }
  });
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection(), at = chosen.anchorNode && chosen.anchorNode.parentElement;
    if (!chosen.isCollapsed && at && at.closest(".reading-text")) card().then((found) => found.consider());
  });
})();
