/* The fragment is an address that this page does not have: lead to the page that has it, or say what there is.
   Fetched by page.js only then. */

"use strict";
edition.lost = async () => {
  await edition.load("known", { style: false });
  const [, unit, sentence] = /(\d+)\.(\d+)$/.exec(location.hash);
  const [page, last, name] = edition.known.units[unit] ?? [];
  if (page && sentence >= 1 && sentence <= last) {
    const there = new URL(`${edition.root}${page}#s${unit}.${Number(sentence)}`, location.href);
    location.replace(there); // Back leads to where the reader came from, not here again
    return;
  }
  const line = document.createElement("p"), link = document.createElement("a");
  link.href = page ? edition.root + page : `${edition.root}index.html`;
  link.textContent = page ? name : "The front page";
  line.append(`There is no sentence ${unit}.${sentence}. `, link, page ? ` has ${unit}.1 to ${unit}.${last}.` : " lists what there is.");
  line.className = "lost";
  line.setAttribute("role", "status");
  document.querySelector("p.lost:not([id])")?.remove();
  (document.querySelector("main article") ?? document.body).prepend(line);
};
