/* The quiet bar over a text, fetched at the first scroll: it comes when the reader scrolls up, says where one is, and
   leads on; whoever goes down, or turns to anything below it, has the whole window.  It also knows when a unit is read. */

"use strict";
(() => {
  const header = document.querySelector(".site-header");
  const sentences = [...document.querySelectorAll(".sentence")], next = document.querySelector(".prev-next .next");
  const unit = document.querySelector("h1 .unit-number")?.textContent;

  const address = make("span", { class: "address" });
  const here = make("a", { href: "#main-content", class: "bar-here" },
    unit && make("span", { class: "unit-number" }, unit), make("span", { class: "bar-title" }, titleHere()), address);
  const on = next && make("a", { href: next.getAttribute("href"), class: "bar-next", "aria-label": `${t("Next")} ${next.lastChild.textContent.trim()}` },
    `${next.querySelector(".unit-number").textContent} →`);
  const tools = /** @type {HTMLElement} */ (header.querySelector(".site-tools").cloneNode(true));
  tools.querySelector(".menu-button").remove(); // what it opens stands below the header
  const bar = make("nav", { class: "bar", "aria-label": t("Where you are") }, here, on ?? undefined, tools);
  header.after(bar);

  let last = scrollY, waiting = false, led = -Infinity; // when the page last moved to what was asked for
  /** @param {boolean} shown */
  function show(shown) {
    bar.classList.toggle("shown", shown || bar.contains(document.activeElement));
    if (shown) address.textContent = sentenceRead(document)?.id.slice(1) ?? "";
  }

  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const by = scrollY - last;
      if (Math.abs(by) < 8) return; // a hand that trembles
      last = scrollY;
      show(by < 0 && performance.now() - led > 300 && header.getBoundingClientRect().bottom < 0);
    });
  }, { passive: true });
  const giveWay = () => { led = performance.now(); show(false); };
  document.addEventListener("focusin", ({ target }) => { if (!bar.contains(/** @type {Node} */ (target))) giveWay(); });
  addEventListener("hashchange", giveWay);

  /* A unit whose last sentence was seen is read; copies of the text are no unit's home. */
  if (document.querySelector(".reading-text[data-copy]")) return;
  const seen = new IntersectionObserver(([{ isIntersecting }]) => {
    const read = edition.stored("read") ?? [], file = `${encodeURI(document.body.dataset.page.split("/").pop())}.html`;
    if (!isIntersecting) return;
    seen.disconnect();
    if (!read.includes(file)) edition.stored("read", [...read, file]);
  });
  seen.observe(sentences.at(-1));
})();
