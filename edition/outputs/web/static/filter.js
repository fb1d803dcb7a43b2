/* Long lists that one can filter as one types: whatever is marked as filterable on a page, by one field; and where its
   members name units, by unit as well. */

"use strict";
(() => {
  const PAUSE = 60; // milliseconds after a key in which the next may come
  const lists = [...document.querySelectorAll(".filterable")];
  const members = lists.flatMap((list) => [...list.querySelectorAll(":scope > li, tbody > tr, [data-member]")])
    .map((element) => ({ element, words: fold(element.textContent), units: element.dataset.units?.split(" "),
      part: element.closest("section section"), shown: true }));
  const parts = new Set(members.map(({ part }) => part).filter(Boolean));

  const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  const count = make("span", { class: "filter-count", role: "status" }); // not <output>, which would want a label
  const row = make("div", { class: "filter" }, make("label", {}, make("span", {}, t("Filter")), input), count);

  const units = [...new Set(members.flatMap((member) => member.units ?? []))].sort((a, b) => Number(a) - Number(b));
  const select = make("select");
  if (units.length) {
    select.append(new Option(t("all units"), ""), ...units.map((unit) => new Option(t("unit {unit}", { unit }), unit)));
    row.insertBefore(make("label", {}, make("span", {}, t("Named in")), select), count);
  }
  const first = lists[0].closest("section section") ?? lists[0], jumps = document.querySelectorAll(".jumps");
  (first.previousElementSibling?.matches(".jumps") ? first.previousElementSibling : first).before(row);

  function show() {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    const within = new Set();
    let shown = 0;
    for (const member of members) {
      const named = !select.value || member.units.includes(select.value);
      const fits = named && wanted.every((word) => member.words.includes(word));
      if (fits !== member.shown) member.element.hidden = !(member.shown = fits); // what stays costs nothing
      if (fits) shown += 1;
      if (fits && member.part) within.add(member.part);
    }
    // A heading over nothing says nothing, and of a list that is cut short no letter is where it was.
    for (const part of parts) part.hidden = !within.has(part);
    const filtered = wanted.length > 0 || select.value !== "";
    for (const each of jumps) each.hidden = filtered;
    count.textContent = filtered ? t("{shown} of {all}", { shown, all: members.length }) : "";
  }

  // The letter that was typed is seen first, then what it finds.
  let asked = 0;
  input.addEventListener("input", () => {
    clearTimeout(asked);
    asked = setTimeout(show, PAUSE);
  });
  select.addEventListener("change", show);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    event.preventDefault();
    input.value = "";
    show();
  });
})();
