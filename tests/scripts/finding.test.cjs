"use strict";
const assert = require("node:assert/strict");
const { before, test } = require("node:test");
const { run } = require("./loading.cjs");

const INDEX = {
  unit: "Chapter", cited: "Tale", examples: [], units: { 1: 0, 2: 1 },
  pages: [["pages/01.html", "The Ship"], ["pages/02.html", "The Harbor"], ["glossary/ship.html", "ship"], ["works.html", "Works"]],
  text: [
    ["1.1", "The ships of the company left the harbor."],
    ["1.2", "Nobody in the city answered Möller’s letters."],
    ["2.1", "The vessel came back without its company."],
    ["2.2", "A harbor of the north is no port of call."],
  ],
  entries: [[2, "Fortuna", "object", "A ship of three masts.", [["de", "Glück"], "the vessel"], "Built of oak.", ["1.1", "2.1"]]],
  notes: [["1.1", "n1a", "context", "a", "the company", "Founded by merchants."]],
  works: [[3, "w1", "Doe, A History of Harbors, 1922"]],
  prose: [[0, "", "", "Of a departure."]],
};

let finding;
before(async () => {
  const edition = { root: "../", index: INDEX, load: async () => {} };
  run(["kit.js", "kit-words.js", "minisearch.js", "finding.js"], { edition });
  ({ finding } = edition);
  await finding.load();
});

const addresses = (words) => Array.from(finding.find(words).hits, ({ record }) => record.address ?? record.group);

test("a term is folded, in the singular, and nothing where every sentence has it", () => {
  const cases = {
    Ships: "ship", policies: "policy", ties: "tie", series: "sery", Congress: "congress", status: "status", gas: "gas", is: "",
    "Möller’s": "moller", "peasants'": "peasant", Œuvres: "oeuvre", The: "", Soviets: "soviet", 1922: "1922", "1920s": "1920s",
  };
  for (const [word, term] of Object.entries(cases)) assert.equal(finding.term(word), term, word);
});

test("words are parted at everything but letters, numbers and apostrophes within", () => {
  assert.deepEqual([...finding.termsOf("Rapallo, Anglo-Soviet (1922); l’État")], ["rapallo", "anglo", "soviet", "1922", "letat"]);
  assert.deepEqual([...finding.termsOf("— the … of")], []);
});

test("an address leads to its sentence and the page that has it, a number to its unit, with or without a word before", () => {
  for (const words of ["1.2", "s1.2", "Tale 1.2", "see 1.2", "chapter 1.2."]) assert.deepEqual(addresses(words), ["1.2", "pages"], words);
  assert.ok(addresses("2").includes("2.1"));
  assert.ok(addresses("2").includes("2.2"));
  assert.ok(!addresses("2").includes("1.1"));
  assert.equal(finding.find("1.9").missing, "1.9");
  assert.equal(finding.find("7.1").missing, undefined);
});

test("all words must be there; if no place has them all, those that have some are shown and it is said", () => {
  assert.deepEqual(addresses("letters city"), ["1.2"]);
  const { hits, some } = finding.find("letters merchants");
  assert.equal(some, true);
  assert.deepEqual(Array.from(hits, ({ record }) => record.address).sort(), ["1.1", "1.2"]);
});

test("an entry is found by any of its names, and brings the sentences that mention it", () => {
  for (const words of ["fortuna", "gluck", "Glück"]) {
    const { hits } = finding.find(words);
    assert.equal(hits[0].record.title, "Fortuna", words);
    assert.equal(hits[0].named, true);
    assert.deepEqual(Array.from(hits).filter((hit) => hit.mention).map(({ record }) => record.address), ["1.1", "2.1"], words);
  }
});

test("words that stand together come before words that stand apart", () => {
  assert.equal(addresses("harbor of the north")[0], "2.2");
});

test("the beginning of the last word is enough, and a wrong letter is forgiven and told", () => {
  assert.ok(addresses("compan").includes("2.1"));
  const { hits, near } = finding.find("lettars");
  assert.deepEqual(Array.from(hits, ({ record }) => record.address), ["1.2"]);
  assert.deepEqual([...near.keys()], ["lettar"]);
  assert.equal(finding.spelling(near.get("lettar").term), "letters");
});

test("a sentence is linked where it stands, an annotation by its own id", () => {
  const links = Array.from(finding.find("company").hits, ({ record }) => record.href);
  for (const link of ["../pages/01.html#s1.1", "../pages/02.html#s2.1", "../pages/01.html#n1a"]) assert.ok(links.includes(link), link);
});
