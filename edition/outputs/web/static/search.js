/* Search, what is shown: a dialog over every page, and the page search.html.  Fetched when it is asked for.

   What is found is the work of finding.js, which is fetched with the index once the dialog is open.  Results are plain
   links in lists: Tab and the arrows go through them, Enter opens. */

"use strict";
(() => {
  if (edition.search) return; // the search page has it from its template

  /** Words for a number of things, in the form that the number wants. */
  const tn = (one, many, n) => {
    const forms = edition.words?.[one];
    return forms ? forms[edition.form(n)].replace("{n}", String(n)) : t(n === 1 ? one : many, { n });
  };

  // In the order in which they are shown; of each so many at first.
  const GROUPS = {
    text: { name: t("Text"), first: 5, count: (n) => tn("{n} sentence", "{n} sentences", n), all: (n) => tn("All {n} sentence", "All {n} sentences", n) },
    entries: { name: t("Glossary"), first: 4, count: (n) => tn("{n} entry", "{n} entries", n), all: (n) => tn("All {n} entry", "All {n} entries", n) },
    notes: { name: t("Notes"), first: 3, count: (n) => tn("{n} annotation", "{n} annotations", n), all: (n) => tn("All {n} annotation", "All {n} annotations", n) },
    works: { name: t("Works"), first: 3, count: (n) => tn("{n} work", "{n} works", n), all: (n) => tn("All {n} work", "All {n} works", n) },
    pages: { name: t("Pages"), first: 3, count: (n) => tn("{n} page", "{n} pages", n), all: (n) => tn("All {n} page", "All {n} pages", n) },
  };
  const EXCERPT = 190; // characters
  const LOADING = t("Loading the index …");
  const REST = 80; // milliseconds without a key before what is typed is searched
  const PAUSE = 350; // and before the count is announced

  /* ---- Showing ---- */

  /** The words with those that were found marked; cut to the stretch that has most of them. */
  function excerpt(text, marked, length = EXCERPT) {
    const { term, WORD } = edition.finding;
    const hits = [...text.matchAll(WORD)].filter(([word]) => marked.has(term(word)));
    const within = (hit, from) => hit.index >= from && hit.index + hit[0].length <= from + length - 40;
    const many = (from) => new Set(hits.filter((hit) => within(hit, from)).map(([word]) => term(word))).size;
    let start = 0, end = text.length;
    if (text.length > length * 1.25) {
      const best = hits.reduce((most, { index: from }) => (many(from) > many(most) ? from : most), hits[0]?.index ?? 0);
      const cut = best > 40 ? text.indexOf(" ", Math.min(best - 40, text.length - length)) + 1 : 0;
      start = cut > best ? best : cut;
      end = start + length >= text.length ? text.length : text.lastIndexOf(" ", start + length);
    }
    /** @type {(string | Node)[]} */
    const parts = [start ? "… " : ""];
    let position = start;
    for (const { 0: word, index: from } of hits) {
      if (from < position || from + word.length > end) continue;
      parts.push(text.slice(position, from), make("mark", {}, word));
      position = from + word.length;
    }
    return make("span", { class: "hit-words" }, ...parts, text.slice(position, end), end < text.length ? " …" : "");
  }

  const has = (text, marked) => edition.finding.termsOf(text ?? "").some((word) => marked.has(word));

  /** Another name, if it is by this that an entry was found. */
  function otherName({ title, all }, marked) {
    if (has(title, marked)) return;
    const found = all.find((name) => has(typeof name === "string" ? name : name[1], marked));
    if (!found) return;
    const [lang, words] = typeof found === "string" ? [undefined, found] : found;
    const shown = excerpt(words, marked);
    if (lang) Object.assign(shown, { lang, dir: "auto" });
    return make("span", { class: "hit-name" }, `${t("also")} `, shown);
  }

  /** Spans of these classes, with blanks between them: they are read one after the other. */
  const spans = (parts) => Object.entries(parts).flatMap(([name, words]) => [make("span", { class: `hit-${name}` }, ...[words].flat()), " "]);

  const SHOWN = {
    text: ({ address, words }, marked) => [...spans({ address }), excerpt(words, marked)],
    entries: (entry, marked) => {
      // The gloss says what it is, unless it was the body alone that has the words.
      const { title, names, gloss, words, type } = entry;
      const inBody = has(words, marked) && !has(`${title} ${names} ${gloss}`, marked);
      return [...spans({ title: excerpt(title, marked), kind: type }), otherName(entry, marked), " ", excerpt(inBody ? words : gloss, marked)];
    },
    notes: ({ address, label, kind, title, words }, marked) => [
      ...spans({ address: [`${address} `, make("i", {}, label)], lemma: excerpt(title, marked), kind }), excerpt(words, marked)],
    works: ({ words }, marked) => [excerpt(words, marked, 400)],
    pages: ({ page, title, unit, words }, marked) => {
      const number = unit > 0 ? `${edition.finding.unit} ${unit}. ` : "";
      return [...spans({ title: [number, title === page ? "" : `${page}: `, excerpt(title, marked)] }), excerpt(words, marked)];
    },
  };

  function group(name, hits) {
    const { name: heading, all, first: few } = GROUPS[name];
    const first = hits.length > few + 1 ? few : hits.length; // no button for a single one
    const list = make("ol", {}, ...hits.slice(0, first).map(item));
    const label = make("h2", {}, heading, " ", make("span", { class: "hit-count" }, String(hits.length)));
    const section = make("section", { class: "search-group" }, label, list);
    if (hits.length > first) {
      const more = make("button", { type: "button", class: "search-more" }, all(hits.length));
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

  const item = ({ record, marked }) => (
    make("li", {}, make("a", { class: "hit", href: record.href }, ...SHOWN[record.group](record, marked))));

  /** Hits by group, in the order of the hits; first the author, if quoted, or else an entry that is called so. */
  function grouped(hits) {
    /** @type {[string, Hit[]][]} */
    const all = Object.keys(GROUPS).map((name) => [name, hits.filter(({ record }) => record.group === name)]);
    const found = all.filter(([, some]) => some.length);
    const mentioned = found.some(([, [best]]) => best.mention);
    const rank = (/** @type {[string, Hit[]]} */ [name, [best]]) => {
      if (name === "text" && best.quoted) return 2;
      return best.named || (mentioned && best.called) ? 1 : 0;
    };
    return found.sort((a, b) => rank(b) - rank(a));
  }

  const counted = (found) => found.map(([name, { length }]) => GROUPS[name].count(length)).join(", ");

  /* ---- The field and its results, in a dialog or in a page ---- */

  /** What is searched and what searches it, at once, since neither waits for the other. */
  async function fetched() {
    await Promise.all(["finding", "minisearch", "search-index"].map((name) => edition.load(name, { style: false })));
    await edition.finding.load();
  }

  function field(page) {
    const input = make("input", {
      type: "search", id: "search-words", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search",
    });
    const status = make("p", { class: "search-status", role: "status" });
    const results = make("div", { class: "search-results" });
    const label = make("label", { for: "search-words" }, t("Words, a name, or an address"));
    const bar = make("div", { role: "search", class: "search-bar" }, label, input);
    const whole = make("div", { class: "search-whole" }, bar, status, results);
    let rest, pause, asked;

    function say(words) {
      clearTimeout(pause);
      pause = setTimeout(() => {
        status.textContent = words;
        remember(input.value);
      }, PAUSE);
    }

    function remember(words) {
      if (!page) edition.session("search", words);
      else {
        try {
          history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
        } catch { /* a browser may forbid it to a page from disk */ }
      }
    }

    const trials = (all, before) => make("p", { class: "search-trials" }, before, ...all.flatMap((words) => {
      const trial = make("button", { type: "button" }, words);
      trial.addEventListener("click", () => { input.value = words; input.focus(); show(); });
      return [" ", trial];
    }));

    function show() {
      if (!edition.finding?.ready) return;
      const { examples, find, spelling, suggestions, termsOf, WORD } = edition.finding;
      const words = input.value;
      clearTimeout(rest);
      results.removeAttribute("aria-busy");
      if (words === asked) return;
      asked = words;
      results.scrollTop = 0;
      if (!words.trim()) {
        results.replaceChildren(examples.length ? trials(examples, t("For instance:")) : "");
        return say("");
      }
      const { hits, some, near, missing, apart, unpaged } = find(words);
      const found = grouped(hits);
      results.replaceChildren(...found.map(([name, members]) => group(name, members)));
      if (missing) return say(t("There is no sentence {address}.", { address: missing }));
      if (unpaged) return say(t("Where the pages of the printed book begin is not known here; each sentence has an address, as {address}.", { address: unpaged }));
      if (!found.length) {
        const perhaps = suggestions(words);
        if (perhaps.length) results.append(trials(perhaps, t("Perhaps")));
        return say(termsOf(words).length ? t("Nothing has “{words}”.", { words: words.trim() }) : "");
      }
      const written = (term) => words.match(WORD).find((word) => termsOf(word)[0] === term);
      const instead = [...near ?? []].map(([term, { term: other }]) => (
        `${t("No “{words}”. Showing “{others}”.", { words: written(term), others: spelling(other) })} `));
      const parted = some ? `${t("No place has all these words; these have some.")} `
        : apart ? `${t("No sentence has all these words; those shown have them together with their neighbors.")} ` : "";
      say(`${instead.join("")}${parted}${counted(found)}`);
    }

    async function begin() {
      if (!edition.finding?.ready) status.textContent = LOADING;
      results.setAttribute("aria-busy", "true");
      try {
        await fetched();
      } catch {
        results.removeAttribute("aria-busy");
        status.textContent = t("The index could not be loaded. Is the network there? The next letter tries again.");
        return;
      }
      if (status.textContent === LOADING) status.textContent = "";
      show();
    }

    function keyed(event) {
      // What was typed last is perhaps not searched yet, and later would take the focus from its place.
      if (event.target === input && ["ArrowDown", "Enter"].includes(event.key) && !event.isComposing) show();
      const hits = [...results.querySelectorAll(".hit")];
      const here = hits.indexOf(event.target.closest?.(".hit"));
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps && (here >= 0 || event.target === input)) {
        const next = here + steps[event.key];
        event.preventDefault();
        if (next < 0) input.focus();
        else hits[Math.min(next, hits.length - 1)]?.focus();
      } else if (event.key === "Enter" && event.target === input && !event.isComposing) {
        results.querySelector(".hit")?.click();
      }
    }

    input.addEventListener("input", () => {
      if (!edition.finding?.ready) return begin();
      results.setAttribute("aria-busy", "true");
      clearTimeout(rest);
      rest = setTimeout(show, REST);
    });
    whole.addEventListener("keydown", keyed);
    results.addEventListener("click", (event) => { if (event.target.closest(".hit")) remember(input.value); });
    return { whole, bar, input, begin, ask(words) { input.value = words; show(); } };
  }

  let opened;
  fetched().catch(() => {}); // whoever presses the button of the search will want it; `begin` says what fails

  function dialog() {
    const made = field(false);
    const close = make("button", { type: "button", class: "search-close" }, t("Close"));
    const box = make("dialog", { class: "search-dialog", "aria-label": t("Search") }, made.whole);
    made.bar.append(close);
    close.addEventListener("click", () => box.close());
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // a search field would be emptied first
      box.close();
    });
    box.addEventListener("click", (event) => {
      const link = /** @type {HTMLAnchorElement} */ (event.target.closest("a"));
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey; // another window or tab
      // Beside the dialog, or to another place of this page: the dialog makes way.
      if (event.target === box || (link?.pathname === location.pathname && !elsewhere)) box.close();
    });
    document.body.append(box);
    made.input.value = edition.session("search") ?? "";
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
    if (opened.box && !opened.box.open) {
      opened.box.showModal();
      opened.box.addEventListener("close", edition.closable(() => opened.box.close()), { once: true });
    }
    if (words) opened.ask(words);
    opened.input.focus();
    opened.input.select();
    opened.begin();
  };
})();
