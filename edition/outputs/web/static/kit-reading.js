/* The kit of a page that draws a unit; the build joins it with the scripts of such a page. */

"use strict";
/** The sentence at the height where one reads, a third down the window.
    @param {Element} text
    @returns {HTMLElement | undefined} */
function sentenceRead(text) {
  const line = innerHeight / 3;
  return [...text.querySelectorAll(".sentence")].findLast((sentence) => sentence.getBoundingClientRect().top <= line);
}
