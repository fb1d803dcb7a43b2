/* Keys of one letter besides those of page.js, fetched when the first of them is pressed: from unit to unit, from sentence
   to sentence, and a list of all. */

"use strict";
(() => {
  /** The sentence one is at: the one in focus, the one that the address names if it is in view, or the one being read.
      @param {HTMLElement[]} sentences */
  function present(sentences) {
    const inView = ({ top, bottom }) => bottom > 0 && top < innerHeight;
    const focused = sentences.findIndex((sentence) => sentence.contains(document.activeElement));
    if (focused >= 0) return focused;
    const named = sentences.findIndex((sentence) => sentence.matches(":target") && inView(sentence.getBoundingClientRect()));
    return named >= 0 ? named : sentences.indexOf(sentenceRead(document));
  }

  /** To another sentence; no step of the history, so that one step leads back to where one came from.
      @param {number} by */
  function step(by) {
    const sentences = [...document.querySelectorAll(".sentence")], sentence = sentences[present(sentences) + by];
    if (!sentence) return;
    location.replace(`#${sentence.id}`);
    sentence.querySelector(".sentence-number").focus({ preventScroll: true });
  }

  const follow = (/** @type {string} */ way) => document.querySelector(`.prev-next .${way}`)?.click();

  /** @type {HTMLDialogElement} */
  let help;
  function show() {
    const close = () => help.close();
    help ??= make("dialog", { class: "keys", "aria-labelledby": "keys-title" },
      make("h2", { id: "keys-title" }, t("Keys")),
      make("dl", {}, ...[
        ["/", t("search")],
        ["n, p", t("next and previous unit")],
        ["j, k", t("next and previous sentence")],
        ["b", t("from an entry back to the text")],
        ["?", t("this list")],
      ].flatMap(([key, words]) => [make("dt", {}, key), make("dd", {}, words)])),
      make("button", { type: "button", onclick: close }, t("Close")));
    document.body.append(help);
    if (!help.open) help.showModal();
  }

  const acts = { n: () => follow("next"), p: () => follow("prev"), j: () => step(1), k: () => step(-1), "?": show };
  edition.key = (key) => acts[key]();
})();
