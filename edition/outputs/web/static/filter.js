/* Long lists that one can filter as one types: whatever is marked as filterable on a page, by one field; and where its
   members name units, by unit as well. */

"use strict";
(() => {
  const lists = [...document.querySelectorAll(".filterable")];
  const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const members = lists.flatMap((list) => [...list.querySelectorAll(":scope > li, tbody > tr, [data-member]")])
    .map((element) => ({ element, words: fold(element.textContent), units: element.dataset.units?.split(" ") }));
  const parts = new Set(members.map(({ element }) => element.closest("section section")).filter(Boolean));
  const make = (tag, name, ...children) => {
    const made = document.createElement(tag);
    made.className = name;
    made.append(...children);
    return made;
  };

  const input = make("input", "");
  input.type = "search";
  input.autocomplete = "off";
  input.spellcheck = false;
  const count = make("span", "filter-count"); // not <output>, which would want a label
  count.setAttribute("role", "status");
  const row = make("div", "filter", make("label", "", make("span", "", "Filter"), input), count);

  const units = [...new Set(members.flatMap(({ units }) => units ?? []))].sort((a, b) => a - b);
  const select = document.createElement("select");
  if (units.length) {
    select.append(new Option("all units", ""), ...units.map((unit) => new Option(`unit ${unit}`, unit)));
    row.insertBefore(make("label", "", make("span", "", "Named in"), select), count);
  }
  (lists[0].closest("section section") ?? lists[0]).before(row);

  function show() {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, words, units } of members) {
      element.hidden = !(wanted.every((word) => words.includes(word)) && (!select.value || units.includes(select.value)));
      shown += !element.hidden;
    }
    // A heading over nothing says nothing.
    for (const part of parts) part.hidden = !part.querySelector("li:not([hidden]), tbody > tr:not([hidden])");
    count.textContent = wanted.length || select.value ? `${shown} of ${members.length}` : "";
  }
  input.addEventListener("input", show);
  select.addEventListener("change", show);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    event.preventDefault();
    input.value = "";
    show();
  });
})();
