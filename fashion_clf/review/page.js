"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const products = data.products, categories = data.categories;
const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-", "="];
const store = "fashion_clf review " + data.digest;
const byKey = new Map(products.map((one) => [one.key, one]));
let state = { corrections: {}, order: [], at: 0, reviewer: "", theme: "", others: [] };
try { state = Object.assign(state, JSON.parse(localStorage.getItem(store) || "{}")); } catch (error) { /* a page that may keep nothing */ }
let shown = "queue", began = Date.now(), page = 0, selected = new Set(), filters = {};

const $ = (id) => document.getElementById(id);
/* Makes an element; texts are never markup. */
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  for (const child of children.flat()) if (child != null && child !== false) made.append(child);
  return made;
}
/* Shows elements, and lists of them, in place of what is there. */
function fill(name, ...children) { $(name).replaceChildren(...children.flat(2).filter((child) => child)); }
function keep() {
  try { localStorage.setItem(store, JSON.stringify(state)); return true; }
  catch (error) { $("progress").textContent = "This browser keeps nothing: save your corrections before you leave."; return false; }
}
const percent = (value) => (100 * value).toFixed(1) + "%";
const current = (one) => (state.corrections[one.key] || {}).category || one.category;

/* ------------------------------------------------------------------ decisions */
function decide(one, category, more = {}, record = true) {
  const before = state.corrections[one.key] || null;
  if (record) state.order.push([[[one.key, before]], state.at]);
  state.corrections[one.key] = Object.assign({}, before, {
    category, previous: one.category, reviewer: state.reviewer,
    seconds: Math.round((Date.now() - began) / 100) / 10, at: new Date().toISOString(),
  }, more);
  keep();
}
function answer(category, all = false) {
  const one = queue()[state.at];
  if (!one) return;
  const alike = all ? one.alike : [];
  state.order.push([[one.key, ...alike].map((key) => [key, state.corrections[key] || null]), state.at]);
  decide(one, category, {}, false);
  for (const key of alike) {
    const other = byKey.get(key) || { key, category: one.category };
    decide(other, category, { note: "applied from " + one.key, seconds: 0 }, false);
  }
  go(1);
}
function undo() {
  const last = state.order.pop();
  if (!last) return;
  const [before, at] = last;
  for (const [one, old] of before) {
    if (old) state.corrections[one] = old; else delete state.corrections[one];
  }
  state.at = at; keep(); draw();
}
function go(step) {
  state.at = Math.max(0, Math.min(queue().length, state.at + step));
  began = Date.now(); keep(); draw();
}
const queue = () => products.slice(0, data.n_queue);

