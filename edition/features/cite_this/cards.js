/* The number of a sentence opens its sheet; selected words can be copied with their citation.  Both are in card.js, which
   is fetched when it is first wanted; without script a number is a link to its sentence. */

"use strict";
(() => {
  const NUMBER = ".reading-text .sentence-number";
  const card = async () => { await edition.load("popups"); await edition.load("card"); return edition.card; };
  for (const number of document.querySelectorAll(NUMBER)) number.setAttribute("aria-haspopup", "dialog");

  document.addEventListener("click", (event) => {
    const number = /** @type {HTMLAnchorElement} */ (event.target.closest(NUMBER));
    if (!number || !isPlain(event)) return;
    event.preventDefault();
    const top = scrollY;
    location.hash = number.hash; // marks the sentence, and can be copied from the address bar
    scrollTo({ top, behavior: "instant" });
    number.focus({ preventScroll: true });
    card().then((found) => found.open(number, edition.byKey(event)));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target instanceof HTMLElement && event.target.matches(NUMBER)) { event.preventDefault(); event.target.click(); }
  });

  let pressing = false, wanted = false; // nothing is offered while a pointer is on its way
  const consider = () => {
    const chosen = getSelection(), node = chosen.anchorNode, element = node instanceof Element ? node : node?.parentElement;
    wanted ||= !chosen.isCollapsed && Boolean(element?.closest(".reading-text"));
    if (wanted && !pressing) card().then((found) => found.consider());
  };
  const onOffer = (event) => event.target instanceof Element && event.target.matches(".copy-cited");
  document.addEventListener("selectionchange", consider);
  document.addEventListener("pointerdown", (event) => { pressing = !onOffer(event); });
  for (const moment of ["pointerup", "pointercancel"]) {
    document.addEventListener(moment, (event) => {
      pressing = false;
      if (!onOffer(event)) consider();
    });
  }
})();
