// The side on the left: legend and filters, each with how many facts or things it covers.
const folded = new Set(["documents"]);

function showControls() {
  const side = find("side");
  const top = side.scrollTop;
  const active =
    document.activeElement && side.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  side.replaceChildren(
    typeLegend(),
    statusLegend(),
    timeControl(),
    confidenceControl(),
    switches(),
    propertyList(),
    documentList(),
  );
  side.scrollTop = top;
  if (active) {
    const again = [...side.querySelectorAll("[data-key]")].find((element) => element.dataset.key === active);
    if (again) again.focus({ preventScroll: true });
  }
}

function group(key, content, tools = null) {
  const open = !folded.has(key);
  const head = button(
    say(key),
    () => {
      folded.has(key) ? folded.delete(key) : folded.add(key);
      showControls();
    },
    { class: "fold", "aria-expanded": String(open), "data-key": `fold ${key}` },
  );
  return make(
    "section",
    { class: "group", "data-group": key },
    make("h2", {}, head, open ? tools : null),
    open ? content : null,
  );
}

// A row that switches something off and on; a second button leaves it alone.
function toggleRow(list, name, mark, words, count, all) {
  const on = !state[list].has(name);
  const only = () => choose({ [list]: new Set(all.filter((other) => other !== name)) });
  return make(
    "li",
    { class: on ? "on" : "off" },
    make(
      "button",
      {
        type: "button",
        class: "toggle",
        role: "switch",
        "aria-checked": String(on),
        "data-key": `${list} ${name}`,
        "data-name": name,
        onclick: () => choose({ [list]: toggled(state[list], name) }),
      },
      mark,
      make("span", { class: "name", text: words }),
      make("span", { class: "count", text: count }),
    ),
    button(say("only"), only, { class: "only", tabindex: -1 }),
  );
}

function resetTool(list) {
  return state[list].size
    ? button(say("all"), () => choose({ [list]: new Set() }), { class: "tool", "data-key": `all ${list}` })
    : null;
}

// How much there is of what, shown or not: in a file counted here, else as the server says. Loose things don't count.
const KIND_COUNTS = new Map();
const PROPERTY_COUNTS = new Map();
const STATUS_COUNTS = new Map();
const ALL = { things: 0, facts: 0, docs: 0 };

function countAll() {
  const totals = PAGE.totals;
  const busy = NODES.filter((_, i) => !LOOSE[i]);
  const of = (name, items, key) => (totals ? new Map(Object.entries(totals[name])) : countBy(items, key));
  const fill = (counts, found) => found.forEach((count, name) => counts.set(name, count));
  fill(KIND_COUNTS, of("kinds", busy, (node) => node.kind));
  fill(PROPERTY_COUNTS, of("properties", FACTS, propertyKey));
  fill(STATUS_COUNTS, of("statuses", FACTS, (fact) => fact.st));
  const things = busy.filter((node) => !node.event).length;
  Object.assign(ALL, totals || { things, facts: FACTS.length, docs: DOCS.length });
}

function propertyKey(fact) {
  return fact.k === "e" ? "Event" : fact.k === "o" ? "Observation" : fact.p;
}

function countBy(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) || 0) + 1);
  return counts;
}