/* ------------------------------------------------------------------ the queue */
function marked(text, marks) {
  const made = []; let end = 0;
  for (const [start, stop, why] of marks) {
    if (start < end || stop > text.length) continue;
    made.push(text.slice(end, start), el("mark", { title: why, tabindex: "0", "aria-label": text.slice(start, stop) + ": " + why, role: "note" }, text.slice(start, stop)));
    end = stop;
  }
  made.push(text.slice(end));
  return made;
}
function photo(one) {
  return one.photo ? el("img", { src: one.photo, alt: "Photo of " + (one.name || one.key) }) : el("div", { class: "photo" }, "no photo");
}
function drawQueue() {
  const one = queue()[state.at];
  if (!one) { fill("queue", el("p", {}, "The queue is done. Save your corrections; classify again with --labels corrections.csv.")); return; }
  const now = state.corrections[one.key];
  const rivals = one.rivals.map(([name, p]) => el("button", { type: "button", onclick: () => answer(name) }, `${name} ${percent(p)}`));
  const all = categories.map((name, place) => el("button", {
    type: "button", class: name === current(one) ? "first" : null, "aria-keyshortcuts": keys[place] || null, onclick: () => answer(name),
  }, keys[place] ? el("kbd", { "aria-hidden": "true" }, keys[place]) : null, name));
  const search = el("input", { id: "search", list: "nodes", placeholder: "search a category or type", "aria-label": "Search a category or type", size: 28, onchange: (event) => {
    const node = data.types[event.target.value];
    const plain = categories.find((name) => name.toLowerCase() === event.target.value.toLowerCase());
    if (node) { decide(one, node, { product_type: event.target.value }); go(1); } else if (plain) answer(plain);
  } });
  fill("queue", el("article", { class: "card", id: "card" },
    el("div", {}, photo(one)),
    el("div", {},
      el("h2", {}, one.name ? marked(one.name, one.marks.name || []) : one.key),
      el("p", {}, marked(one.description, one.marks.description || [])),
      el("p", {}, el("strong", {}, current(one)), one.type ? " > " + one.type : "", `, sure to ${one.confidence == null ? "?" : percent(one.confidence)}, by ${one.source || "?"}`,
        now ? el("span", { class: "good" }, ` — reviewed: ${now.category}`) : ""),
      one.reason ? el("p", { class: "small" }, "Why here: " + one.reason) : "",
      el("div", { class: "choices" }, el("button", { type: "button", class: "first", id: "right", "aria-keyshortcuts": "Enter", onclick: () => answer(current(one)) }, el("kbd", { "aria-hidden": "true" }, "Enter"), "right"), rivals),
      el("div", { class: "choices", role: "group", "aria-label": "All categories" }, all),
      el("div", { class: "choices" },
        one.alike.length ? el("button", { type: "button", id: "alike", onclick: () => answer(current(one), true) }, el("kbd", { "aria-hidden": "true" }, "a"), `${one.alike.length} more look the same: ${current(one)} for all`) : "",
        search,
        el("input", { id: "note", placeholder: "note", "aria-label": "Note", value: (now || {}).note || "", onchange: (event) => { decide(one, current(one), { note: event.target.value }); } }),
        el("button", { type: "button", onclick: () => go(1) }, el("kbd", { "aria-hidden": "true" }, "s"), "skip"),
        el("button", { type: "button", onclick: undo }, el("kbd", { "aria-hidden": "true" }, "u"), "undo"),
        el("button", { type: "button", onclick: () => $("help").showModal() }, el("kbd", { "aria-hidden": "true" }, "?"), "keys")))));
}

/* --------------------------------------------------------------- the overview */
function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children); return made;
}
function histogram(counts) {
  const most = Math.max(1, ...counts), width = 400 / counts.length;
  return svg("svg", { viewBox: "0 0 420 150", role: "img", "aria-label": "Products by confidence: " + counts.map((n, i) => `${i * 100 / counts.length}%: ${n}`).join(", ") },
    ...counts.map((n, i) => svg("rect", { class: "bar", x: 10 + i * width, width: width - 1, y: 125 - 110 * Math.sqrt(n / most), height: 110 * Math.sqrt(n / most) })),
    svg("line", { class: "axis", x1: 10, x2: 410, y1: 125, y2: 125 }), svg("text", { x: 8, y: 142 }, "0"), svg("text", { x: 385, y: 142 }, "100%"));
}
function reliability(bins) {
  return svg("svg", { viewBox: "0 0 220 220", role: "img", "aria-label": "Right by confidence: " + bins.map((b) => `${percent(b[0])} sure, ${percent(b[1])} right of ${b[2]}`).join("; ") },
    svg("line", { class: "axis", x1: 20, y1: 200, x2: 200, y2: 20 }), svg("line", { class: "axis", x1: 20, y1: 200, x2: 200, y2: 200 }), svg("line", { class: "axis", x1: 20, y1: 200, x2: 20, y2: 20 }),
    ...bins.map(([sure, right, n]) => svg("circle", { class: "bar", cx: 20 + 180 * sure, cy: 200 - 180 * right, r: 3 + Math.log10(n + 1) })));
}
function table(head, rows) {
  return el("div", { class: "scroll", tabindex: "0" }, el("table", {}, el("thead", {}, el("tr", {}, head.map((one, i) => el("th", { class: i ? "n" : null, scope: "col" }, one)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell, i) => el(i ? "td" : "th", { class: i ? "n" : null, scope: i ? null : "row" }, String(cell))))))));
}
function drawOverview() {
  const o = data.overview, out = el("output", { id: "accepted", "for": "threshold" });
  const slide = el("input", { id: "threshold", type: "range", min: 0, max: 100, value: 80, "aria-label": "Accept all above this confidence", oninput: () => {
    const [n, errors, right] = o.above[Number(slide.value)];
    out.textContent = ` accept all from ${slide.value}%: ${n.toLocaleString("en")} of ${o.n_products.toLocaleString("en")} products, ${errors.toFixed(0)} errors expected` + (right == null ? "" : `, ${percent(right)} of those with gold are right`);
  } });
  fill("overview", 
    el("p", {}, `${o.n_products.toLocaleString("en")} products; queue and gallery hold ${products.length.toLocaleString("en")} of them.`),
    el("h2", {}, "Accept"), slide, out,
    el("h2", {}, "Confidence"), histogram(o.histogram), o.reliability ? [el("h2", {}, "Right by confidence"), reliability(o.reliability)] : "",
    el("h2", {}, "Categories"), table(["category", "products", "mean confidence"], o.categories.map(([name, n, mean]) => [name, n, mean == null ? "-" : mean.toFixed(3)])),
    o.types.length ? [el("h2", {}, "Product types"), table(["type", "products"], o.types)] : "",
    el("h2", {}, "Sources"), table(["source", "products"], o.sources),
    o.languages.length > 1 ? [el("h2", {}, "Languages"), table(["language", "products"], o.languages)] : "",
    data.sections.map((one) => [el("h2", {}, one.title), table(one.head, one.rows)]));
  slide.dispatchEvent(new Event("input"));
}

