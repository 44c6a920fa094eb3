"use strict";
// Search, choices and order; the address keeps them. The page is whole without this: nothing is added to read.
(() => {
  const byId = (id) => document.getElementById(id);
  const tools = byId("tools");
  if (!tools) return;
  const list = byId("list"), query = byId("q"), order = byId("sort"), shown = byId("shown"), reset = byId("reset");
  const items = [...list.children];
  const choices = [...tools.querySelectorAll("select[data-by]")];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const texts = new Map();

  /** What a brief is found by: all its words, and the names of its files. */
  function words(item) {
    if (!texts.has(item)) {
      const files = [...item.querySelectorAll(".files a")].map((link) => decodeURIComponent(link.getAttribute("href")));
      texts.set(item, plain([item.textContent, ...files].join(" ")));
    }
    return texts.get(item);
  }

  const by = (name) => (one, other) => (one.dataset[name] < other.dataset[name] ? -1 : one.dataset[name] > other.dataset[name] ? 1 : 0);
  const collate = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const orders = {
    date: () => 0,
    title: (one, other) => collate.compare(one.dataset.title, other.dataset.title),
    findings: (one, other) => other.dataset.weight - one.dataset.weight,
    coverage: by("coverage"),
  };

  function sort() {
    const sorted = order.value === "date" ? items : [...items].sort(orders[order.value]);
    if (sorted.some((item, place) => item !== list.children[place])) list.append(...sorted);
  }

  /** Whether a brief is among what was chosen; it may be so by several values. */
  const among = (item, choice) => !choice.value || item.dataset[choice.dataset.by].split("\n").includes(choice.value);

  function filter() {
    const wanted = plain(query.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const item of items) {
      const chosen = choices.every((one) => among(item, one));
      item.hidden = !(chosen && wanted.every((word) => words(item).includes(word)));
      count += !item.hidden;
    }
    const values = { shown: number.format(count), all: number.format(items.length) };
    shown.textContent = shown.dataset.form.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    reset.hidden = count === items.length && !query.value;
    byId("none").hidden = count > 0;
  }

  const fields = () => [["q", query], ["sort", order], ...choices.map((one) => [one.dataset.by, one])];

  function keep() {
    const kept = new URLSearchParams(fields().filter(([name, field]) => field.value && !(name === "sort" && field.value === "date")).map(([name, field]) => [name, field.value]));
    history.replaceState(null, "", kept.size ? `#${kept}` : location.pathname + location.search);
  }

  function recall() {
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const [name, field] of fields()) {
      const value = kept.get(name) ?? "";
      field.value = value;
      if (field.selectedIndex === -1 || (field === order && !value)) field.selectedIndex = 0;
    }
    sort();
    filter();
  }

  let waiting = 0;
  query.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { filter(); keep(); }, 80);
  });
  for (const choice of choices) choice.addEventListener("change", () => { filter(); keep(); });
  order.addEventListener("change", () => { sort(); keep(); });
  reset.addEventListener("click", () => {
    query.value = "";
    for (const choice of choices) choice.value = "";
    filter();
    keep();
    query.focus();
  });
  addEventListener("hashchange", recall);
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query.focus();
    } else if (event.key === "Escape" && event.target === query && query.value) {
      query.value = "";
      filter();
      keep();
    }
  });
  tools.hidden = false;
  recall();
})();
