/* On the page for unknown addresses: what the reader perhaps meant.  A published address, 5.6 or the old name of a page,
   is followed at once; whatever is only likely is offered as a link. */

"use strict";
edition.load("known", { style: false }).then(() => {
  const { units, pages, names, moved } = edition.known;
  const root = new URL(edition.root, location.href).pathname;
  const plain = (words) => fold(words).replace(/[^\p{L}\p{N}.]+/gu, "-").replace(/^-+|-+$/g, "");
  const decoded = (path) => { try { return decodeURIComponent(path); } catch { return path; } };
  const asked = decoded(location.pathname.startsWith(root) ? location.pathname.slice(root.length) : location.pathname.slice(1));
  const bare = asked.replace(/\/+$/, "").replace(/\.html?$/i, "").replace(/(^|\/)index$/i, "");
  const wanted = plain(bare.slice(bare.lastIndexOf("/") + 1));
  const meant = document.getElementById("meant");

  /** How many letters must be changed, left out, added or changed about to make one word of the other. */
  function distance(a, b) {
    let before = [], above = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(row[j - 1] + 1, above[j] + 1, above[j - 1] + Number(a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, above] = [above, row];
    }
    return above[b.length];
  }

  /** Up to three pages whose names are nearest to what was asked for. */
  function nearest() {
    const found = new Map(); // address -> how far its nearest name is
    const weigh = (name, address) => {
      const word = plain(name), long = Math.max(word.length, wanted.length);
      let far = distance(word, wanted) / long;
      if (Math.min(word.length, wanted.length) > 3 && (word.includes(wanted) || wanted.includes(word))) far = Math.min(far, 0.3);
      if (far <= 0.34 && far < (found.get(address) ?? 1)) found.set(address, far);
    };
    for (const [address, title] of Object.entries(pages)) {
      const name = decoded(address).replace(/\.html$/, "").replace(/\/index$/, "").split("/").pop();
      for (const each of [name, name.replace(/^\d+-/, ""), title]) weigh(each, address);
    }
    for (const [name, address] of Object.entries(names)) weigh(name, address);
    const near = [...found].sort((a, b) => a[1] - b[1]);
    return near.filter(([, far]) => far === 0 || near[0][1] > 0).slice(0, 3).map(([address]) => address);
  }

  function offer(addresses, before = t("Did you mean")) {
    const links = addresses.map((address) => make("a", { href: root + address }, pages[address] ?? address));
    const parted = links.flatMap((link, i) => [i === 0 ? "" : i === links.length - 1 ? ` ${t("or")} ` : ", ", link]);
    meant.replaceChildren(`${before} `, ...parted, "?");
  }

  const old = moved[asked] ?? moved[`${bare}.html`] ?? moved[`${bare}/index.html`];
  const sentence = /^s?(\d+)\.(\d+)$/.exec(wanted), unit = /^(?:\p{L}+-?)?0*(\d+)$/u.exec(wanted);
  const [page, last] = (sentence && units[sentence[1]]) || [];
  if (old) location.replace(root + old + location.hash);
  else if (page && Number(sentence[2]) >= 1 && Number(sentence[2]) <= last) location.replace(`${root}${page}#s${sentence[1]}.${Number(sentence[2])}`);
  else if (page) {
    const [, number] = sentence, address = `${number}.${sentence[2]}`;
    offer([page], t("There is no sentence {address}. Did you mean one of {first} to {last}, in", { address, first: `${number}.1`, last: `${number}.${last}` }));
  }
  else if (unit && units[unit[1]]) offer([units[unit[1]][0]]);
  else if (wanted && nearest().length) offer(nearest());
  if (wanted && !sentence) /** @type {HTMLAnchorElement} */ (document.getElementById("search-for")).href += `?q=${encodeURIComponent(wanted.replaceAll("-", " "))}`;
});