/* ---------------------------------------------------------------- the gallery */
const fields = ["category", "type", "source", "rule", "language"];
const valueOf = (one, field) => field === "category" ? current(one) : field === "rule" ? one.rules : one[field];
function matching() {
  const text = (filters.text || "").toLowerCase(), least = Number(filters.least || 0), most = Number(filters.most || 100);
  return products.filter((one) => fields.every((field) => {
      const value = valueOf(one, field);
      return !filters[field] || (Array.isArray(value) ? value.includes(filters[field]) : value === filters[field]);
    }) && (one.confidence == null || (100 * one.confidence >= least && 100 * one.confidence <= most))
    && (!text || (one.name + " " + one.description + " " + one.key).toLowerCase().includes(text)));
}
function drawGallery() {
  const found = matching(), pages = Math.max(1, Math.ceil(found.length / 50));
  page = Math.min(page, pages - 1);
  const choose = (field) => {
    const values = [...new Set(products.flatMap((one) => valueOf(one, field) || []))].filter(Boolean).sort();
    return el("label", {}, field, el("select", { "data-field": field, onchange: (event) => { filters[field] = event.target.value; page = 0; drawGallery(); } },
      el("option", { value: "" }, "all"), values.map((value) => el("option", { value, selected: filters[field] === value }, value))));
  };
  const box = (name, label, attributes) => el("label", {}, label, el("input", Object.assign({ "data-field": name, value: filters[name] || attributes.value || "", onchange: (event) => { filters[name] = event.target.value; page = 0; drawGallery(); } }, attributes)));
  const move = el("select", { id: "move", "aria-label": "Category to move to" }, categories.map((name) => el("option", {}, name)));
  fill("gallery", 
    el("div", { class: "filters" }, fields.map(choose), box("least", "from %", { type: "number", min: 0, max: 100 }), box("most", "to %", { type: "number", min: 0, max: 100 }), box("text", "text", { type: "search" })),
    el("div", { class: "filters" }, `${found.length} products, page ${page + 1} of ${pages}`,
      el("button", { type: "button", onclick: () => { page = Math.max(0, page - 1); drawGallery(); } }, "previous"), el("button", { type: "button", onclick: () => { page = Math.min(pages - 1, page + 1); drawGallery(); } }, "next"),
      el("span", { id: "n-selected" }, `${selected.size} selected`), move,
      el("button", { type: "button", id: "move-selected", onclick: () => { for (const key of selected) decide(byKey.get(key), move.value, { seconds: 0 }); selected.clear(); draw(); } }, "move"),
      el("button", { type: "button", id: "confirm-page", onclick: () => { for (const one of found.slice(50 * page, 50 * page + 50)) if (!selected.has(one.key)) decide(one, current(one), { seconds: 0 }); draw(); } }, "the others of this page are right")),
    el("ul", { class: "grid" }, found.slice(50 * page, 50 * page + 50).map((one) => el("li", {}, el("button", { type: "button", class: "tile", "aria-pressed": String(selected.has(one.key)), onclick: (event) => {
      if (selected.has(one.key)) selected.delete(one.key); else selected.add(one.key);
      event.currentTarget.setAttribute("aria-pressed", String(selected.has(one.key))); $("n-selected").textContent = `${selected.size} selected`;
    } }, one.photo ? el("img", { src: one.photo, alt: "", loading: "lazy" }) : "", el("strong", {}, current(one)), el("span", { class: "small" }, (one.name || one.description || one.key).slice(0, 60)),
      state.corrections[one.key] ? el("span", { class: "small good" }, "reviewed") : "")))),
    el("h2", {}, "Confused"), table(["first", "second", "products"], data.confused));
}

