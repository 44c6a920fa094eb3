// Shows what the server says is there. The server sends the whole state each time; what has not changed is left alone.
"use strict";

const by = (id) => document.getElementById(id);
const make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children);
  return made;
};
const FORMATS = { pdf: "PDF", docx: "Word", md: "Markdown", html: "Web page" };
let told = null; // the last state

// --- What is chosen, which the address keeps -------------------------------------------------------------------------
const chosen = () => new URLSearchParams(location.hash.slice(1));
function choose(changes) {
  const words = chosen();
  for (const [name, value] of Object.entries(changes)) words.set(name, value);
  history.replaceState(null, "", `#${words}`);
}

// --- The stream of states --------------------------------------------------------------------------------------------
let stream = null;
function listen() {
  stream?.close();
  const query = new URLSearchParams();
  for (const name of ["brief", "template"]) if (chosen().has(name)) query.set(name, chosen().get(name));
  stream = new EventSource(`events?${query}`);
  stream.onmessage = (event) => show(JSON.parse(event.data));
  stream.onerror = () => {
    say("gone", "The preview has ended or cannot be reached");
    if (stream.readyState !== EventSource.CLOSED) return;
    // What was chosen may not be there any more: begin again with what the server shows first.
    if (location.hash) history.replaceState(null, "", `#view=${chosen().get("view") ?? "pages"}`);
    setTimeout(() => document.visibilityState === "visible" && listen(), 1500);
  };
}
// A page that nobody sees asks for nothing: a browser has few connections to one server.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") listen();
  else stream?.close();
});

function show(state) {
  const other = told && (told.brief !== state.brief || told.template !== state.template);
  told = state;
  if (other) forget();
  showChoices();
  showState();
  showDownloads();
  showProblems();
  showPanel();
}

// --- The bar ---------------------------------------------------------------------------------------------------------
function fill(select, options, value) {
  const key = JSON.stringify(options);
  if (select.dataset.key !== key) {
    select.replaceChildren(...options.map(([id, name]) => new Option(name, id)));
    select.dataset.key = key;
  }
  select.value = value;
}

function showChoices() {
  fill(by("brief"), told.briefs.map((one) => [one.id, one.name]), told.brief);
  fill(by("template"), [["", "as the brief says"], ...told.templates.map((name) => [name, name])], told.template);
}

for (const name of ["brief", "template"])
  by(name).addEventListener("change", () => {
    choose({ [name]: by(name).value });
    say("busy", "Making the documents …");
    listen();
  });

const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
const open = (severity) => told.problems.filter((one) => one.severity === severity && !one.accepted).length;

function say(state, words) {
  by("state").dataset.state = state;
  by("said").textContent = words;
}

