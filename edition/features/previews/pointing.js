/* Whoever points at what can be previewed, or comes to an address with the keyboard, has the script fetched. */

"use strict";
for (const moment of ["pointermove", "focusin"]) {
  document.addEventListener(moment, (event) => {
    if (edition.previews || /** @type {PointerEvent} */ (event).pointerType === "touch" || !(event.target instanceof Element)) return;
    if (event.target.closest(".gloss, .citation a, a.address, a:has(> .address)")) edition.load("popups").then(() => edition.previews.hear(event));
  });
}
