// The panel on the right: an overview, a thing's sheet, a fact with its sentences, or an article.
function showPanel() {
  const panel = find("panel");
  const sel = state.sel;
  const shownFor = sel ? `${sel.kind} ${sel.at} ${sel.proof}` : "";
  const content = !sel ? (pathNow().nodes.length ? pathSheet() : overview()) : sel.kind === "node" ? nodeSheet(sel.at) : sel.kind === "fact" ? factSheet(sel.at) : articleView(sel);
  const top = panel.dataset.for === shownFor ? panel.scrollTop : 0;
  const had = panel.contains(document.activeElement);
  panel.dataset.for = shownFor;
  panel.className = sel ? `with-${sel.kind}` : "with-overview";
  panel.replaceChildren(...content);
  panel.scrollTop = top;
  if (had) panel.focus({ preventScroll: true });
  if (sel && sel.kind === "doc") scrollToProof();
}

// The facts along a path, in its order.
function pathSheet() {
  const path = pathNow();
  const close = iconButton("close", say("close"), () => choose({ path: null }), { class: "icon close" });
  const head = make("header", { class: "sheet-head" }, close, make("p", { class: "kind-line", text: say("pathFound", path.nodes.length - 1) }), make("h2", { text: `${nameOf(path.nodes[0])} → ${nameOf(path.nodes[path.nodes.length - 1])}` }));
  const facts = [...new Set([...path.edges].reverse().map((i) => EDGES[i].fact))];
  return [head, ...facts.map((at) => factCard(at))];
}

function closeButton() {
  return iconButton("close", say("close"), () => choose({ sel: null }), { class: "icon close" });
}

function overview() {
  const main = BY_RANK.filter((i) => !NODES[i].event && shown.nodes[i]).slice(0, 10);
  const parts = [make("h2", { text: PAGE.title }), make("p", { class: "aliases", text: say("hint") })];
  if (PAGE.cut) parts.push(make("p", { class: "note", text: say("cut", PAGE.cut.kept, PAGE.cut.all) }));
  parts.push(make("h3", { class: "section", text: say("keyPeople") }), make("ul", { class: "ranking" }, main.map(rankRow)));
  parts.push(make("h3", { class: "section", text: say("articles") }), make("ul", { class: "articles" }, DOCS.slice(0, 200).map((doc, i) => articleRow(i))));
  return parts;
}

function rankRow(i) {
  return make("li", {}, make("button", { type: "button", class: "row", "data-node": i, onclick: () => visit(i) },
    sign(NODES[i].kind), make("span", { class: "name", text: nameOf(i) }), make("span", { class: "kind", text: className(NODES[i].group) }),
    make("span", { class: "count", text: FACTS_OF[i].filter(factShown).length })));
}

function articleRow(i, count = null) {
  const doc = DOCS[i];
  return make("li", {}, make("button", { type: "button", class: "row", "data-doc": doc.id, onclick: () => openArticle(i) },
    make("span", { class: "name", text: doc.title }), make("span", { class: "kind", text: doc.date || "" }),
    count === null ? null : make("span", { class: "count", text: say("nMentions", count) })));
}

// A thing's sheet: who it is, its relations by property, its figures, its events, where it is mentioned.
function nodeSheet(at) {
  const node = NODES[at];
  const facts = FACTS_OF[at].filter((i) => shown.facts[i]);
  const parts = [sheetHead(at), actionRow(at)];
  if (!facts.length) parts.push(make("p", { class: "note", text: say("noFacts") }));
  parts.push(...relationRows(at, facts.filter((i) => FACTS[i].k === "r" && (FACTS[i].s === at || FACTS[i].o === at))));
  const figures = facts.filter((i) => FACTS[i].k === "o" && FACTS[i].s === at);
  if (figures.length) parts.push(make("h3", { class: "section", text: say("figures") }), figureTable(figures));
  const events = facts.filter((i) => FACTS[i].k === "e").sort((a, b) => ((FACTS[b].t || [0])[0] - (FACTS[a].t || [0])[0]) || a - b);
  if (events.length) parts.push(make("h3", { class: "section", text: say("timeline") }), make("ol", { class: "timeline" }, events.map((i) => eventRow(i, at))));
  const places = [...MENTIONS_OF[at]].sort((a, b) => b[1] - a[1]);
  if (places.length) parts.push(make("h3", { class: "section", text: say("mentions") }), make("ul", { class: "articles" }, places.map(([doc, count]) => articleRow(doc, count))));
  return parts;
}

function sheetHead(at) {
  const node = NODES[at];
  const other = state.lang === "en" ? node.label : node.en;
  const names = [other, ...(node.aliases || [])].filter((name) => name && name !== nameOf(at));
  const ids = (node.ids || []).map(([kind, value]) => `${propertyName(kind)} ${value}`);
  return make("header", { class: "sheet-head" }, closeButton(),
    make("p", { class: "kind-line", style: { "--kind": colourOf(node.kind) } }, sign(node.kind, 15), className(node.group)),
    make("h2", { text: nameOf(at) }), names.length ? make("p", { class: "aliases", text: names.slice(0, 6).join(" · ") + (names.length > 6 ? " …" : ""), title: names.join(" · ") }) : null,
    ids.length ? make("p", { class: "aliases", text: ids.join(" · ") }) : null);
}

