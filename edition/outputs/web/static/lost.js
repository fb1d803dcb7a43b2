/* The fragment is an address that this page does not have: lead to the page that has it, or say what there is.
   Fetched by page.js only then. */

"use strict";
edition.lost = async () => {
  await edition.load("known", { style: false });
  const [unit, sentence] = /(\d+)\.(\d+)$/.exec(location.hash).slice(1).map(Number);
  const [page, last, name] = edition.known.units[unit] ?? [];
  if (page && sentence >= 1 && sentence <= last) {
    const there = new URL(`${edition.root}${page}#s${unit}.${sentence}`, location.href);
    location.replace(there); // Back leads to where the reader came from, not here again
    return;
  }
  const link = make("a", { href: page ? edition.root + page : `${edition.root}index.html` }, page ? name : "The front page");
  const line = make("p", { class: "lost", role: "status" },
    `There is no sentence ${unit}.${sentence}. `, link, page ? ` has ${unit}.1 to ${unit}.${last}.` : " lists what there is.");
  document.querySelector("p.lost:not([id])")?.remove();
  (document.querySelector("main article") ?? document.body).prepend(line);
};
