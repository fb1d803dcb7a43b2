/* The three states of a unit's page: read, study, all.  What is chosen here holds for good; what a link asks for, while
   one is here, with a way back. */

"use strict";
(() => {
  const text = document.querySelector(".reading-text"), box = document.querySelector(".views");
  if (!text || !box) return;
  const buttons = [...box.querySelectorAll("button")].filter(({ value }) => value);
  const show = () => { for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === edition.settings.view)); };

  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLButtonElement} */ (event.target.closest(".views button, .more-notes button"));
    if (!button) return;
    if (button.parentElement.matches(".legend")) {
      edition.stored("known", true);
      return document.documentElement.classList.remove("guest");
    }
    const sentence = sentenceRead(text), top = sentence?.getBoundingClientRect().top;
    edition.set("view", button.value || undefined);
    if (top > 0) scrollBy({ top: sentence.getBoundingClientRect().top - top, behavior: "instant" }); // the reader stays where he reads
  });
  document.addEventListener("edition:settings", show);
  show();
})();