function showState() {
  const [errors, warnings] = [open("error"), open("warning")];
  const anyOld = Object.values(told.formats).some((one) => one.old);
  const found = [errors && count(errors, "error"), warnings && count(warnings, "warning")].filter(Boolean).join(", ");
  const name = told.briefs.find((one) => one.id === told.brief)?.name ?? "";
  document.title = `${found ? `${found} · ` : ""}${name.split("/").pop()} · Preview`;
  if (told.busy) {
    say("busy", "Making the documents …");
    return;
  }
  const time = new Date(told.at * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const last = anyOld ? "; the last good page is shown" : "";
  say(errors ? "error" : "good", errors ? `${found}${last}` : `Up to date at ${time}${found ? `, ${found}` : ""}`);
  const spoken = errors ? `${found}${last}.` : `Up to date. ${found || "No problems"}.`;
  if (by("status").textContent !== spoken) by("status").textContent = spoken;
}

// --- Downloads -------------------------------------------------------------------------------------------------------
const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

function showDownloads() {
  const key = JSON.stringify(told.formats);
  if (by("downloads").dataset.key === key) return;
  by("downloads").dataset.key = key;
  const focused = document.activeElement?.closest?.("#downloads a")?.dataset.format;
  const links = Object.entries(FORMATS).filter(([name]) => told.formats[name].digest).map(([name, words]) => {
    const one = told.formats[name];
    const link = make("a", { href: `documents/${one.digest}`, download: one.file, "data-format": name }, words);
    link.title = `Download ${one.file}, ${size(one.size)}${one.old ? ": the last good one" : ""}`;
    if (one.old) link.append(make("span", { class: "unseen" }, " (the last good one)"));
    return make("li", one.old ? { class: "old" } : {}, link);
  });
  by("downloads").replaceChildren(...links);
  if (focused) by("downloads").querySelector(`[data-format="${focused}"]`)?.focus();
}

// --- Problems --------------------------------------------------------------------------------------------------------
const SEVERITIES = { error: "Error", warning: "Warning", note: "Note" };

function problemItem(one) {
  const said = one.accepted ? "Acknowledged" : SEVERITIES[one.severity];
  const item = make("li", { class: "problem", "data-severity": one.accepted ? "note" : one.severity });
  item.append(make("p", { class: "severity" }, said, make("span", {}, ` · ${one.code}`)), make("p", { class: "message" }, one.message));
  if (one.excerpt) item.append(make("pre", {}, one.excerpt));
  if (one.accepted) item.append(make("p", { class: "remedy" }, `Reason: ${one.accepted}`));
  else if (one.remedy) item.append(make("p", { class: "remedy" }, `→ ${one.remedy}`));
  const place = make("p", { class: "place" });
  if (one.file) {
    const button = make("button", { class: "link", type: "button" }, one.place);
    button.addEventListener("click", () => openFile(one));
    place.append(button);
  } else place.append(one.place);
  if (one.editor) place.append(" · ", make("a", { href: one.editor }, "open in the editor"));
  item.append(place);
  return item;
}

function showProblems() {
  const key = JSON.stringify(told.problems);
  const minor = told.problems.filter((one) => one.accepted || one.severity === "note");
  const major = told.problems.filter((one) => !minor.includes(one));
  const calm = told.busy && !told.problems.length ? "Checking …" : "No errors, no warnings.";
  by("calm").textContent = calm;
  by("calm").hidden = major.length > 0;
  by("problems-title").textContent = major.length ? `Problems (${major.length})` : "Problems";
  if (by("found").dataset.key === key) return;
  by("found").dataset.key = key;
  by("found").replaceChildren(...major.map(problemItem));
  by("minor").hidden = !minor.length;
  by("minor").querySelector("summary").textContent = `Notes and acknowledged warnings (${minor.length})`;
  by("minor").querySelector("ol").replaceChildren(...minor.map(problemItem));
}

// --- A file, at a line -----------------------------------------------------------------------------------------------
async function openFile(problem) {
  const answer = await fetch(`files/${problem.file}`).catch(() => null);
  const file = answer?.ok ? await answer.json() : { text: null };
  by("file-name").textContent = problem.place;
  by("file-editor").hidden = !problem.editor;
  if (problem.editor) by("file-editor").href = problem.editor;
  const said = make("div", { class: "said" }, problem.message, problem.remedy ? make("div", {}, `→ ${problem.remedy}`) : "");
  const lines = file.text === null ? [] : file.text.split(/\r\n|\r|\n/).map((line) => make("p", {}, line));
  const here = lines[problem.line - 1];
  here?.classList.add("here");
  by("file-lines").replaceChildren(...lines);
  if (here) here.after(said);
  else by("file-lines").prepend(said);
  if (file.text === null) by("file-lines").append(make("p", { class: "calm" }, "This file is not there now, or holds no text that can be shown."));
  by("file").showModal();
  by("file-lines").focus();
  (here ?? by("file-lines").firstChild).scrollIntoView({ block: "center" });
}
by("file-close").addEventListener("click", () => by("file").close());
by("file").addEventListener("click", (event) => event.target === by("file") && by("file").close());

// --- Panels ----------------------------------------------------------------------------------------------------------
const tabs = [...document.querySelectorAll('[role="tab"]')];
const panelOf = (tab) => by(tab.getAttribute("aria-controls"));
const current = () => tabs.find((tab) => tab.getAttribute("aria-selected") === "true");

function select(tab) {
  for (const one of tabs) {
    one.setAttribute("aria-selected", String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
    panelOf(one).hidden = one !== tab;
  }
  choose({ view: tab.getAttribute("aria-controls") });
  if (told) showPanel();
}
for (const [index, tab] of tabs.entries()) {
  tab.addEventListener("click", () => select(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = step ? tabs.at((index + step) % tabs.length) : { Home: tabs[0], End: tabs.at(-1) }[event.key];
    if (!to) return;
    event.preventDefault();
    to.focus();
    select(to);
  });
}

const PANELS = { pdf: showPages, html: showWeb, md: showText };

function showPanel() {
  const name = current().dataset.format;
  const one = told.formats[name];
  for (const tab of tabs) panelOf(tab).classList.toggle("old", told.formats[tab.dataset.format].old);
  const errors = open("error");
  const lacking = !one.digest && !one.pending;
  const refused = errors > 0 && !one.old && !lacking && !told.busy;
  by("notice").hidden = !one.old && !lacking && !refused;
  by("notice").textContent = one.old
    ? `This is the last good ${name === "pdf" ? "version of the pages" : "version"}: what has changed since could not be made. See the problems.`
    : lacking
      ? `There is nothing to show yet${errors ? ": see the problems" : ""}.`
      : "This is how it looks, but a build would refuse it: see the problems.";
  by("notice").dataset.kind = one.old || errors ? "error" : "plain";
  PANELS[name](one);
}

function forget() {
  by("pages").replaceChildren();
  by("web").replaceChildren();
  by("text").querySelector("code").replaceChildren();
  sheets.digest = web.digest = text.digest = "";
  web.places = [];
}

// Pages: a picture is replaced once the next one is there, and fetched when it comes near.
const sheets = { digest: "", key: "" };
const near = new IntersectionObserver((seen) => {
  for (const one of seen) {
    one.target.near = one.isIntersecting;
    if (one.isIntersecting) draw(one.target);
  }
}, { root: by("pages"), rootMargin: "60% 0px" });

function showPages(one) {
  if (sheets.digest === one.digest) return;
  sheets.digest = one.digest;
  if (one.digest && !one.pages.length) {
    by("pages").replaceChildren(make("p", { class: "empty" }, "To show the pages, briefgen needs the packages pypdfium2 and pillow. The PDF is made, and can be downloaded."));
    return;
  }
  let list = by("pages").querySelector(".sheets");
  if (!list) by("pages").replaceChildren((list = make("ol", { class: "sheets" })));
  while (list.children.length > one.pages.length) list.lastChild.remove();
  one.pages.forEach(([width, height], index) => {
    let item = list.children[index];
    if (!item) {
      const sheet = make("div", { class: "sheet" });
      list.append((item = make("li", {}, sheet, make("p", { class: "count", "aria-hidden": "true" }))));
      near.observe(sheet);
    }
    const sheet = item.firstChild;
    sheet.style.aspectRatio = `${width} / ${height}`;
    sheet.index = index;
    item.lastChild.textContent = `${index + 1} / ${one.pages.length}`;
    if (sheet.near) draw(sheet);
  });
}

async function draw(sheet) {
  const width = Math.min(3200, Math.ceil((sheet.clientWidth * devicePixelRatio) / 100) * 100);
  const address = `pages/${sheets.digest}/${sheet.index}/${width}`;
  if (!width || sheet.address === address) return;
  sheet.address = address;
  const picture = make("img", { alt: `Page ${sheet.index + 1} of ${told.formats.pdf.pages.length}` });
  picture.src = address;
  try {
    await picture.decode();
  } catch {
    if (sheet.address === address) sheet.address = "";
    return; // A newer one is on its way.
  }
  if (sheet.address === address) sheet.replaceChildren(picture);
}
let resized = 0;
addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(() => document.querySelectorAll(".sheet").forEach((sheet) => sheet.near && draw(sheet)), 200);
});

