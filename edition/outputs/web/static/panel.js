/* The reader's controls: one small panel, made the first time it is asked for.  Every choice shows at once. */

"use strict";
(() => {
  const KINDS = edition.kinds;
  const onUnit = document.querySelector(".reading-text") !== null;

  /** A group of choices of which one holds: name, what it is called, value -> words.
      @type {[string, string, Record<string, string>][]} */
  const CHOICES = [
    ["theme", t("Page"), { auto: t("system"), light: t("light"), sepia: t("sepia"), dark: t("dark") }],
    ["size", t("Size"), { small: t("small"), medium: t("medium"), large: t("large"), huge: t("huge") }],
    ["width", t("Lines"), { narrow: t("narrow"), medium: t("medium"), wide: t("wide") }],
  ];
  if (onUnit) CHOICES.unshift(["view", t("View"), { read: t("Read"), study: t("Study"), all: t("All") }]);
  /** What can be on or off: setting, words. */
  const SWITCHES = [
    ...(onUnit ? [["numbers", t("Sentence numbers")], ["only", t("Text only, without any of our words")]] : []),
    ["keys", t("Keys: / searches, b goes back to the text")],
  ];

  function option(type, name, value, words, checked, choose) {
    const input = make("input", { type, name: `set-${name}`, value });
    input.checked = checked;
    input.addEventListener("change", () => choose(input));
    return make("label", {}, input, make("span", {}, words));
  }

  const group = (words, ...options) => make("fieldset", {}, make("legend", {}, words), make("div", {}, ...options));

  function kinds() {
    const hidden = () => edition.settings.hidden.split(" ").filter(Boolean);
    return group(t("Notes"), ...KINDS.map((kind) => option("checkbox", "kind", kind, t(kind), !hidden().includes(kind), (input) => {
      const others = hidden().filter((other) => other !== kind);
      edition.set("hidden", (input.checked ? others : [...others, kind]).join(" "));
    })));
  }

  function fill(panel) {
    const close = make("button", { type: "button", class: "panel-close", onclick: () => panel.hidePopover() }, t("Close"));
    const begin = () => { edition.reset(); fill(panel); panel.querySelector(".panel-reset").focus(); };
    const again = make("button", { type: "button", class: "panel-reset", onclick: begin }, t("As at first"));
    panel.replaceChildren(
      make("h2", { id: "panel-title" }, t("Reading")),
      ...CHOICES.map(([name, words, values]) => group(words, ...Object.entries(values).map(([value, called]) =>
        option("radio", name, value, called, edition.settings[name] === value, () => edition.set(name, value))))),
      ...(onUnit ? [kinds()] : []),
      make("div", { class: "panel-switches" }, ...SWITCHES.map(([name, words]) =>
        option("checkbox", name, "on", words, edition.settings[name] === "on", (input) => edition.set(name, input.checked ? "on" : "off")))),
      make("div", { class: "panel-foot" }, again, close),
    );
  }

  const panel = make("div", { id: "panel", class: "panel", popover: "auto", role: "dialog", "aria-labelledby": "panel-title" });
  document.querySelector(".site-header").after(panel); // behind its button, so that Tab leads into it
  fill(panel);

  let opener = null, done;
  panel.addEventListener("toggle", (event) => {
    opener?.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "open") done = edition.closable(() => panel.hidePopover());
    else done?.();
    if (event.newState === "closed" && (panel.contains(document.activeElement) || document.activeElement === document.body)) opener?.focus();
  });
  edition.panel = (button) => {
    opener = button;
    panel.togglePopover();
    if (panel.matches(":popover-open")) (panel.querySelector("input:checked") ?? panel.querySelector("input")).focus({ focusVisible: false });
  };
})();
