/* On every page, before the first paint: what the reader has chosen, and what is fetched only when asked for.

   What was chosen is kept on this device and set as attributes of <html>, which the style sheet reads; so nothing
   flickers, and a page without this script shows everything. */

"use strict";
(() => {
  const html = document.documentElement;
  const KEY = "edition";
  const DEFAULTS = {
    theme: "auto", // auto, light, dark, sepia
    numbers: "on",
    view: "study", // read, study, all
    hidden: "", // kinds of annotation, parted by blanks
    size: "medium", // small, medium, large, huge
    width: "medium", // narrow, medium, wide
    only: "off", // on: the author's words alone
    keys: "on", // keys of a single character
  };

  /** A storage of the browser: called with a name it reads, with a value it writes.  Where a browser forbids that, the
      page works, and forgets. */
  const kept = (storage) => (name, value) => {
    try {
      if (value === undefined) return JSON.parse(storage().getItem(`${KEY}.${name}`));
      storage().setItem(`${KEY}.${name}`, JSON.stringify(value));
    } catch {
      return null;
    }
    return value;
  };
  const stored = kept(() => localStorage); // for good
  const session = kept(() => sessionStorage); // until the window is closed

  const settings = { ...DEFAULTS, ...stored("settings") };

  /* A view that a link asks for holds until the reader chooses or the window is closed; his own is kept. */
  let own = settings.view;
  const asked = new URLSearchParams(location.search).get("view") ?? session("view");
  if (["read", "study", "all"].includes(asked) && asked !== own) {
    html.dataset.asked = "";
    settings.view = session("view", asked);
  }
  if (!stored("known") && !stored("place") && !(document.referrer && document.referrer.startsWith(location.origin))) html.classList.add("guest");

  function apply() {
    for (const [name, value] of Object.entries(settings)) {
      // The theme's own switch has these two names, and «auto» leaves the choice to the system.
      if (name === "theme") {
        html.dataset.mode = value;
        if (value === "auto") delete html.dataset.theme;
        else html.dataset.theme = value;
      } else html.dataset[name] = value;
    }
  }

  /* What is open, and as many steps of the history above the page's own.  Each says how many it stands for; one that
     is a link's own says nothing, and what stands below it when that has closed is passed over on the way back. */
  const opened = [], depth = () => history.state?.open;
  let leaving = false; // a step is taken back, which takes its time

  function settle() {
    const step = depth() - opened.length;
    if (leaving) return;
    if (step < 0) {
      history.scrollRestoration = "manual"; // the reader stays where the text is
      history.pushState({ open: depth() + 1 }, "");
      settle();
    } else if (step > 0) {
      leaving = true;
      history.back();
    } else if (!step) history.scrollRestoration = "auto";
  }
  addEventListener("popstate", () => {
    if (!leaving) while (opened.length > depth()) opened.pop()();
    leaving = false;
    settle();
  });
  addEventListener("pageshow", settle); // when the place where one was is found again

  const loading = {};
  let pressed = -Infinity; // when Enter or Space was last pressed
  addEventListener("keydown", ({ key }) => { if (key === "Enter" || key === " ") pressed = performance.now(); }, true);
  const build = document.currentScript.dataset.build;
  const root = html.dataset.content_root;

  /** @type {Edition} */
  const edition = (window.edition = {
    root,
    settings,
    stored,
    session,

    /** Choose, keep and show; others hear of it by the event `edition:settings`.  A view without value is the reader's own. */
    set(name, value = own) {
      settings[name] = value;
      if (name === "view") {
        own = value;
        session("view", null);
        delete html.dataset.asked;
      }
      stored("settings", { ...settings, view: own });
      apply();
      document.dispatchEvent(new CustomEvent("edition:settings", { detail: name }));
    },

    /** All as it was at first. */
    reset() {
      for (const [name, value] of Object.entries(DEFAULTS)) edition.set(name, value);
    },

    /** Fetch a script, and with `style` its style sheet, once; a script and no fetch, so that it works from disk. */
    load(name, { style = true } = {}) {
      return (loading[name] ??= new Promise((resolve, reject) => {
        const script = make("script", { src: `${root}_static/${name}.js?v=${build}` });
        script.onerror = (event) => { delete loading[name]; reject(event); }; // the next attempt may succeed
        if (style) {
          const sheet = make("link", { rel: "stylesheet", href: `${root}_static/${name}.css?v=${build}` });
          sheet.onload = sheet.onerror = () => document.head.append(script);
          document.head.append(sheet);
        } else document.head.append(script);
        script.onload = resolve;
      }));
    },

    /** Whether a click came from the keyboard; Firefox tells of one on a link as of one by pointer. */
    byKey: (event) => event.detail === 0 || performance.now() - pressed < 100,

    /** On a phone the way back closes what opens over the text, and does not leave the page.  `close` is what it then
        calls; what is returned is to be called when it has closed, in whatever way. */
    closable(close) {
      if (!matchMedia("(pointer: coarse)").matches) return () => {};
      if (depth() === undefined) history.replaceState({ ...history.state, open: opened.length }, "");
      opened.push(close);
      setTimeout(settle);
      return () => {
        const at = opened.indexOf(close);
        if (at < 0) return;
        opened.splice(at, 1);
        setTimeout(settle);
      };
    },

    /** What a screen reader says next, politely. */
    say(words) {
      let live = document.getElementById("said");
      if (!live) {
        live = make("p", { id: "said", class: "visually-hidden", role: "status" });
        document.body.append(live);
      }
      live.textContent = "";
      requestAnimationFrame(() => { live.textContent = words; });
    },
  });

  /* The face must be there before the first line, or it stays away from this page.  Over the net it is asked for
     before the style sheet is; from disk, where nothing is kept from page to page, it is worth a wait of any length. */
  for (const [name, style] of [["roman", "normal"], ["italic", "italic"]]) {
    const href = `${root}_static/fonts/${name}-latin.woff2`;
    if (location.protocol === "file:") {
      const face = new FontFace("Edition Disk", `url("${href}")`, { style, display: "swap" });
      document.fonts.add(face);
      face.load().catch(() => {}); // what stands in for it is good enough
    } else document.head.append(make("link", { rel: "preload", as: "font", type: "font/woff2", crossorigin: "", href }));
  }

  html.classList.add("js");
  apply();

  /* Two buttons and one key, the same on every page.  What they open is fetched the first time they are used. */
  const open = {
    async search(words = "") { await edition.load("search"); edition.search(words); },
    async panel(button) { await edition.load("panel"); edition.panel(button); },
  };
  const typing = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (!opener || !isPlain(event)) return;
    event.preventDefault();
    open[opener.dataset.open](opener.dataset.open === "panel" ? opener : "");
  });
  document.addEventListener("keydown", (event) => {
    if (settings.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && typing(event.target)) return;
    const back = document.querySelector(".back-link[href]");
    if (event.key === "/") { event.preventDefault(); open.search(); }
    else if (event.key === "b" && back) back.click();
    else if (["n", "p", "j", "k", "?"].includes(event.key)) edition.load("keys").then(() => edition.key(event.key));
  });

  /* The way back to the word one came from, and on to the sentence one left. */
  document.addEventListener("DOMContentLoaded", () => {
    const from = session("from"), back = /** @type {HTMLAnchorElement} */ (document.querySelector(".back-link"));
    if (from && back) {
      back.href = `${root}${from.page}.html`; // the page itself goes to the word
      back.textContent = t("Back to {address}", from);
      back.parentElement.hidden = false;
      back.addEventListener("click", () => session("back", from));
    }
    const place = stored("place");
    if (place && document.querySelector(".units")) {
      const link = make("a", { href: `${root}${place.page}.html#s${place.address}` }, `${place.title}, ${place.address}`);
      document.querySelector("article").prepend(make("p", { class: "continue" }, `${t("Go on where you left off:")} `, link));
    }
    for (const file of stored("read") ?? []) {
      for (const link of document.querySelectorAll(`:is(.unit-row, .units) :is([href="${file}"], [href$="/${file}"])`)) link.classList.add("read");
    }
    if (document.querySelector(".sentence")) addEventListener("scroll", () => edition.load("bar"), { once: true, passive: true });
    if (document.querySelector(".filterable")) edition.load("filter");
  });

  /* An address that is not on this page leads to where it is, or to a line that says what there is. */
  const lost = () => {
    if (/^#s?\d+\.\d+$/.test(location.hash) && !document.getElementById(location.hash.slice(1))) edition.load("lost").then(() => edition.lost());
  };
  for (const moment of ["DOMContentLoaded", "hashchange"]) addEventListener(moment, lost);
})();