function actionRow(at) {
  const focused = state.focus.includes(at);
  const action = (name, words, act, pressed = null) => make("button", { type: "button", onclick: act, "data-action": name, "aria-pressed": pressed }, icon(name), words);
  return make("div", { class: "actions" },
    action("focus", say(focused ? "unfocus" : "focus"), () => (focused ? unfocus() : focusOn([at], state.hops)), String(focused)),
    action("expand", say("expand"), () => expand(at)), action("path", say("path"), () => askPath(at)),
    action("pin", say(state.pinned.has(at) ? "unpin" : "pin"), () => togglePin(at), String(state.pinned.has(at))),
    action("hide", say("hide"), () => hide(at)));
}

// What says who somebody is comes before what they do.
const IDENTITY = ["chairmanOf", "chiefExecutiveOf", "founderOf", "executiveOf", "foundedOn", "headquarteredIn", "listedOn", "listedOnDate", "subsidiaryOf", "departmentOf", "pursuesStrategy", "ownsBrand"];
const ROOM = 14; // things in one row before the rest is folded away

// Relations by property and direction: the property once, then the things; a press on ‟句” opens the sentences.
function relationRows(at, facts) {
  const groups = new Map();
  for (const i of facts) {
    const out = FACTS[i].s === at;
    const key = `${out ? 0 : 1} ${FACTS[i].p}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(i);
  }
  if (!groups.size) return [];
  const place = (key) => (IDENTITY.indexOf(key.slice(2)) + 1 || 99) + Number(key[0]) / 2;
  const order = [...groups].sort((a, b) => place(a[0]) - place(b[0]) || b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  return [make("h3", { class: "section", text: say("relations") }), make("dl", { class: "relations" }, order.flatMap(([key, items]) => relationRow(at, key, items)))];
}

function relationRow(at, key, items) {
  const out = key[0] === "0";
  const label = propertyName(key.slice(2));
  const term = make("dt", {}, out ? null : make("span", { class: "inward", text: "← ", "aria-label": say("of") }), label);
  const made = items.map((i) => relationItem(i, out ? FACTS[i].o : FACTS[i].s));
  const rest = made.splice(made.length > ROOM ? ROOM - 2 : made.length);
  const row = make("dd", {}, made);
  if (rest.length) row.append(button(`+${rest.length}`, (event) => event.target.replaceWith(...rest), { class: "rest", title: say("showAll") }));
  return [term, row];
}

function relationItem(i, other) {
  const fact = FACTS[i];
  const thing = Number.isInteger(other) ? chip(other) : make("b", { text: valueText(fact.v) });
  const count = fact.pr.length;
  const proof = make("button", { type: "button", class: "quote-button", title: say("evidence"), "aria-label": `${say("evidence")} ${count}`, "data-fact": fact.id, onclick: () => choose({ sel: { kind: "fact", at: i } }), text: count > 1 ? `❝${count}` : "❝" });
  return make("span", { class: `item ${fact.st}` }, thing, fact.st === "asserted" ? null : statusBadge(fact.st), proof);
}

function figureTable(items) {
  const place = (fact) => partOrEmpty(qualifier(fact, "place"));
  const rows = items.map((i) => {
    const fact = FACTS[i];
    return make("tr", { class: fact.st, tabindex: 0, "data-fact": fact.id, onclick: () => choose({ sel: { kind: "fact", at: i } }), onkeydown: (event) => event.key === "Enter" && choose({ sel: { kind: "fact", at: i } }) },
      make("th", { scope: "row", text: propertyName(fact.p) }), make("td", { class: "figure", text: valueText(fact.v) }),
      make("td", { text: [whenText(fact), place(fact)].filter(Boolean).join(" · ") }), make("td", {}, fact.st === "asserted" ? null : statusBadge(fact.st)));
  });
  const head = make("tr", {}, ["metric", "value", "period", "status"].map((key) => make("th", { scope: "col", text: say(key) })));
  return make("table", { class: "figures" }, make("thead", {}, head), make("tbody", {}, rows));
}

function partOrEmpty(part) {
  return part === null ? "" : partText(part);
}

function eventRow(i, at) {
  const fact = FACTS[i];
  const others = (fact.q || []).filter((pair) => Number.isInteger(pair[1]) && pair[1] !== at);
  return make("li", { class: fact.st },
    make("time", { text: whenText(fact) || "—" }),
    make("span", { class: "what" }, make("button", { type: "button", class: "link", "data-fact": fact.id, text: className(fact.p), onclick: () => choose({ sel: { kind: "fact", at: i } }) }),
      fact.st === "asserted" ? null : statusBadge(fact.st), others.map((pair) => chip(pair[1]))));
}

function factSheet(at) {
  const fact = FACTS[at];
  const siblings = siblingFacts(at);
  const parts = [make("header", { class: "sheet-head" }, closeButton(), make("p", { class: "kind-line", text: fact.k === "e" ? say("timeline") : fact.k === "o" ? say("figures") : say("relations") })), factCard(at)];
  if (siblings.length) parts.push(make("h3", { class: "section", text: `${nameOf(fact.s)} · ${nameOf(fact.o)}` }), ...siblings.map((i) => factCard(i)));
  return parts;
}

// Other facts between the same two things: what a click between two parallel lines may have meant.
function siblingFacts(at) {
  const fact = FACTS[at];
  if (fact.k !== "r" || !Number.isInteger(fact.o)) return [];
  return FACTS_OF[fact.s].filter((i) => i !== at && FACTS[i].k === "r" && shown.facts[i] && ((FACTS[i].s === fact.s && FACTS[i].o === fact.o) || (FACTS[i].o === fact.s && FACTS[i].s === fact.o)));
}
