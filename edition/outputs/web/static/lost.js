/* The fragment is an address that this page does not have: lead to the page that has it, or say what there is.
   Fetched by page.js only then. */

"use strict";
edition.lost = async () => {
  await edition.load("known", { style: false });
  const [unit, sentence] = /(\d+)\.(\d+)$/.exec(location.hash).slice(1).map(Number);
  const [page, last, name] = edition.known.units[unit] ?? [];
  if (page && sentence >= 1 && sentence <= last) {
    location.replace(new URL(`${edition.root}${page}#s${unit}.${sentence}`, location.href)); // Back leads to where the reader came from, not here again
    return;
  }
  const link = make("a", { href: page ? edition.root + page : `${edition.root}index.html` }, page ? name : t("The front page"));
  const missing = t("There is no sentence {address}.", { address: `${unit}.${sentence}` });
  const there = page ? t("has {first} to {last}.", { first: `${unit}.1`, last: `${unit}.${last}` }) : t("lists what there is.");
  const line = make("p", { class: "lost", role: "status" }, `${missing} `, link, ` ${there}`);
  document.querySelector("p.lost:not([id])")?.remove();
  (document.querySelector("main article") ?? document.body).prepend(line);
};
