"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { run } = require("./loading.cjs");

/** As much of an element as the kit asks for. */
class Box {
  constructor(tag) { Object.assign(this, { tag, attributes: {}, children: [], heard: [], style: {} }); }
  setAttribute(name, value) { this.attributes[name] = value; }
  addEventListener(name, hear) { this.heard.push([name, hear]); }
  append(...children) { this.children.push(...children); }
  after(next) { this.next = next; }
  remove() { this.removed = true; }
  contains(other) { return other === this || this.children.includes(other); }
  focus() { this.focused = true; }
}

/** A page with the kit: its listeners can be called. */
function page() {
  const document = new Box("document");
  document.createElement = (tag) => new Box(tag);
  const hear = (name, event) => { for (const [heard, each] of document.heard) if (heard === name) each(event); };
  return { hear, document, ...run(["kit.js", "kit-popups.js", "kit-words.js"], { document }) };
}

test("an element is made with attributes, listeners and children", () => {
  const press = () => {};
  const made = page().make("button", { type: "button", onclick: press, lang: undefined, tabindex: 0 }, "Close", undefined, "");
  assert.equal(made.tag, "button");
  assert.deepEqual(made.attributes, { type: "button", tabindex: "0" });
  assert.deepEqual(made.heard, [["click", press]]);
  assert.deepEqual(made.children, ["Close"]);
});

test("words are folded to their plainest letters", () => {
  const { fold } = page();
  const cases = { Étrangère: "etrangere", "MØLLER": "moller", Łódź: "lodz", Straße: "strasse", "Œuvre": "oeuvre", "ﬁnal": "final", й: "и", "5.6": "5.6" };
  for (const [words, folded] of Object.entries(cases)) assert.equal(fold(words), folded);
});

test("a click is plain without keys that ask for another tab or window", () => {
  const { isPlain } = page();
  const keys = ["metaKey", "ctrlKey", "shiftKey", "altKey"];
  const none = Object.fromEntries(keys.map((key) => [key, false]));
  assert.equal(isPlain(none), true);
  for (const key of keys) assert.equal(isPlain({ ...none, [key]: true }), false, key);
});

test("a box stands below words, inside the window, and turns only where it may and there is room", () => {
  const { placeOf } = page();
  const box = { width: 300, height: 200 }, room = { width: 800, height: 600 };
  const at = (left, top, turns) => ({ ...placeOf({ left, top, bottom: top + 20 }, box, room, 8, turns) });
  assert.deepEqual(at(100, 100, true), { left: 100, top: 128 });
  assert.deepEqual(at(2, 100, true), { left: 16, top: 128 });
  assert.deepEqual(at(700, 100, true), { left: 484, top: 128 });
  assert.deepEqual(at(100, 500, true), { left: 100, top: 292 });
  assert.deepEqual(at(100, 500, false), { left: 100, top: 528 });
  room.height = 250; // no room on either side: below, where one can scroll
  assert.deepEqual(at(100, 150, true), { left: 100, top: 178 });
});

test("the sentence read is the last that begins above a third of the window", () => {
  const world = page();
  world.sentenceRead = run(["kit.js"], { innerHeight: 300 }).sentenceRead;
  const text = (...tops) => ({ querySelectorAll: () => tops.map((top) => ({ top, getBoundingClientRect: () => ({ top }) })) });
  assert.equal(world.sentenceRead(text(-50, 99, 100, 101)).top, 100);
  assert.equal(world.sentenceRead(text(101, 200)), undefined);
});

test("a pop-up closes for whoever turns elsewhere, and gives the focus back where it was inside", () => {
  const { document, hear, popUp } = page();
  const box = new Box("div"), opener = new Box("a"), inside = new Box("a"), other = new Box("p");
  box.children.push(inside);
  const asked = [];
  const popup = popUp(box, (giveBack) => { asked.push(giveBack); popup.close(giveBack); });

  hear("pointerdown", { target: other });
  assert.deepEqual(asked, [], "nothing is open");

  popup.open(opener);
  assert.equal(opener.next, box);
  assert.equal(opener.attributes["aria-expanded"], "true");
  for (const target of [inside, box, opener]) hear("pointerdown", { target });
  hear("focusin", { target: inside });
  assert.deepEqual(asked, []);

  hear("focusin", { target: other });
  assert.deepEqual(asked, [false]);
  assert.equal(popup.opener, null);
  assert.equal(box.removed, true);
  assert.equal(opener.attributes["aria-expanded"], "false");
  assert.equal(opener.focused, undefined);

  popup.open(opener);
  document.activeElement = inside;
  let prevented = 0;
  hear("keydown", { key: "a", preventDefault: () => { prevented += 1; } });
  hear("keydown", { key: "Escape", preventDefault: () => { prevented += 1; } });
  assert.deepEqual(asked, [false, undefined]);
  assert.equal(prevented, 1);
  assert.equal(opener.focused, true);
});
