/* The kit for words; the build joins it with each script that compares some.  A page may so have it twice, which a
   function of a page, unlike a constant, allows. */

"use strict";
/** Words as they are compared: in small letters, without marks, each letter in its plainest form; without what only
    says where a line may break, as the soft hyphens of a PDF do, with the blank that a copy puts behind them.
    @param {string} words */
function fold(words) {
  /** @type {Record<string, string>} */
  const alone = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
  return words.replace(/\u00ad\s*|[\u200b-\u200d\u2060\ufeff]/g, "").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[øłđðþßæœı]/g, (letter) => alone[letter]);
}