function mostFirst(counts) {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function typeLegend() {
  const all = state.loose ? countBy(NODES, (node) => node.kind) : KIND_COUNTS;
  const kinds = mostFirst(all).filter(([kind]) => kind !== "Event");
  const names = kinds.map(([kind]) => kind);
  const now = countBy(
    NODES.filter((node, i) => shown.nodes[i]),
    (node) => node.kind,
  );
  const rows = kinds.map(([kind, count]) =>
    toggleRow(
      "types",
      kind,
      sign(kind, 16),
      className(kind),
      (now.get(kind) || 0) === count ? count : `${now.get(kind) || 0}/${count}`,
      names,
    ),
  );
  return group("types", make("ul", { class: "toggles legend" }, rows), resetTool("types"));
}

function propertyList() {
  const counts = mostFirst(PROPERTY_COUNTS);
  const names = counts.map(([name]) => name);
  const words = (name) =>
    name === "Event" ? say("eventsTitle") : name === "Observation" ? say("figures") : propertyName(name);
  const rows = counts.map(([name, count]) =>
    toggleRow("properties", name, make("i", { class: "tick", "aria-hidden": "true" }), words(name), count, names),
  );
  return group("properties", make("ul", { class: "toggles" }, rows), resetTool("properties"));
}

function statusLegend() {
  const names = STATUSES.filter((status) => STATUS_COUNTS.has(status));
  const rows = names.map((status) =>
    toggleRow("statuses", status, lineSign(status), statusName(status), STATUS_COUNTS.get(status), names),
  );
  return group("statuses", make("ul", { class: "toggles" }, rows), resetTool("statuses"));
}

// A short piece of a status's line, drawn by the same hand as the network's.
function lineSign(status) {
  const pen = new SvgPen();
  paintBatch(
    pen,
    status,
    [
      [
        { a: 0, b: 1, bend: 0, status },
        { x1: 2, y1: 7, cx: 18, cy: 7, x2: 30, y2: 7 },
      ],
    ],
    { scale: 1 },
    { alpha: 1, arrows: false },
  );
  const parsed = new DOMParser().parseFromString(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 14" width="34" height="14" class="line-sign" aria-hidden="true">${pen.out.join("")}</svg>`,
    "image/svg+xml",
  );
  return document.importNode(parsed.documentElement, true);
}

function documentList() {
  if (DOCS.length < 2 || SERVED) return "";
  const counts = new Map();
  for (const fact of FACTS) for (const doc of fact.docs) counts.set(doc, (counts.get(doc) || 0) + 1);
  const places = DOCS.map((_, i) => i);
  const rows = places
    .slice(0, 300)
    .map((i) =>
      toggleRow(
        "docs",
        i,
        make("i", { class: "tick", "aria-hidden": "true" }),
        DOCS[i].title,
        counts.get(i) || 0,
        places,
      ),
    );
  return group("documents", make("ul", { class: "toggles" }, rows), resetTool("docs"));
}

function confidenceControl() {
  const output = make("output", { text: `${Math.round(state.confidence * 100)}%` });
  const input = make("input", {
    type: "range",
    min: 0,
    max: 100,
    step: 5,
    value: Math.round(state.confidence * 100),
    "aria-label": say("confidence"),
    "data-key": "confidence",
    oninput: (event) => {
      output.textContent = `${event.target.value}%`;
    },
    onchange: (event) => choose({ confidence: Number(event.target.value) / 100 }),
  });
  return group("confidence", make("div", { class: "slider" }, input, output));
}

function switches() {
  const row = (key, count) =>
    make(
      "li",
      { class: state[key] ? "on" : "off" },
      make(
        "button",
        {
          type: "button",
          class: "toggle",
          role: "switch",
          "aria-checked": String(state[key]),
          "data-key": key,
          onclick: () => choose({ [key]: !state[key] }),
        },
        make("i", { class: "switch", "aria-hidden": "true" }),
        make("span", { class: "name", text: say(key) }),
        count ? make("span", { class: "count", text: count }) : null,
      ),
    );
  const loose = SERVED ? 0 : LOOSE.reduce((sum, one) => sum + one, 0);
  const rows = [
    KIND_COUNTS.get("Event") ? row("events", KIND_COUNTS.get("Event")) : null,
    loose ? row("loose", loose) : null,
    row("communities"),
    row("moving"),
  ];
  const clear =
    filtersActive() || state.types.size
      ? button(say("reset"), resetFilters, { class: "wide", "data-key": "reset" })
      : null;
  return group("more", [make("ul", { class: "toggles" }, rows), clear]);
}

function resetFilters() {
  choose({
    types: new Set(),
    properties: new Set(),
    statuses: new Set(),
    docs: new Set(),
    from: null,
    to: null,
    confidence: 0,
  });
}
