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
    ["1.3", "They signed a pact of non-aggression."],
    ["2.3", "A nonaggression pact is a pact."],
  ],
  entries: [[2, "Fortuna", "object", "A ship of three masts.", [["de", "Glück"], "the vessel"], "Built of oak.", ["1.1", "2.1"]]],
  notes: [["1.1", "n1a", "context", "a", "the company", "Founded by merchants."]],
  works: [[3, "w1", "Doe, A History of Harbors, 1922"]],
  prose: [[0, "", "", "Of a departure."]],
};

let finding;
before(async () => {
  const edition = { root: "../", index: INDEX, load: async () => {} };
  run(["kit.js", "kit-words.js", "minisearch.js", "finding.js"], { edition, performance, setTimeout });
  ({ finding } = edition);
  await finding.load();
});

test("the index is made in slices, so that a key has its turn", async () => {
  const edition = { root: "../", index: INDEX, load: async () => {} };
  let now = 0, pauses = 0;
  run(["kit.js", "kit-words.js", "minisearch.js", "finding.js"], {
    edition, performance: { now: () => (now += 10) }, setTimeout: (then) => { pauses += 1; then(); },
  });
  await Promise.all([edition.finding.load(), edition.finding.load()]);
  assert.equal(pauses, 3); // of ten records
  assert.ok(edition.finding.find("letters").hits.length);
});

const addresses = (words) => Array.from(finding.find(words).hits, ({ record }) => record.address ?? record.group);

test("a term is folded, in the singular, and nothing where every sentence has it", () => {
  const cases = {
    Ships: "ship", policies: "policy", ties: "tie", series: "sery", Congress: "congress", status: "status", gas: "gas", is: "",
    "Möller’s": "moller", "peasants'": "peasant", Œuvres: "oeuvre", The: "", Soviets: "soviet", 1922: "1922", "1920s": "1920s",
    These: "", whose: "",
  };
  for (const [word, term] of Object.entries(cases)) assert.equal(finding.term(word), term, word);
});

test("words are parted at everything but letters, numbers and apostrophes within", () => {
  assert.deepEqual([...finding.termsOf("Rapallo, Anglo-Soviet (1922); l’État")], ["rapallo", "anglo", "soviet", "1922", "letat"]);
  assert.deepEqual([...finding.termsOf("— the … of")], []);
});

test("a plural in -es is found by its singular, and the singular by its plural", () => {
  const cases = [
    ["crisis", "crises"], ["thesis", "theses"], ["analysis", "analyses"], ["axis", "axes"], ["class", "classes"],
    ["process", "processes"], ["tax", "taxes"], ["church", "churches"], ["avalanche", "avalanches"], ["prize", "prizes"],
    ["hero", "heroes"], ["shoe", "shoes"], ["house", "houses"], ["virus", "viruses"], ["case", "cases"], ["gas", "gases"],
    ["treaty", "treaties"], ["use", "uses"], ["ship", "ships"], ["wish", "wishes"], ["course", "courses"], ["tie", "ties"],
  ];
  for (const [one, many] of cases) assert.equal(finding.term(one), finding.term(many), one);
  const all = cases.map(([one]) => finding.term(one));
  assert.equal(new Set(all).size, all.length);
});

test("a compound is found with its hyphen and without", () => {
  for (const words of ["non-aggression", "nonaggression", "Non‐Aggression", "nonaggression pact", "non-aggression pact"]) {
    assert.deepEqual(addresses(words).slice(0, 2).sort(), ["1.3", "2.3"], words);
  }
  assert.deepEqual(addresses("aggression"), ["1.3"]);
  assert.deepEqual(addresses("northport"), ["2.2"]); // two known words that nobody writes as one
  const { hits } = finding.find("nonaggression");
  const [written] = Array.from(hits).filter(({ record }) => record.address === "1.3");
  for (const word of ["Non", "aggression"]) assert.ok(written.marked.has(finding.term(word)));
  assert.equal(finding.spelling(finding.term("nonaggression")), "non-aggression");
});

test("what only says where a line may break parts no word", () => {
  for (const words of ["let\u00adters", "let\u00ad\nters", "let\u00ad ters", "let\u200bters"]) assert.deepEqual(addresses(words), ["1.2"], words);
  assert.deepEqual(Array.from("let\u00adters of".match(finding.WORD)), ["let\u00adters", "of"]);
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
  const { hits, some } = finding.find("letters merchants oak");
  assert.equal(some, true);
  assert.deepEqual(Array.from(hits, ({ record }) => record.address ?? record.group).sort(), ["1.1", "1.2", "entries"]);
});

test("words that meet only in neighbors, sentences or their notes, are shown where each stands", () => {
  const { hits, some, apart } = finding.find("letters merchants");
  assert.deepEqual([some, apart], [false, true]);
  assert.deepEqual(Array.from(hits, ({ record }) => record.words).sort(), [INDEX.notes[0][5], INDEX.text[1][1]]);
  assert.equal(finding.find("letters pact").apart, false); // in two units, or with a sentence between
  assert.equal(finding.find("letters city").apart, false);
});

test("of a page of the printed book it is said that none is known; what the text itself says is still found", () => {
  for (const words of ["page 273", "p. 38", "pp. 3–4"]) {
    const { hits, unpaged } = finding.find(words);
    assert.deepEqual([hits.length, unpaged], [0, "1.1"], words);
  }
  assert.equal(finding.find("page").unpaged, undefined);
  assert.equal(finding.find("ship 3").unpaged, undefined);
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