// The web page: the next one is loaded behind the present one, scrolled to the same place, and then shown.
const web = { digest: "", frame: null, coming: null, places: [], hash: "" };

function showWeb(one) {
  if (!one.digest || web.digest === one.digest) return;
  web.digest = one.digest;
  web.coming?.remove();
  web.coming = make("iframe", {
    class: "coming", title: "The web page of the brief", sandbox: "allow-scripts allow-popups allow-popups-to-escape-sandbox",
    src: `frames/${one.digest}${web.hash}`, referrerpolicy: "no-referrer",
  });
  by("web").append(web.coming);
}

addEventListener("message", (event) => {
  const { coming, frame } = web;
  if (coming && event.source === coming.contentWindow) {
    if (event.data?.ready) coming.contentWindow.postMessage({ places: web.places }, "*");
    if (event.data?.placed) {
      const focused = document.activeElement === frame;
      coming.classList.remove("coming");
      frame?.remove();
      [web.frame, web.coming] = [coming, null];
      if (focused) coming.focus();
    }
  } else if (frame && event.source === frame.contentWindow && Array.isArray(event.data?.places)) {
    web.places = event.data.places.map(Number);
    web.hash = String(event.data.hash ?? "");
  }
});

// The Markdown: what has changed is marked for a while.
const text = { digest: "" };

async function showText(one) {
  if (!one.digest || text.digest === one.digest) return;
  const first = !text.digest;
  text.digest = one.digest;
  const answer = await fetch(`markdown/${one.digest}`).catch(() => null);
  if (!answer?.ok || text.digest !== one.digest) return;
  const code = by("text").querySelector("code");
  const known = new Set(code.textContent.split("\n"));
  const isNew = (line) => !first && line.trim() && !known.has(line) && !line.startsWith("content-sha256:");
  const place = by("text").scrollTop;
  const parts = [];
  for (const line of (await answer.text()).split("\n")) {
    if (isNew(line)) parts.push(make("mark", {}, line), "\n");
    else if (typeof parts.at(-1) === "string") parts.push(`${parts.pop()}${line}\n`);
    else parts.push(`${line}\n`);
  }
  code.replaceChildren(...parts);
  by("text").scrollTop = place;
}

select(tabs.find((tab) => tab.getAttribute("aria-controls") === chosen().get("view")) ?? tabs[0]);
listen();
