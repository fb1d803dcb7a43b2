/* The sheet of a sentence, and words copied with their citation.  Fetched when the first number is pressed or the first
   words are selected; the citations of the page are a script of their own (`cite_this.py`), fetched once.

   The sheet holds what the page says of the sentence, whoever says it: each element with its address in `data-of` or
   `data-address`, copied under the heading of the part where it stands.

   Three places in a form are left open by the build, since it can know neither a range of sentences nor, without a base
   address, where the page is read. */

"use strict";
(() => {
  const ADDRESS = "\ue001", URL_HERE = "\ue002", KEY = "\ue003";
  const STYLES = ["Chicago", "MLA", "APA"];
  const DATA = { BibTeX: ["bib", "application/x-bibtex"], RIS: ["ris", "application/x-research-info-systems"], "CSL-JSON": ["json", "application/vnd.citationstyles.csl+json"] };
  const TOUCH = matchMedia("(pointer: coarse)");
  const copied = t("Copied.");

  /* ---- Citations ---- */

  let cited = null;
  /** @type {Promise<void>} */
  const loaded = new Promise((resolve, reject) => {
    const script = make("script", { src: `${edition.root}_static/cite/${document.getElementById("cite").dataset.script}` });
    script.onload = () => { cited = edition.cited; resolve(); };
    script.onerror = reject;
    document.head.append(script);
  });

  const escape = (words) => make("i", {}, words).innerHTML;
  const plain = (form) => new DOMParser().parseFromString(form, "text/html").body.textContent;
  const here = (address) => `${cited.url || location.href.split("#")[0]}#s${address.split("–")[0]}`;

  /** A form with its places filled in: the text of a data format, or pairs of a name and HTML. */
  function citation(form, address) {
    // A page opened from disk has an address that is nobody else's.
    const linked = cited.url || location.protocol.startsWith("http");
    const template = cited.forms[linked ? "linked" : "bare"][form];
    const filled = (words, write) => words.replaceAll(ADDRESS, address).replaceAll(KEY, address.replace("–", "-"))
      .replaceAll(URL_HERE, () => write(here(address)));
    return form in DATA ? filled(template, (url) => url) : template.map(([way, words]) => [way, filled(words, escape)]);
  }

  /** What the reader chose last: any form on the card, one of the styles for words that are copied. */
  const chosen = (kind) => {
    const stored = edition.stored("cite") || {};
    const known = kind === "form" ? [...STYLES, ...Object.keys(DATA)] : STYLES;
    return known.includes(stored[kind]) ? stored[kind] : STYLES[0];
  };
  const choose = (form) => edition.stored("cite", { form, style: STYLES.includes(form) ? form : chosen("style") });

  /* ---- The clipboard ---- */

  /** Put both flavors on the clipboard; where a browser has none for scripts, by the command that a menu would give. */
  async function copy(text, html) {
    try {
      const blob = (type, words) => new Blob([words], { type });
      if (!html) await navigator.clipboard.writeText(text);
      else await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob("text/plain", text), "text/html": blob("text/html", html) })]);
      return true;
    } catch {
      return copyByCommand(text, html);
    }
  }

  function copyByCommand(text, html) {
    const hidden = make("textarea", { class: "visually-hidden", "aria-hidden": "true", tabindex: "-1" });
    const before = /** @type {HTMLElement} */ (document.activeElement), put = (event) => {
      event.clipboardData.setData("text/plain", text);
      if (html) event.clipboardData.setData("text/html", html);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    hidden.value = text;
    (box.isConnected ? box : document.body).append(hidden);
    hidden.select();
    addEventListener("copy", put, { capture: true });
    const done = document.execCommand("copy");
    removeEventListener("copy", put, { capture: true });
    hidden.remove();
    if (before) before.focus({ preventScroll: true });
    return done;
  }

  /** Copy, and say so: to a screen reader, and for a moment beside what was pressed. */
  async function copyAndSay(note, text, html) {
    const words = await copy(text, html) ? copied : t("The browser did not allow it; select the words and copy them.");
    edition.say(words);
    note.textContent = words;
    setTimeout(() => { if (note.textContent === words) note.textContent = ""; }, words === copied ? 2500 : 8000);
  }

  /* ---- The card ---- */

  const box = make("div", { class: "card", id: "card", popover: "manual", role: "dialog", tabindex: "-1", "aria-labelledby": "card-title", "data-editorial": "" });
  const area = make("div", { class: "card-words", tabindex: "0", role: "group" });
  const card = popUp(box, shut);

  const button = (words, onclick, attributes = {}) => make("button", { type: "button", onclick, ...attributes }, words);
  const note = () => make("span", { class: "card-said", "aria-hidden": "true" });

  function show(form, address) {
    const words = citation(form, address);
    area.setAttribute("aria-label", `${form}, ${cited.prefix}${address}`);
    area.classList.toggle("card-data", form in DATA);
    if (form in DATA) area.textContent = words;
    else {
      area.replaceChildren(...words.map(([way, html]) => {
        const shown = make("span");
        shown.innerHTML = html; // text and <em> of our own build; what was filled in is escaped
        return make("p", {}, make("span", { class: "way" }, `${way} `), shown);
      }));
    }
    for (const other of box.querySelectorAll("[data-form]")) other.setAttribute("aria-pressed", String(other.dataset.form === form));
    box.querySelector(".card-save").hidden = !(form in DATA);
  }

  function copyForm(address, beside) {
    const form = chosen("form"), words = citation(form, address);
    if (form in DATA) copyAndSay(beside, words);
    else copyAndSay(beside, words.map(([, html]) => plain(html)).join("\n"), words.map(([, html]) => `<p>${html}</p>`).join(""));
  }

  function save(address) {
    const form = chosen("form"), [extension, type] = DATA[form];
    const link = make("a", { href: URL.createObjectURL(new Blob([citation(form, address)], { type })) });
    link.download = `${`${cited.prefix}${address}`.trim().toLowerCase().replace(/[^\p{L}\p{N}.]+/gu, "-")}.${extension}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  /** What the page says of a sentence: heading of each part -> copies of what stands there. */
  function said(address) {
    /** @type {Map<string, HTMLElement[]>} */
    const found = new Map();
    for (const element of document.querySelectorAll(`[data-of~="${address}"], [data-address="${address}"]`)) {
      if (box.contains(element)) continue;
      const part = element.closest(".reading-text") ? null : element.closest("details, section, div:has(> .rubric)");
      const heading = part ? part.querySelector("h2, .rubric, summary").textContent : t("Notes"); // one that was opened in the text
      const twin = /** @type {HTMLElement} */ (element.cloneNode(true));
      for (const node of twin.querySelectorAll("[id]")) node.removeAttribute("id");
      for (const node of twin.querySelectorAll("button")) node.remove();
      found.set(heading, [...(found.get(heading) ?? []), make("div", { class: "card-item" }, ...twin.childNodes)]);
    }
    return [...found].map(([heading, items]) => make("section", {}, make("h3", {}, heading), ...items));
  }

  /** The numbers before and after that of a sentence; those that are drawn are all there are. */
  function neighbors(address) {
    const numbers = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".reading-text .sentence-number")]), own = numbers.findIndex((number) => number.hash === `#s${address}`);
    return [numbers[own - 1], numbers[own + 1]];
  }

  function fill(address) {
    const beside = note(), besideLink = note(), page = cited.pages[address], [before, after] = neighbors(address);
    const forms = [...STYLES, ...Object.keys(DATA)].map((form) =>
      button(form, () => { choose(form); show(form, address); }, { "data-form": form, "aria-pressed": "false" }));
    const links = make("p", { class: "card-links" }, button(t("Copy link"), () => copyAndSay(besideLink, here(address))));
    if (page) links.append(make("a", { href: `${edition.root}${cited.pdf}#nameddest=s${address}` }, t("p. {page} of the PDF", { page })));
    links.append(besideLink);
    const step = (number, words, name, sign) => number && button(sign, (event) => go(number, name, edition.byKey(event)),
      { class: `card-step ${name}`, "aria-label": `${words}: ${number.hash.slice(2)}` });
    const cite = make("details", { class: "card-cite" },
      make("summary", {}, t("Cite")),
      make("div", { class: "card-forms", role: "group", "aria-label": t("Cite as") }, ...forms),
      area,
      make("p", { class: "card-do" }, button(t("Copy"), () => copyForm(address, beside)), button(t("Save"), () => save(address), { class: "card-save" }), beside));
    cite.open = edition.stored("citing") === true; // as the reader left it
    cite.addEventListener("toggle", () => edition.stored("citing", cite.open));
    box.replaceChildren(
      make("div", { class: "card-head" },
        make("h2", { id: "card-title" }, `${cited.prefix}${address}`),
        make("p", { class: "card-unit" }, titleHere()),
        make("p", { class: "card-steps" }, step(before, t("Previous"), "before", "‹"), step(after, t("Next"), "after", "›"))),
      links,
      cite,
      ...said(address),
      button("×", () => shut(true), { class: "card-close", "aria-label": t("Close") }),
    );
    box.scrollTop = 0;
    show(chosen("form"), address);
  }

  /** The sheet lies beside the text or below it; a sentence that it would cover goes up. */
  function uncover(number) {
    const sentence = number.closest(".sentence").getBoundingClientRect(), sheet = box.getBoundingClientRect();
    const covered = sheet.left < sentence.right && sheet.top < sentence.bottom;
    const free = covered ? sheet.top : innerHeight, high = Math.min(sentence.height, free - 48);
    if (sentence.top < 0 || sentence.top + high > free - 16) scrollBy({ top: sentence.top - Math.max(32, (free - high) / 3), behavior: "instant" });
  }

  /** On to the sentence before or after, in one place of the history. */
  function go(number, name, byKey) {
    const top = scrollY;
    location.replace(number.hash);
    scrollTo({ top, behavior: "instant" });
    open(number, byKey, name);
  }

  async function open(number, byKey, name = "") {
    await loaded;
    const again = card.opener === number;
    shut(again && byKey);
    if (again && !byKey) return;
    fill(number.hash.slice(2));
    card.open(number);
    uncover(number);
    const stepped = name && (box.querySelector(`.${name}`) ?? box.querySelector(".card-step"));
    if (byKey) (stepped || box).focus({ preventScroll: true });
  }

  function shut(giveBack = true) {
    if (card.opener) card.close(giveBack);
  }

  document.addEventListener("keydown", (event) => {
    // From a selection the next stop is what it offers, and not the glosses in it.
    if (event.key === "Tab" && !event.shiftKey && taken && document.activeElement === document.body) {
      event.preventDefault();
      offer.focus({ preventScroll: true });
    }
    if (event.key === "Escape" && !event.defaultPrevented) withdraw(); // else it has closed a pop-up
  });
  addEventListener("hashchange", () => { if (location.hash !== card.opener?.hash) shut(false); }); // Back closes it

  /* ---- Words of the text, selected ---- */

  const elementOf = (node) => (node instanceof Element ? node : node.parentElement);

  /** The part of the selection that lies in the reading text, where it begins there: a triple click ends beyond it. */
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0).cloneRange(), start = range.startContainer;
    const text = elementOf(start).closest(".reading-text");
    if (!text) return null;
    if (!text.contains(range.endContainer)) range.setEnd(text, text.childNodes.length);
    return range;
  }

  /** The author's words in a range, without numbers, marks, soft hyphens and whatever else is ours. */
  function wordsOf(range) {
    const words = range.cloneContents();
    for (const ours of words.querySelectorAll("[data-editorial], .withheld")) ours.remove();
    return words.textContent.replaceAll("\u00ad", "").replace(/\s+/g, " ").trim();
  }

  /** The parts of a range that lie in each element, with their words. */
  function parts(range, name) {
    const text = elementOf(range.startContainer).closest(".reading-text");
    return [...text.querySelectorAll(name)].filter((element) => range.intersectsNode(element)).map((element) => {
      const part = document.createRange();
      part.selectNodeContents(element);
      if (part.comparePoint(range.startContainer, range.startOffset) >= 0) part.setStart(range.startContainer, range.startOffset);
      if (part.comparePoint(range.endContainer, range.endOffset) <= 0) part.setEnd(range.endContainer, range.endOffset);
      return { element, words: wordsOf(part) };
    }).filter((part) => part.words);
  }

  const offer = button("", press, { class: "copy-cited", popover: "manual", "data-editorial": "" });
  let taken = null;
  let timer = 0;
  offer.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays

  /** Offer what is selected, or no longer; called at each change, so a little later (`cards.js`). */
  function consider() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const range = selected(), sentences = range ? parts(range, ".sentence") : [];
      if (!sentences.length) { if (document.activeElement !== offer) withdraw(); return; }
      const [first, last] = [sentences[0], sentences.at(-1)].map(({ element }) => element.id.slice(1));
      taken = { address: first === last ? first : `${first}–${last}`, paragraphs: parts(range, ".reading").map((part) => part.words) };
      const rects = [...range.getClientRects()].filter((rect) => rect.width), end = rects.at(-1);
      if (!end) return;
      offer.textContent = t("Copy with citation");
      sentences.at(-1).element.after(offer); // where Tab comes to next
      if (offer.showPopover && !offer.matches(":popover-open")) offer.showPopover();
      const width = offer.getBoundingClientRect().width, bottom = Math.max(...rects.map((rect) => rect.bottom));
      place(offer, { left: end.right - width / 2, bottom }, { gap: TOUCH.matches ? 36 : 8 });
    }, 250);
  }

  function withdraw() {
    taken = null;
    offer.remove();
  }

  async function press() {
    if (!taken) return; // it says that it has copied
    const { address, paragraphs } = taken;
    clearTimeout(timer);
    await loaded;
    const ways = citation(chosen("style"), address), inText = ways.find(([way]) => way === t("In the text"));
    const lines = (inText ? [inText, ways[0]] : [ways[0]]).map(([, html]) => html);
    const quotation = `<blockquote>${paragraphs.map((words) => `<p>${escape(words)}</p>`).join("")}</blockquote>`;
    await copyAndSay(offer, [...paragraphs, ...lines.map(plain)].join("\n\n"), quotation + lines.map((html) => `<p>${html}</p>`).join(""));
    taken = null;
    timer = setTimeout(withdraw, 2500);
  }

  document.addEventListener("copy", (event) => {
    const range = selected();
    const paragraphs = range ? parts(range, ".reading").map((part) => part.words) : [];
    if (event.defaultPrevented || !paragraphs.length) return;
    event.clipboardData.setData("text/plain", paragraphs.join("\n\n"));
    event.clipboardData.setData("text/html", paragraphs.map((words) => `<p>${escape(words)}</p>`).join(""));
    event.preventDefault();
  });

  edition.card = { open, consider };
})();