/* ------------------------------------------------------- rules and differences */
function drawRules() {
  fill("rules", data.rules.length ? table(["rule", "category", "products", "of its category"], data.rules.map(([name, category, n, own]) => [name, category, n, percent(own)])) : el("p", {}, "Give a model (--model) to see what each rule does."));
}
function differences() {
  const found = [];
  for (const other of state.others) {
    const mine = state.corrections[other.key];
    if (mine && mine.category !== other.category) found.push([other, mine]);
  }
  return found;
}
function drawDifferences() {
  const found = differences();
  fill("differences", el("p", {}, found.length ? `${found.length} products that two reviewers see differently; choose one.` : "No differences. Load the corrections of another reviewer to compare."),
    el("ul", {}, found.map(([other, mine]) => el("li", {}, `${other.key}: `,
      el("button", { type: "button", onclick: () => { state.others = state.others.filter((one) => one !== other); keep(); draw(); } }, `${mine.category} (${mine.reviewer || "this page"})`), " ",
      el("button", { type: "button", onclick: () => { state.corrections[other.key] = Object.assign({}, mine, other); state.others = state.others.filter((one) => one !== other); keep(); draw(); } }, `${other.category} (${other.reviewer || "loaded"})`)))));
}

/* ------------------------------------------------------------------ in and out */
const columns = [data.key, "category", "product_type", "previous", "note", "reviewer", "seconds", "at"];
function rows() { return Object.entries(state.corrections).map(([key, one]) => Object.assign({ [data.key]: key }, one)); }
/* A cell that a spreadsheet could take for a formula is quoted with an apostrophe, but never a key. */
function cell(value, name) {
  let text = value == null ? "" : String(value);
  if (name === "note" && /^[=+@\t\r-]/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}
function save(name, kind, text) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type: kind })), download: name });
  document.body.append(link); link.click(); link.remove(); setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
