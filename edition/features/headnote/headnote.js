/* On a phone style shows the first lines of a headnote; all of it comes at a press, and to whoever gets into it. */

"use strict";
(() => {
  const note = document.querySelector(".headnote");
  if (!note) return;
  const open = () => { note.classList.add("whole"); more.remove(); };
  const more = make("button", { type: "button", onclick: () => { open(); note.tabIndex = -1; note.focus(); } }, t("more"));
  note.prepend(more);
  note.addEventListener("scroll", open); // the browser has found something in what is not seen
  note.addEventListener("focusin", ({ target }) => { if (target !== more) open(); });
})();
