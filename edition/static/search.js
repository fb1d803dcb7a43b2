/* Search: a dialog over every page, and the page search.html.  Fetched when it is asked for, and the index after it.

   The index is what `edition/search.py` wrote; MiniSearch finds; here it is decided what a word is, what comes first,
   and how it looks.  Results are plain links in lists: Tab and the arrows go through them, Enter opens. */

"use strict";
(() => {
  if (edition.search) return; // the search page has it from its template

  // In the order in which they are shown; of each so many at first.
  const GROUPS = {
    text: { name: "Text", one: "sentence", many: "sentences", first: 5 },
    entries: { name: "Glossary", one: "entry", many: "entries", first: 4 },
    notes: { name: "Notes", one: "annotation", many: "annotations", first: 3 },
    works: { name: "Works", one: "work", many: "works", first: 3 },
    pages: { name: "Pages", one: "page", many: "pages", first: 3 },
  };
  const EXCERPT = 190; // characters
  const PAUSE = 350; // milliseconds without a key before the count is announced

  /* ---- Words: letters and numbers, folded, in the singular; those that every sentence has are none ---- */

  const WORD = /[\p{L}\p{M}\p{N}]+(?:['’ʹʼ][\p{L}\p{M}\p{N}]+)*/gu;
  const COMMON = new Set(("a about an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its me my"
    + " of on or she so than that the their them then there these they this those to was we were what when where which who whom whose why will with would you"
    + " say said mean means meaning happen happened explain").split(" "));
  const ALONE = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
  const folded = new Map();
  const spelled = new Map(); // term -> how it is first spelled in the index

  const fold = (word) => word.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[øłđðþßæœı]/g, (letter) => ALONE[letter]);

  function singular(word) {
    if (word.length < 4 || !/^[a-z]+s$/.test(word) || /(us|ss)$/.test(word)) return word;
    return /[^ae]ies$/.test(word) && word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  }

  function term(word) {
    let found = folded.get(word);
    if (found === undefined) {
      found = singular(fold(word).replace(/['’ʹʼ](s$)?/g, ""));
      if (COMMON.has(found)) found = "";
      folded.set(word, found);
    }
    return found;
  }

  const termsOf = (words) => (words.match(WORD) ?? []).map(term).filter(Boolean);

  /* ---- The index ---- */

  let index, records, mini;

  /** Everything that can be found: `title`, `names`, `gloss` and `words` are searched, the rest is shown. */
  function allRecords() {
    const href = (page, id) => edition.root + index.pages[page][0] + (id ? `#${id}` : "");
    const unit = (address) => index.units[address.split(".")[0]];
    const bare = (name) => (typeof name === "string" ? name : name[1]);
    const title = (page) => index.pages[page][1];
    const numbers = Object.fromEntries(Object.entries(index.units).map(([number, page]) => [page, number]));
    return [
      ...index.text.map(([address, words]) => ({ group: "text", address, words, href: href(unit(address), `s${address}`) })),
      ...index.entries.map(([page, headword, type, gloss, names, words, at]) => (
        { group: "entries", title: headword, type, gloss, all: names, names: names.map(bare).join(" · "), words, at, href: href(page) })),
      ...index.notes.map(([address, id, kind, label, lemma, words]) => (
        { group: "notes", address, kind, label, title: lemma, words, href: href(unit(address), id) })),
      ...index.works.map(([page, id, words]) => ({ group: "works", words, href: href(page, id) })),
      ...index.prose.map(([page, id, section, words]) => (
        { group: "pages", page: title(page), unit: id ? undefined : numbers[page], title: section || title(page), words, href: href(page, id) })),
    ].map((record, id) => ({ id, ...record }));
  }

  /** Load what is searched, and make the index of it. */
  async function load() {
    await Promise.all(["minisearch", "search-index"].map((name) => edition.load(name, { style: false })));
    if (mini) return;
    index = edition.index;
    records = allRecords();
    mini = new MiniSearch({
      fields: ["title", "names", "gloss", "words"],
      tokenize: (text) => text.match(WORD) ?? [],
      processTerm: (word) => {
        const found = term(word);
        if (found && !spelled.has(found)) spelled.set(found, word.replace(/['’]s$/, ""));
        return found;
      },
      searchOptions: { boost: { title: 6, names: 5, gloss: 2 }, processTerm: term, combineWith: "AND" },
    });
    mini.addAll(records);
  }

  /* ---- Finding ---- */

  const begins = (start) => { for (const known of spelled.keys()) if (known.startsWith(start)) return true; };
  const strange = (word) => word.length > 3 && !/^\d/.test(word) && !spelled.has(word) && !begins(word);

  /** The nearest spelling of each strange word; two letters may be wrong in a long one, if one is not enough. */
  function nearest(words) {
    const found = new Map();
    for (const word of new Set(words.filter(strange))) {
      for (const fuzzy of word.length > 5 ? [1, 2] : [1]) {
        const [first] = mini.search(word, { fuzzy, prefix: false, processTerm: (term) => term });
        if (first && !found.has(word)) found.set(word, { fuzzy, term: first.terms[0] });
      }
    }
    return found;
  }

  /** The sentences that mention an entry, under whatever name it was looked for; but for those already found. */
  function mentions(entry, hits) {
    const names = [entry.title, ...entry.names.split(" · ")].map(termsOf);
    const found = new Set(hits.map(({ record }) => record));
    const marked = ({ words }) => {
      const flat = ` ${termsOf(words).join(" ")} `;
      return new Set(names.filter((name) => flat.includes(` ${name.join(" ")} `)).flat());
    };
    return records.filter((record) => record.group === "text" && entry.at.includes(record.address) && !found.has(record))
      .map((record) => ({ record, marked: marked(record), mention: true }));
  }

  function byWords(words) {
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
    const some = !found.length && terms.length > 1;
    if (some) found = mini.search(words, { ...options, combineWith: "OR" });
    const phrase = ` ${meant.join(" ")}`;
    const hits = found.map(({ id, score, terms: marked }) => {
      const record = records[id];
      record.flat ??= [record.title, ...(record.names ?? "").split(/[·(),]/), record.gloss, record.words]
        .map((part) => ` ${termsOf(part ?? "").join(" ")} `);
      const names = record.group === "entries" ? record.flat.slice(0, -2) : [];
      const named = names.includes(`${phrase} `);
      const called = named || names.some((name) => name.includes(phrase));
      const together = meant.length > 1 && record.flat.some((part) => part.includes(phrase));
      return { record, marked: new Set(marked), named, called, quoted: together && meant.length > 2, score: score * (named ? 20 : 1) * (together ? 4 : 1) };
    });
    hits.sort((a, b) => b.score - a.score || a.record.id - b.record.id);
    const quiet = !hits.some(({ record }) => record.group === "text");
    for (const { record } of hits.filter((hit) => hit.named || (quiet && hit.called))) hits.push(...mentions(record, hits));
    return { hits, some, near };
  }

  /** Words that only say what kind of number follows. */
  const naming = () => new Set([...termsOf(`${index.cited} ${index.unit} unit part sentence`), "s", "no", "prop"]);

  /** `5.6`, `s5.6`, `Conclusion 5.6` lead to the sentence; `5` to its unit. */
  function byAddress(words) {
    const [, unit, sentence] = words.match(/(?:^|[^\d.])(\d+)(?:\.([1-9]\d*)?)?\.?$/) ?? [];
    if (!(unit in index.units)) return;
    const before = termsOf(words.slice(0, words.lastIndexOf(unit + (sentence ? `.${sentence}` : ""))));
    if (before.some((word) => !naming().has(word))) return;
    const address = `${unit}.${sentence ?? ""}`;
    const hits = records.filter((record) => (
      record.unit === unit || (record.address && (sentence ? record.address === address : record.group === "text" && record.address.startsWith(address)))));
    const missing = sentence && !hits.some((record) => record.address) ? address : undefined;
    return { hits: hits.map((record) => ({ record, marked: new Set() })), missing };
  }

  const find = (words) => byAddress(words.trim()) ?? byWords(words);

  /** What was perhaps meant by words that are nowhere, as they are spelled. */
  const suggestions = (words) => mini.autoSuggest(words, { fuzzy: 0.4, processTerm: term })
    .slice(0, 3).map(({ terms }) => terms.map((word) => spelled.get(word) ?? word).join(" "));

  /* ---- Showing ---- */

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== undefined && child !== ""));
    return made;
  }

  /** The words with those that were found marked; cut to the stretch that has most of them. */
  function excerpt(text, marked, length = EXCERPT) {
    const hits = [...text.matchAll(WORD)].filter(([word]) => marked.has(term(word)));
    const many = (from) => new Set(hits.filter((hit) => hit.index >= from && hit.index + hit[0].length <= from + length - 40).map(([word]) => term(word))).size;
    let start = 0, end = text.length;
    if (text.length > length * 1.25) {
      const best = hits.reduce((best, { index: from }) => (many(from) > many(best) ? from : best), hits[0]?.index ?? 0);
      const cut = best > 40 ? text.indexOf(" ", Math.min(best - 40, text.length - length)) + 1 : 0;
      start = cut > best ? best : cut;
      end = start + length >= text.length ? text.length : text.lastIndexOf(" ", start + length);
    }
    const parts = [start ? "… " : ""];
    let position = start;
    for (const { 0: word, index: from } of hits) {
      if (from < position || from + word.length > end) continue;
      parts.push(text.slice(position, from), element("mark", {}, word));
      position = from + word.length;
    }
    return element("span", { class: "hit-words" }, ...parts, text.slice(position, end), end < text.length ? " …" : "");
  }

  const has = (text, marked) => termsOf(text ?? "").some((word) => marked.has(word));

  /** Another name, if it is by this that an entry was found. */
  function otherName({ title, all }, marked) {
    if (has(title, marked)) return;
    const name = all.find((name) => has(typeof name === "string" ? name : name[1], marked));
    if (!name) return;
    const [lang, words] = typeof name === "string" ? [undefined, name] : name;
    const shown = excerpt(words, marked);
    if (lang) shown.lang = lang;
    return element("span", { class: "hit-name" }, "also ", shown);
  }

  const SHOWN = {
    text: ({ address, words }, marked) => [element("span", { class: "hit-address" }, address), " ", excerpt(words, marked)],
    entries: (entry, marked) => [
      element("span", { class: "hit-title" }, excerpt(entry.title, marked)), " ", element("span", { class: "hit-kind" }, entry.type), " ",
      otherName(entry, marked), " ",
      excerpt(has(entry.gloss, marked) || !has(entry.words, marked) || has(`${entry.title} ${entry.names}`, marked) ? entry.gloss : entry.words, marked),
    ],
    notes: ({ address, label, kind, title, words }, marked) => [
      element("span", { class: "hit-address" }, `${address} `, element("i", {}, label)), " ",
      element("span", { class: "hit-title hit-lemma" }, excerpt(title, marked)), " ", element("span", { class: "hit-kind" }, kind), " ", excerpt(words, marked)],
    works: ({ words }, marked) => [excerpt(words, marked, 400)],
    pages: ({ page, title, unit, words }, marked) => [
      element("span", { class: "hit-title" }, unit > 0 ? `${index.unit} ${unit}. ` : "", title === page ? "" : `${page}: `, excerpt(title, marked)), " ", excerpt(words, marked)],
  };

  function group(name, hits) {
    const { name: heading, many, first: few } = GROUPS[name];
    const first = hits.length > few + 1 ? few : hits.length; // no button for a single one
    const list = element("ol", {}, ...hits.slice(0, first).map(item));
    const label = element("h2", {}, heading, " ", element("span", { class: "hit-count" }, String(hits.length)));
    const section = element("section", { class: "search-group" }, label, list);
    if (hits.length > first) {
      const more = element("button", { type: "button", class: "search-more" }, `All ${hits.length} ${many}`);
      more.addEventListener("click", () => {
        const rest = hits.slice(first).map(item);
        list.append(...rest);
        more.remove();
        rest[0].firstChild.focus();
      });
      section.append(more);
    }
    return section;
  }

  const item = ({ record, marked }) => element("li", {}, element("a", { class: "hit", href: record.href }, ...SHOWN[record.group](record, marked)));

  /** Hits by group, in the order of the hits; first the author, if quoted, or else an entry that is called so. */
  function grouped(hits) {
    const found = Object.keys(GROUPS).map((name) => [name, hits.filter(({ record }) => record.group === name)]).filter(([, some]) => some.length);
    const rank = ([name, [best]]) => (name === "text" ? (best.quoted ? 2 : best.mention ? -1 : 0) : Number(best.named ?? false));
    return found.sort((a, b) => rank(b) - rank(a));
  }

  const counted = (found) => found.map(([name, { length }]) => `${length} ${length === 1 ? GROUPS[name].one : GROUPS[name].many}`).join(", ");

  /* ---- The field and its results, in a dialog or in a page ---- */

  function field(page) {
    const input = element("input", { type: "search", id: "search-words", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search" });
    const status = element("p", { class: "search-status", role: "status" });
    const results = element("div", { class: "search-results" });
    const label = element("label", { for: "search-words" }, "Words, a name, or an address");
    const bar = element("div", { role: "search", class: "search-bar" }, label, input);
    const whole = element("div", { class: "search-whole" }, bar, status, results);
    let pause, asked;

    function say(words) {
      clearTimeout(pause);
      pause = setTimeout(() => {
        status.textContent = words;
        remember(input.value);
      }, PAUSE);
    }

    function remember(words) {
      try {
        if (page) history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
        else sessionStorage.setItem("edition-search", words);
      } catch { /* where a browser forbids it, nothing is remembered */ }
    }

    const trials = (words, before) => element("p", { class: "search-trials" }, before, ...words.flatMap((words) => {
      const trial = element("button", { type: "button" }, words);
      trial.addEventListener("click", () => { input.value = words; input.focus(); show(); });
      return [" ", trial];
    }));

    function show() {
      if (!mini) return;
      const words = input.value;
      if (words === asked) return;
      asked = words;
      results.scrollTop = 0;
      if (!words.trim()) {
        results.replaceChildren(index.examples.length ? trials(index.examples, "For instance:") : "");
        return say("");
      }
      const { hits, some, near, missing } = find(words);
      const found = grouped(hits);
      results.replaceChildren(...found.map(([name, some]) => group(name, some)));
      if (missing) return say(`There is no sentence ${missing}.`);
      if (!found.length) {
        const perhaps = suggestions(words);
        if (perhaps.length) results.append(trials(perhaps, "Perhaps"));
        return say(termsOf(words).length ? `Nothing has “${words.trim()}”.` : "");
      }
      const spelling = [...near ?? []].map(([word, { term }]) => `“${words.match(WORD).find((written) => termsOf(written)[0] === word)}” stands nowhere; shown is “${spelled.get(term)}”. `);
      say(`${spelling.join("")}${some ? "No place has all these words; these have some. " : ""}${counted(found)}`);
    }

    async function begin() {
      status.textContent = mini ? "" : "Loading the index …";
      try {
        await load();
        if (!status.textContent.startsWith("Nothing")) status.textContent = "";
        show();
      } catch {
        status.textContent = "The index could not be loaded. Is the network there? The next letter tries again.";
      }
    }

    function keyed(event) {
      const hits = [...results.querySelectorAll(".hit")];
      const here = hits.indexOf(event.target.closest?.(".hit"));
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps && (here >= 0 || event.target === input)) {
        const next = here + steps[event.key];
        event.preventDefault();
        if (next < 0) input.focus();
        else hits[Math.min(next, hits.length - 1)]?.focus();
      } else if (event.key === "Enter" && event.target === input && !event.isComposing) hits[0]?.click();
    }

    input.addEventListener("input", () => (mini ? show() : begin()));
    whole.addEventListener("keydown", keyed);
    return { whole, bar, input, begin, ask(words) { input.value = words; show(); } };
  }

  let opened;

  function dialog() {
    const made = field(false);
    const close = element("button", { type: "button", class: "search-close" }, "Close");
    const box = element("dialog", { class: "search-dialog", "aria-label": "Search" }, made.whole);
    made.bar.append(close);
    close.addEventListener("click", () => box.close());
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // a search field would be emptied first
      box.close();
    });
    box.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      // Beside the dialog, or to another place of this page: the dialog makes way.
      if (event.target === box || (link && link.pathname === location.pathname)) box.close();
    });
    document.body.append(box);
    try {
      made.input.value = sessionStorage.getItem("edition-search") ?? "";
    } catch { /* nothing is remembered */ }
    return { ...made, box };
  }

  const place = document.getElementById("search-page");
  if (place) {
    opened = field(true);
    place.append(opened.whole);
    opened.input.value = new URLSearchParams(location.search).get("q") ?? "";
    opened.input.focus();
    opened.begin();
  }

  /** Open the dialog, or go to the field of the search page; with words, search them. */
  edition.search = (words = "") => {
    opened ??= dialog();
    if (opened.box && !opened.box.open) opened.box.showModal();
    if (words) opened.ask(words);
    opened.input.focus();
    opened.input.select();
    opened.begin();
  };
})();
