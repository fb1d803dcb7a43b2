/* The kit: what all scripts share.  The build joins it with page.js, which comes first on every page. */

"use strict";
/** An element with attributes, listeners (`onclick`) and children; what is undefined is left out.
    @template {keyof HTMLElementTagNameMap} T
    @param {T} tag
    @param {Record<string, unknown>} [attributes]
    @param {...(Node | string | undefined)} children
    @returns {HTMLElementTagNameMap[T]} */
function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== ""));
  return made;
}

/** Words in the language of the edition; what stands in braces is filled in.
    @param {string} words
    @param {Record<string, unknown>} [given] */
function t(words, given) {
  return String(edition.words?.[words] ?? words).replace(/{(\w+)}/g, (_, name) => String(given[name]));
}

/** Whether a click asks for this page, and not for a tab or a window of its own.
    @param {MouseEvent} event */
function isPlain(event) {
  return !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
}

/** The sentence at the height where one reads, a third down the window.
    @param {ParentNode} text
    @returns {HTMLElement | undefined} */
function sentenceRead(text) {
  const line = innerHeight / 3;
  return [...text.querySelectorAll(".sentence")].findLast((sentence) => sentence.getBoundingClientRect().top <= line);
}

/** The title of this page, without the number of its unit. */
function titleHere() {
  const parts = [...document.querySelector("h1").childNodes].filter((node) => !(node instanceof Element && node.matches(".unit-number")));
  return parts.map((node) => node.textContent).join("").trim();
}