function parse(text) {
  const found = [[""]]; let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const row = found[found.length - 1], mark = text[i];
    if (quoted) { if (mark === '"' && text[i + 1] === '"') { row[row.length - 1] += '"'; i++; } else if (mark === '"') quoted = false; else row[row.length - 1] += mark; }
    else if (mark === '"') quoted = true; else if (mark === ",") row.push(""); else if (mark === "\n") found.push([""]); else if (mark !== "\r") row[row.length - 1] += mark;
  }
  const [head, ...body] = found.filter((row) => row.length > 1);
  return (body || []).map((row) => Object.fromEntries(head.map((name, i) => [name.replace(/^\uFEFF/, ""), row[i]])));
}
async function load(files) {
  let taken = 0, unknown = 0, gone = 0;
  for (const file of files) {
    const text = await file.text(); let read = [];
    try { read = file.name.endsWith(".json") ? JSON.parse(text) : parse(text); } catch (error) { $("progress").textContent = `${file.name} could not be read.`; continue; }
    for (const one of Array.isArray(read) ? read : []) {
      const key = String(one[data.key] ?? one.id ?? one.index ?? "");
      if (!categories.includes(one.category)) { unknown++; continue; }
      if (!byKey.has(key)) gone++;
      const mine = state.corrections[key], other = Object.assign({}, one, { key });
      if (mine && mine.category !== one.category) state.others.push(other); else { state.corrections[key] = other; taken++; }
    }
  }
  keep(); draw();
  const clash = differences().length;
  $("progress").textContent = `Loaded ${taken} corrections` + (clash ? `, ${clash} differ from yours (see Differences)` : "") + (unknown ? `, ${unknown} of unknown categories left out` : "") + (gone ? `, ${gone} of products that are not on this page kept` : "") + ".";
}

/* ----------------------------------------------------------------------- all */
const views = { overview: drawOverview, queue: drawQueue, gallery: drawGallery, rules: drawRules, differences: drawDifferences };
function draw() {
  for (const name of Object.keys(views)) $(name).hidden = name !== shown;
  for (const button of document.querySelectorAll("nav button")) button.setAttribute("aria-pressed", String(button.dataset.view === shown));
  views[shown]();
  const all = Object.entries(state.corrections), changed = all.filter(([key, one]) => one.category !== (one.previous || (byKey.get(key) || {}).category));
  const times = all.map(([, one]) => Number(one.seconds)).filter((one) => one > 0 && one < 300);
  $("progress").textContent = `${Math.min(state.at, data.n_queue)} of ${data.n_queue} in the queue; ${all.length} reviewed, ${changed.length} corrected` + (times.length ? `; ${(times.reduce((a, b) => a + b, 0) / times.length).toFixed(1)} s a card` : "");
}
function show(name) { shown = name; draw(); }
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { if (event.key === "Escape") event.target.blur(); return; }
  if ($("help").open) return;
  const key = event.key, one = queue()[state.at];
  if (key === "?") $("help").showModal(); else if (key === "o") show("overview"); else if (key === "q") show("queue"); else if (key === "g") show("gallery");
  else if (key === "u") undo();
  else if (shown !== "queue" || !one) return;
  else if (key === "Enter" && event.target.tagName !== "BUTTON") answer(current(one));
  else if (key === "s" || key === "j") go(1); else if (key === "k") go(-1);
  else if (key === "a" && one.alike.length) answer(current(one), true);
  else if (key === "n") { event.preventDefault(); $("note").focus(); } else if (key === "/") { event.preventDefault(); $("search").focus(); }
  else if (keys.indexOf(key) >= 0 && keys.indexOf(key) < categories.length) answer(categories[keys.indexOf(key)]);
});
for (const button of document.querySelectorAll("nav button")) button.addEventListener("click", () => show(button.dataset.view));
$("save").addEventListener("click", () => save("corrections.csv", "text/csv", [columns.join(","), ...rows().map((row) => columns.map((name) => cell(row[name], name)).join(","))].join("\r\n") + "\r\n"));
$("save-json").addEventListener("click", () => save("corrections.json", "application/json", JSON.stringify(rows(), null, 1)));
$("load").addEventListener("change", (event) => load(event.target.files).then(() => { event.target.value = ""; }));
$("reviewer").value = state.reviewer; $("reviewer").addEventListener("change", (event) => { state.reviewer = event.target.value; keep(); });
function theme() { if (state.theme) document.documentElement.dataset.theme = state.theme; }
$("theme").addEventListener("click", () => { const dark = state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches; state.theme = dark ? "light" : "dark"; theme(); keep(); });
document.body.append(el("datalist", { id: "nodes" }, [...categories, ...Object.keys(data.types)].map((value) => el("option", { value }))));
theme(); draw();
})();
