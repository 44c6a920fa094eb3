"use strict";
// Statements and the words that they rest on light one another; filters leave statements out of view; the address keeps
// what was chosen. The page is whole without this: it adds nothing to read, and no text ever becomes markup.
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(`page:${id}`);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const words = JSON.parse(byId("words").textContent);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const list = (text) => (text ?? "").split(" ").filter(Boolean);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const STATEMENT = "main [data-notes]";
  const PASSAGE = "._quoted";
  const NOTE = "._notes li";

  // --- Who rests on what ---------------------------------------------------------------------------------------------
  const notesOf = (element) => (element.matches(NOTE) ? [element.id.slice("note:".length)] : list(element.dataset.notes));

  /** Return what finds those of some elements that have to do with given notes, in the order of the page. */
  function byNote(elements) {
    const index = new Map();
    elements.forEach((element, place) => {
      for (const note of notesOf(element)) index.get(note)?.push(place) ?? index.set(note, [place]);
    });
    return (notes) => {
      const places = new Set(notes.flatMap((note) => index.get(note) ?? []));
      return [...places].sort((one, other) => one - other).map((place) => elements[place]);
    };
  }
  const passagesOf = byNote(all(PASSAGE));
  const statementsOf = byNote(all(STATEMENT));
  const isShown = (element) => !element.closest("[hidden]");

  /** What a place on the page is about: a statement, a passage or a note; `note` where the place is the mark of one. */
  function targetAt(place) {
    const element = place instanceof Element ? place.closest(`${STATEMENT}, ${PASSAGE}, ${NOTE}`) : null;
    const mark = element && place.closest("a._call");
    return element && { element, isPassage: element.matches(PASSAGE), note: mark ? mark.hash.slice("#note:".length) : "" };
  }

  // --- What is lit ---------------------------------------------------------------------------------------------------
  const scroller = document.querySelector("._scroller");
  const bar = byId("bar");
  let pinned = null, hovered = null, focused = null, dismissed = null;
  let shown = null, lit = [], steps = 0, hasMoved = false;

  const same = (one, other) => one?.element === other?.element && one?.note === other?.note;

  function update() {
    let target = pinned ?? hovered ?? focused;
    if (target && same(target, dismissed)) target = null;
    else if (target) dismissed = null;
    if (!same(target, shown)) light(target);
    shown = target;
    byId("go").textContent = target?.isPassage ? words.go_statement : words.go_source;
    byId("go").hidden = !target || related(target).length === 0;
    bar.querySelector("._actions").hidden = !pinned;
  }

  function light(target) {
    for (const element of lit) element.classList.remove("_lit");
    const notes = target ? notesOf(target.element) : [];
    const both = target && !target.element.matches(STATEMENT);
    lit = target ? [target.element, ...passagesOf(notes), ...(both ? statementsOf(notes) : [])] : [];
    for (const element of lit) element.classList.add("_lit");
    byId("status").lang = target?.isPassage ? words.language : root.lang;
    byId("status").textContent = target ? said(target, notes) : "";
    const first = target && !target.isPassage && passagesOf(target.note ? [target.note] : notes)[0];
    if (first) bring(first);
  }

  function said(target, notes) {
    if (!target.isPassage) {
      const texts = notes.map((note) => document.querySelector(`#note\\:${note} ._words`)?.textContent ?? "");
      return texts.join(" ");
    }
    const resting = statementsOf(notes);
    const out = resting.filter((element) => !isShown(element)).length;
    const count = fill(resting.length === 1 ? words.one_rests : words.many_rest, { n: resting.length });
    return out ? `${count} (${fill(words.hidden, { n: out })})` : count;
  }

  const related = (target) =>
    target.isPassage ? statementsOf(notesOf(target.element)).filter(isShown) : passagesOf(notesOf(target.element));

  // --- Scrolling -----------------------------------------------------------------------------------------------------
  const isBeside = () => getComputedStyle(scroller).overflowY !== "visible";

  /** Scroll the source, and only the source, until a passage is in view. Its height is a guess until it is there. */
  function bring(passage, tries = 3) {
    if (!isBeside()) return;
    const outer = scroller.getBoundingClientRect(), inner = passage.getBoundingClientRect();
    if (inner.top >= outer.top + 4 && Math.min(inner.bottom, inner.top + 60) <= outer.bottom - 4) return;
    const top = scroller.scrollTop + inner.top - outer.top - scroller.clientHeight / 3;
    const far = Math.abs(top - scroller.scrollTop) > 4 * scroller.clientHeight;
    scroller.scrollTo({ top, behavior: calm.matches || far ? "instant" : "smooth" });
    const again = () => lit.includes(passage) && bring(passage, tries - 1);
    if (tries > 1) scroller.addEventListener("scrollend", again, { once: true });
  }

  function isInView(element) {
    const { top, bottom } = element.getBoundingClientRect();
    const margin = parseFloat(getComputedStyle(root).scrollPaddingTop) || 0;
    return top >= margin && Math.min(bottom, top + 60) <= innerHeight - margin;
  }

  function reveal(element) {
    if (element.matches(PASSAGE) && isBeside()) return bring(element);
    if (!isInView(element)) element.scrollIntoView({ block: "center", behavior: calm.matches ? "instant" : "smooth" });
  }

  // --- Pinning -------------------------------------------------------------------------------------------------------
  function pin(target, byKeyboard) {
    if (pinned?.element === target.element) return step(byKeyboard);
    [pinned, steps, hasMoved] = [target, 0, false];
    update();
    const resting = target.isPassage ? related(target) : [];
    if (resting.length && !resting.some(isInView)) reveal(resting[0]);
    writeAddress();
  }

  /** Go to what the pinned one is lit with: the first, the next time the second, and so on. */
  function step(withFocus) {
    const others = related(pinned);
    if (!others.length) return;
    const next = others[steps++ % others.length];
    reveal(next);
    if (!withFocus) return;
    hasMoved = true;
    linkOf(next)?.focus({ preventScroll: true });
  }

  const linkOf = (element) => (element.matches("a") ? element : element.querySelector("a._call"));

  function release() {
    // Who was led away, or stands on a button that goes, is led back.
    if (pinned && (hasMoved || bar.contains(document.activeElement))) linkOf(pinned.element)?.focus();
    pinned = null;
    dismissed = hovered ?? focused;
    update();
    writeAddress();
  }

  function startLighting() {
    let last = "", rest = null;
    document.addEventListener("pointerover", (event) => {
      last = `${event.screenX} ${event.screenY}`;
      // What scrolls below a pointer that rests is not pointed at.
      if (event.pointerType === "touch" || last === rest) return;
      [rest, hovered] = [null, targetAt(event.target)];
      update();
    });
    root.addEventListener("pointerleave", () => { hovered = null; update(); });
    document.addEventListener("focusin", (event) => { focused = targetAt(event.target); update(); });
    document.addEventListener("focusout", () => { focused = null; update(); });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return shown && release();
      [rest, hovered] = [last, null];
    });
    document.addEventListener("click", clicked);
    byId("go").addEventListener("click", () => step(true));
    byId("clear").addEventListener("click", release);
    bar.hidden = false;
  }

  function clicked(event) {
    const target = targetAt(event.target);
    if (!target || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a");
    if (link ? !link.matches("a._call, a._quoted") : !getSelection().isCollapsed) return;
    if (target.note && !passagesOf([target.note]).length) return; // nothing to light: the link leads to the note
    if (link) event.preventDefault();
    pin(target, event.detail === 0);
  }

  // --- Filters -------------------------------------------------------------------------------------------------------
  const panel = byId("filters");
  const items = all("main [data-item]");
  const chips = panel ? all("button[data-key]", panel) : [];
  const who = byId("who");
  const chosen = new Set();
  const lists = new Map(), sections = new Map();
  const parts = (list) => all(":scope > li, :scope > div, :scope > tbody > tr", list);

  function startFilters() {
    let heading = null;
    for (const element of all("main :is(h1, h2, h3, h4, h5, h6, [data-item])")) {
      if (!element.matches("[data-item]")) { heading = element; continue; }
      const parent = element.parentElement.closest("table, ul, ol, dl");
      if (parent && !lists.has(parent)) lists.set(parent, parts(parent));
      if (heading && !sections.has(heading)) sections.set(heading, new Set());
      sections.get(heading)?.add(parent ?? element);
    }
    // What is left keeps its number.
    for (const list of all("main ol:not(._notes *)")) all(":scope > li", list).forEach((item, index) => { item.value = list.start + index; });
    for (const chip of chips) {
      chip.addEventListener("click", () => {
        if (!chosen.delete(chip.dataset.index)) chosen.add(chip.dataset.index);
        filter();
      });
    }
    who?.addEventListener("change", filter);
    byId("open").addEventListener("click", () => open(byId("choices").hidden));
    byId("reset").addEventListener("click", () => {
      chosen.clear();
      if (who) who.value = "";
      filter();
      byId("open").focus();
    });
    panel.hidden = false;
  }

  function open(isOpen) {
    byId("choices").hidden = !isOpen;
    byId("open").ariaExpanded = String(isOpen);
  }

  function matches(item) {
    const firm = list(item.dataset.firm);
    return (!chosen.size || firm.some((one) => chosen.has(one))) && (!who?.value || list(item.dataset.who).includes(who.value));
  }

  function filter() {
    const found = items.filter(matches), kept = new Set();
    for (const item of found) {
      for (let one = item; one; one = one.parentElement.closest("[data-item]")) kept.add(one);
    }
    for (const item of items) item.hidden = !kept.has(item);
    for (const [list, members] of lists) list.hidden = members.every((part) => part.hidden);
    for (const [heading, members] of sections) hint(heading, [...members].every((part) => part.hidden));
    for (const chip of chips) chip.ariaPressed = String(chosen.has(chip.dataset.index));
    const active = chosen.size > 0 || Boolean(who?.value);
    panel.classList.toggle("_active", active);
    byId("reset").hidden = !active;
    byId("shown").textContent = fill(words.shown, { shown: found.length, all: items.length });
    writeAddress();
  }

  function hint(heading, isNeeded) {
    let told = heading.nextElementSibling;
    if (!told?.matches("._hint-filtered")) {
      if (!isNeeded) return;
      told = document.createElement("p");
      told.className = "_hint-filtered";
      told.lang = words.language;
      told.textContent = words.filtered;
      heading.after(told);
    }
    told.hidden = !isNeeded;
  }

  // --- The address ---------------------------------------------------------------------------------------------------
  const unused = byId("unused");
  let isReading = true; // what is being read is not written

  function showUnused() {
    root.classList.toggle("_show-unused", unused.checked);
    writeAddress();
  }

  function writeAddress() {
    if (isReading) return;
    const said = new URLSearchParams();
    for (const chip of chips) if (chosen.has(chip.dataset.index)) said.append("firm", chip.dataset.key);
    if (who?.value) said.append("who", who.selectedOptions[0].dataset.key);
    if (unused?.checked) said.append("unused", "1");
    if (pinned?.element.dataset.entry) said.append("at", pinned.element.dataset.entry);
    const hash = said.size ? `#?${said}` : "";
    if (!hash && !location.hash.startsWith("#?")) return;
    try {
      history.replaceState(null, "", hash || location.pathname + location.search);
    } catch { /* a preview that has no address of its own */ }
  }

  function readAddress() {
    isReading = true;
    if (location.hash.startsWith("#?")) take(new URLSearchParams(location.hash.slice(2)));
    isReading = false;
  }

  function take(said) {
    chosen.clear();
    for (const chip of chips) if (said.getAll("firm").includes(chip.dataset.key)) chosen.add(chip.dataset.index);
    if (who) who.value = [...who.options].find((option) => option.dataset.key === said.get("who"))?.value ?? "";
    if (panel) { filter(); open(chosen.size > 0 || Boolean(who?.value)); }
    if (unused) { unused.checked = said.has("unused"); showUnused(); }
    const at = said.get("at");
    const element = at && bar && all(STATEMENT).find((one) => one.dataset.entry === at && isShown(one));
    pinned = element ? targetAt(element) : null;
    if (bar) update();
    if (element) reveal(element);
  }

  // --- Tables that are set row by row on a narrow screen -------------------------------------------------------------
  function nameCells(table) {
    const head = all("thead tr > *", table).map((cell) => {
      const copy = cell.cloneNode(true);
      for (const mark of all("._call, ._sep", copy)) mark.remove();
      return copy.textContent;
    });
    const roles = { thead: "rowgroup", tbody: "rowgroup", tr: "row", th: "columnheader", td: "cell" };
    table.role = "table";
    for (const part of all("thead, tbody, tr, th, td", table)) {
      part.role = roles[part.localName];
      if (part.matches("tbody td") && head[part.cellIndex]) part.dataset.label = head[part.cellIndex];
    }
  }

  let fitted = 0;

  /** Let columns be as wide as their words, unless the table then is wider than the page. */
  function fit(tables) {
    if (fitted === (fitted = byId("brief").clientWidth)) return;
    for (const table of tables) table.classList.remove("_tight");
    const wide = tables.filter((table) => table.offsetWidth > table.parentElement.clientWidth + 1);
    for (const table of wide) table.classList.add("_tight");
  }

  root.classList.add("_js");
  const tables = all("main table");
  tables.forEach(nameCells);
  if (tables.length) new ResizeObserver(() => fit(tables)).observe(byId("brief"));
  if (bar) startLighting();
  if (panel) { startFilters(); filter(); }
  if (unused) { byId("toggle").hidden = false; unused.addEventListener("change", showUnused); }
  addEventListener("hashchange", readAddress);
  readAddress();
})();
