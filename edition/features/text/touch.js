/* A finger is wider than the letter of a note or the number of a sentence: the nearest that is drawn has the tap, unless
   the finger is on another link and not quite as near. */

"use strict";
(() => {
  const ON_LINK = 8, ON_WORDS = 20; // pixels from the edge of what is drawn
  const text = document.querySelector(".reading-text");
  text?.addEventListener("click", (event) => {
    const { clientX: x, clientY: y, target } = event;
    if (/** @type {PointerEvent} */ (event).pointerType !== "touch" || target.closest("[data-editorial]")) return;
    let least = target.closest("a[href]") ? ON_LINK : ON_WORDS, nearest = null;
    for (const link of text.querySelectorAll("a[data-drawn]")) {
      for (const { left, right, top, bottom } of link.getClientRects()) {
        const far = Math.hypot(Math.max(left - x, x - right, 0), Math.max(top - y, y - bottom, 0));
        if (far < least) [least, nearest] = [far, link];
      }
    }
    if (!nearest) return;
    event.preventDefault();
    event.stopPropagation();
    nearest.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
  }, true);
})();
