/* The kit of what opens beside words; the build joins it with the scripts that open it, fetched at the first gesture. */

"use strict";
/** Where a box goes, in pixels of the window: below the words; above them where it may turn and has room only there.
    @param {{ left: number, bottom: number, top?: number }} words
    @param {{ width: number, height: number }} box
    @param {{ width: number, height: number }} room
    @param {number} gap
    @param {boolean} turns */
function placeOf(words, { width, height }, room, gap, turns) {
  const edge = 16; // pixels that stay free on either side
  const left = Math.max(edge, Math.min(words.left, room.width - width - edge));
  const below = !turns || words.bottom + gap + height <= room.height || words.top < height + gap;
  return { left, top: below ? words.bottom + gap : words.top - height - gap };
}

/** Put a box beside words.
    @param {HTMLElement} box
    @param {{ left: number, bottom: number, top?: number }} words */
function place(box, words, { gap = 8, turns = false } = {}) {
  const room = { width: document.documentElement.clientWidth, height: innerHeight };
  const { left, top } = placeOf(words, box.getBoundingClientRect(), room, gap, turns);
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${top + scrollY}px`;
}

/** A box that opens behind what asks for it, so that Tab leads into it.  `shut` is called for whoever turns to
    something else, with false, or presses Escape, with nothing; it calls `close`, which returns the focus if asked to
    or if it was in the box.
    @param {HTMLElement} box
    @param {(giveBack?: boolean) => void} shut */
function popUp(box, shut) {
  const popup = {
    /** @type {HTMLAnchorElement | null} */
    opener: null,
    /** @param {HTMLAnchorElement} opener */
    open(opener) {
      opener.after(box);
      box.showPopover?.();
      popup.opener = opener;
      opener.setAttribute("aria-expanded", "true");
    },
    /** @param {boolean} giveBack */
    close(giveBack) {
      const { opener } = popup, inside = box.contains(document.activeElement);
      popup.opener = null;
      box.remove();
      opener.setAttribute("aria-expanded", "false");
      if (giveBack || inside) opener.focus({ preventScroll: true });
    },
  };
  const elsewhere = (/** @type {Event} */ event) => {
    const target = /** @type {Node} */ (event.target);
    if (target.isConnected === false) return; // a button of the box that what it did has replaced
    if (popup.opener && !box.contains(target) && !popup.opener.contains(target)) shut(false);
  };
  // A finger that comes down may be about to scroll; only a tap turns elsewhere.
  document.addEventListener("pointerdown", (event) => { if (event.pointerType !== "touch") elsewhere(event); });
  document.addEventListener("click", elsewhere);
  document.addEventListener("focusin", elsewhere);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !popup.opener) return;
    event.preventDefault();
    shut();
  });
  return popup;
}
