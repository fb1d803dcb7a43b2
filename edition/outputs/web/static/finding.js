/* Search, what is found: what a word is, how near a spelling may be, what comes first.

   What can be found is what `outputs/web/search.py` wrote; MiniSearch searches it.  All are fetched when a search begins,
   and the index is made here, in slices: made by the build it would be there in a tenth of the work, and weigh two thirds
   as much again. */

"use strict";
(() => {
  /* ---- Words: letters and numbers, folded, in the singular; those that every sentence has are none ---- */

  const PART = "(?:[\\p{L}\\p{M}\\p{N}\u200b-\u200d\u2060]|\u00ad\\s*)+";
  const WORD = new RegExp(`${PART}(?:['’ʹʼ]${PART})*`, "gu");
  const HYPHEN = /[-‐‑]/g;
  const COMPOUND = /[\p{L}\p{M}\u00ad]+(?:[-‐‑][\p{L}\p{M}\u00ad]+)+/gu; // co-operation, non-aggression
  const COMMON = new Set(("a about an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its me my"
    + " of on or she so than that the their them then there these they this those to was we were what when where which who whom whose why will with would you"
    + " say said mean means meaning happen happened explain").split(" "));
  const folded = new Map();
  const spelled = new Map(); // term -> how it is first spelled in the index
  const parts = new Map(); // term of a compound, written as one word -> the terms of its parts

  /** What singular and plural have in common, which need not be a word: of crisis and crises it is “cris”. */
  function singular(word) {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
    if (/[^ae]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
    const [, stem] = word.match(/^(.+x|.{2,}[sz]|.+[cs]h)(?:is|es?)$/) ?? word.match(/^(.{2,}o)es?$/) ?? [];
    return stem ?? (/[^us]s$/.test(word) ? word.slice(0, -1) : word);
  }

  function term(word) {
    let found = folded.get(word);
    if (found === undefined) {
      const plain = fold(word).replace(/['’ʹʼ](s$)?/g, "");
      found = COMMON.has(plain) ? "" : singular(plain);
      if (COMMON.has(found)) found = "";
      folded.set(word, found);
    }
    return found;
  }

  const termsOf = (words) => (words.match(WORD) ?? []).map(term).filter(Boolean);

  /** The terms of a text that is read into the index, with a blank at both ends of each. */
  function flat(text) {
    let all = " ";
    for (const word of text.match(WORD) ?? []) {
      const found = term(word);
      if (!found) continue;
      if (!spelled.has(found)) spelled.set(found, word.replace(/['’]s$/, ""));
      all += `${found} `;
    }
    return all;
  }

  /** Each compound of a text as one word, so that it is found with its hyphen or without. */
  const compounds = (text) => (text.match(COMPOUND) ?? []).map((compound) => {
    const found = term(compound.replace(HYPHEN, ""));
    parts.set(found, termsOf(compound));
    if (!spelled.has(found)) spelled.set(found, compound);
    return found;
  });

  /** What is asked for, with each compound that the index knows as one word. */
  const asOne = (words) => words.replace(COMPOUND, (compound) => {
    const one = compound.replace(HYPHEN, "");
    return spelled.has(term(one)) ? one : compound;
  });
  const inParts = (terms) => terms.flatMap((found) => parts.get(found) ?? [found]);

  /* ---- The index ---- */

  const FIELDS = ["title", "names", "gloss", "words"];
  const SLICE = 32; // milliseconds of work, after which a key that was pressed meanwhile has its turn
  let index, records, mini, loading, places;

  /** Everything that can be found: `title`, `names`, `gloss` and `words` are searched, the rest is shown. */
  function allRecords() {
    const href = (page, id) => edition.root + index.pages[page][0] + (id ? `#${id}` : "");
    const unit = (address) => index.units[address.split(".")[0]];
    const bare = (name) => (typeof name === "string" ? name : name[1]);
    const title = (page) => index.pages[page][1];
    const numbers = Object.fromEntries(Object.entries(index.units).map(([number, page]) => [page, number]));
    return [
      ...index.text.map(([address, words]) => (
        { group: "text", address, words, href: href(unit(address), `s${address}`) })),
      ...index.entries.map(([page, headword, type, gloss, names, words, at]) => (
        { group: "entries", title: headword, type, gloss, all: names, names: names.map(bare).join(" · "), words, at,
          href: href(page) })),
      ...index.notes.map(([address, id, kind, label, lemma, words]) => (
        { group: "notes", address, kind, label, title: lemma, words, href: href(unit(address), id) })),
      ...index.works.map(([page, id, words]) => ({ group: "works", words, href: href(page, id) })),
      ...index.prose.map(([page, id, section, words]) => (
        { group: "pages", page: title(page), unit: id ? undefined : numbers[page], title: section || title(page), words,
          href: href(page, id) })),
    ].map((record, id) => ({ id, flat: {}, ...record }));
  }

  /** What is indexed of a field; its terms stay with the record, those of each name with a blank more between. */
  function indexed(record, field) {
    if (field === "id") return record.id;
    const text = record[field];
    if (!text) return;
    record.flat[field] = ` ${field === "names" ? text.split(/[·(),]/).map(flat).join("") : flat(text)} `;
    return record.flat[field] + compounds(text).join(" ");
  }

  /** Load what is searched, and make the index of it, a slice at a time. */
  async function prepare() {
    await Promise.all(["minisearch", "search-index"].map((name) => edition.load(name, { style: false })));
    index = edition.index;
    records = allRecords();
    places = new Map(index.text.map(([address], place) => [address, place]));
    mini = new MiniSearch({
      fields: FIELDS,
      extractField: indexed,
      tokenize: (terms) => terms.split(" "),
      processTerm: (found) => found,
      searchOptions: {
        boost: { title: 6, names: 5, gloss: 2 }, processTerm: term, combineWith: "AND", tokenize: (text) => text.match(WORD) ?? [],
      },
    });
    await new Promise((resolve) => {
      let next = 0;
      const slice = () => {
        const end = performance.now() + SLICE;
        while (next < records.length && performance.now() < end) mini.add(records[next++]);
        if (next < records.length) setTimeout(slice);
        else resolve(undefined);
      };
      slice();
    });
    Object.assign(edition.finding, { ready: true, unit: index.unit, examples: index.examples });
  }

  const load = () => (loading ??= prepare().catch((error) => { loading = undefined; throw error; }));

  /* ---- Finding ---- */

  const begins = (start) => { for (const known of spelled.keys()) if (known.startsWith(start)) return true; };
  const strange = (word) => word.length > 3 && !/^\d/.test(word) && !spelled.has(word) && !begins(word);

  /** What is asked for, with each strange word that is two known ones in two: anticapitalist. */
  const inTwo = (words) => words.replace(WORD, (word) => {
    const ends = strange(term(word)) ? Array.from(word.slice(3, -2), (_, place) => place + 3) : [];
    const end = ends.find((place) => spelled.has(term(word.slice(0, place))) && spelled.has(term(word.slice(place))));
    return end ? `${word.slice(0, end)} ${word.slice(end)}` : word;
  });

  /** The nearest spelling of each strange word; two letters may be wrong in a long one, if one is not enough. */
  function nearest(words) {
    const found = new Map();
    for (const word of new Set(words.filter(strange))) {
      for (const fuzzy of word.length > 5 ? [1, 2] : [1]) {
        const [first] = mini.search(word, { fuzzy, prefix: false, processTerm: (asked) => asked });
        if (first && !found.has(word)) found.set(word, { fuzzy, term: first.terms[0] });
      }
    }
    return found;
  }

  /** The sentences that mention an entry, under whatever name it was looked for; but for those already found. */
  function mentions(entry, hits) {
    const names = [entry.title, ...entry.names.split(" · ")].map(termsOf);
    const found = new Set(hits.map(({ record }) => record));
    const marked = (record) => new Set(names.filter((name) => record.flat.words?.includes(` ${name.join(" ")} `)).flat());
    return records.filter((record) => record.group === "text" && entry.at.includes(record.address) && !found.has(record))
      .map((record) => ({ record, marked: marked(record), mention: true }));
  }

  const marked = (terms) => new Set([...terms, ...inParts(terms)]);

  /** Sentences and notes that have some of the words where the sentences before and behind, and their notes, have the
      others; a sentence has a word as well if it mentions the entry that is called so.  `some` is what has any. */
  function besideEachOther(terms, some) {
    const have = new Map(); // place of a sentence -> the words that it and its notes have
    const found = new Map(); // record -> the terms that it has
    const there = (record, place, words, had) => {
      found.set(record, [...found.get(record) ?? [], ...had]);
      if (!have.has(place)) have.set(place, new Set());
      for (const word of words) have.get(place).add(word);
    };
    for (const { id, queryTerms, terms: had } of some) {
      const { address, at, flat: { title, names } } = records[id];
      if (address) there(records[id], places.get(address), queryTerms, had);
      const called = at ? queryTerms.filter((word) => `${title}${names ?? ""}`.includes(`  ${word}  `)) : [];
      if (called.length) for (const place of at.map((one) => places.get(one))) there(records[place], place, called, []); // texts come first
    }
    const unit = (place) => index.text[place]?.[0].split(".")[0];
    const around = (place) => [place - 1, place, place + 1].filter((other) => unit(other) === unit(place));
    const all = (place) => terms.every((word) => around(place).some((other) => have.get(other)?.has(word)));
    return [...found].filter(([{ address }]) => all(places.get(address))).map(([record, had]) => ({ record, marked: marked(had) }));
  }

  function byWords(written) {
    const begun = /\s(\p{L})$/u.exec(written); // of a further word; one letter tells nothing
    const words = inTwo(asOne(begun && !spelled.has(term(begun[1])) ? written.slice(0, -2) : written));
    const terms = termsOf(words);
    if (!terms.length) return { hits: [] };
    const near = nearest(terms);
    const meant = terms.map((word) => near.get(word)?.term ?? word);
    const options = {
      // The last is perhaps not yet written out.
      prefix: (word, i, all) => word.length > 1 && (i === all.length - 1 || !spelled.has(word)),
      fuzzy: (word) => near.get(word)?.fuzzy ?? false,
    };
    let found = mini.search(words, options);
    const withText = found.some(({ id }) => records[id].group === "text");
    const any = terms.length > 1 && !withText ? mini.search(words, { ...options, combineWith: "OR" }) : [];
    const beside = besideEachOther(terms, any);
    const some = terms.length > 1 && !found.length && !beside.length;
    if (some) found = any;
    const phrase = ` ${inParts(meant).join(" ")}`;
    const hits = found.map(({ id, score, terms: all }) => {
      const record = records[id];
      const names = record.group === "entries" ? `${record.flat.title}${record.flat.names ?? ""}` : "";
      const named = names.includes(` ${phrase}  `);
      const called = named || names.includes(phrase);
      const together = meant.length > 1 && FIELDS.some((field) => record.flat[field]?.includes(phrase));
      const quoted = together && meant.length > 2;
      return { record, get marked() { return marked(all); }, named, called, together, quoted, score: score * (named ? 20 : 1) * (together ? 4 : 1) };
    });
    hits.sort((a, b) => b.score - a.score || a.record.id - b.record.id);
    const quiet = !hits.some(({ record }) => record.group === "text");
    for (const { record } of hits.filter((hit) => hit.named || (quiet && hit.called))) hits.push(...mentions(record, hits));
    const known = new Set(hits.map(({ record }) => record));
    const apart = hits.some(({ record }) => record.group === "text") ? [] : beside.filter(({ record }) => !known.has(record));
    return { hits: [...hits, ...apart], some, near, apart: apart.length > 0 };
  }

  /** Words that only say what kind of number follows. */
  const naming = () => new Set([...termsOf(`${index.cited} ${index.unit} unit part sentence ${t("unit part sentence")}`), "s", "no", "prop", "see"]);

  /** `5.6`, `s5.6`, `Conclusion 5.6` lead to the sentence; `5` to its unit. */
  function byAddress(words) {
    const [, unit, sentence] = words.match(/(?:^|[^\d.])(\d+)(?:\.([1-9]\d*)?)?\.?$/) ?? [];
    if (!(unit in index.units)) return;
    const before = termsOf(words.slice(0, words.lastIndexOf(unit + (sentence ? `.${sentence}` : ""))));
    if (before.some((word) => !naming().has(word))) return;
    const address = `${unit}.${sentence ?? ""}`;
    const there = (record) => (
      sentence ? record.address === address : record.group === "text" && record.address.startsWith(address));
    const hits = records.filter((record) => record.unit === unit || there(record));
    const missing = sentence && !hits.some((record) => record.address) ? address : undefined;
    return { hits: hits.map((record) => ({ record, marked: new Set() })), missing };
  }

  /** `p. 273`: where pages of the printed book begin is not known; a text that has the very words is still quoted. */
  function byPage(words) {
    const [first, ...numbers] = termsOf(words);
    if (!numbers.length || !termsOf(t("p pp page pages")).includes(first) || !numbers.every((word) => /^\d+$/.test(word))) return;
    const hits = byWords(words).hits.filter(({ record, together }) => together && record.group === "text");
    return { hits, unpaged: index.text[0][0] };
  }

  const find = (words) => byAddress(words.trim()) ?? byPage(words) ?? byWords(words);

  /** What was perhaps meant by words that are nowhere, as they are spelled. */
  const suggestions = (words) => mini.autoSuggest(words, { fuzzy: 0.4, processTerm: term })
    .slice(0, 3).map(({ terms }) => terms.map((word) => spelled.get(word) ?? word).join(" "));

  edition.finding = { load, find, suggestions, term, termsOf, WORD, spelling: (found) => spelled.get(found) };
})();
