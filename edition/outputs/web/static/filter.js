/* Long lists that one can filter as one types: whatever is marked as filterable on a page, by one field; and where its
   members name units, by unit as well. */

"use strict";
(() => {
  const lists = [...document.querySelectorAll(".filterable")];
  const members = lists.flatMap((list) => [...list.querySelectorAll(":scope > li, tbody > tr, [data-member]")])
    .map((element) => ({ element, words: fold(element.textContent), units: element.dataset.units?.split(" ") }));
  const parts = new Set(members.map(({ element }) => element.closest("section section")).filter(Boolean));

  const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  const count = make("span", { class: "filter-count", role: "status" }); // not <output>, which would want a label
  const row = make("div", { class: "filter" }, make("label", {}, make("span", {}, t("Filter")), input), count);

  const units = [...new Set(members.flatMap((member) => member.units ?? []))].sort((a, b) => Number(a) - Number(b));
  const select = make("select");
  if (units.length) {
    select.append(new Option(t("all units"), ""), ...units.map((unit) => new Option(t("unit {unit}", { unit }), unit)));
    row.insertBefore(make("label", {}, make("span", {}, t("Named in")), select), count);
  }
  (lists[0].closest("section section") ?? lists[0]).before(row);

  function show() {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const member of members) {
      const named = !select.value || member.units.includes(select.value);
      member.element.hidden = !(named && wanted.every((word) => member.words.includes(word)));
      if (!member.element.hidden) shown += 1;
    }
    // A heading over nothing says nothing.
    for (const part of parts) part.hidden = !part.querySelector("li:not([hidden]), tbody > tr:not([hidden])");
    count.textContent = wanted.length || select.value ? t("{shown} of {all}", { shown, all: members.length }) : "";
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
