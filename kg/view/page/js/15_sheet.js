// A thing's sheet, section by section.
// A thing's sheet: who it is, its relations by property, its figures, its events, where it is mentioned.
function nodeSheet(at) {
  const node = NODES[at];
  const facts = FACTS_OF[at].filter((i) => shown.facts[i]);
  const parts = [sheetHead(at), actionRow(at)];
  if (SERVED && !AROUND.has(at)) parts.push(make("p", { class: "note", text: say("loading") }));
  else if (!facts.length) parts.push(make("p", { class: "note", text: say("noFacts") }));
  parts.push(
    ...relationRows(
      at,
      facts.filter((i) => FACTS[i].k === "r" && (FACTS[i].s === at || FACTS[i].o === at)),
    ),
  );
  const figures = facts.filter((i) => FACTS[i].k === "o" && FACTS[i].s === at);
  if (figures.length) parts.push(make("h3", { class: "section", text: say("figures") }), figureTable(figures));
  const events = facts
    .filter((i) => FACTS[i].k === "e")
    .sort((a, b) => (FACTS[b].t || [0])[0] - (FACTS[a].t || [0])[0] || a - b);
  if (events.length)
    parts.push(
      make("h3", { class: "section", text: say("eventsTitle") }),
      make(
        "ol",
        { class: "timeline" },
        events.map((i) => eventRow(i, at)),
      ),
    );
  if (SERVED && AROUND.has(at) && whatCame(at).more) parts.push(moreButton(at));
  const places = [...MENTIONS_OF[at]].sort((a, b) => b[1] - a[1]);
  if (places.length)
    parts.push(
      make("h3", { class: "section", text: say("mentions") }),
      make(
        "ul",
        { class: "articles" },
        places.map(([doc, count]) => articleRow(doc, count)),
      ),
    );
  return parts;
}

// Of a hub the facts come a page at a time.
function moreButton(at) {
  const load = () => after(loadMore(at), () => showAll({ fit: state.focus.includes(at) }));
  return button(say("moreFacts", countFacts(at)), load, { class: "wide", "data-action": "more-facts" });
}

function sheetHead(at) {
  const node = NODES[at];
  const other = state.lang === "en" ? node.label : node.en;
  const names = [other, ...(node.aliases || [])].filter((name) => name && name !== nameOf(at));
  const ids = (node.ids || []).map(([kind, value]) => `${propertyName(kind)} ${value}`);
  return make(
    "header",
    { class: "sheet-head" },
    closeButton(),
    make(
      "p",
      { class: "kind-line", style: { "--kind": colourOf(node.kind) } },
      sign(node.kind, 15),
      className(node.group),
    ),
    make("h2", { text: nameOf(at) }),
    names.length
      ? make("p", {
          class: "aliases",
          text: names.slice(0, 6).join(" · ") + (names.length > 6 ? " …" : ""),
          title: names.join(" · "),
        })
      : null,
    ids.length ? make("p", { class: "aliases", text: ids.join(" · ") }) : null,
  );
}

function actionRow(at) {
  const focused = state.focus.includes(at);
  const action = (name, words, act, pressed = null) =>
    make("button", { type: "button", onclick: act, "data-action": name, "aria-pressed": pressed }, icon(name), words);
  return make(
    "div",
    { class: "actions" },
    action(
      "focus",
      say(focused ? "unfocus" : "focus"),
      () => (focused ? unfocus() : focusOn([at], state.hops)),
      String(focused),
    ),
    action("expand", say("expand"), () => expand(at)),
    action("path", say("path"), () => askPath(at)),
    action("pin", say(state.pinned.has(at) ? "unpin" : "pin"), () => togglePin(at), String(state.pinned.has(at))),
    action("hide", say("hide"), () => hide(at)),
  );
}

// What says who somebody is comes before what they do.
const IDENTITY = [
  "chairmanOf",
  "chiefExecutiveOf",
  "founderOf",
  "executiveOf",
  "foundedOn",
  "headquarteredIn",
  "listedOn",
  "listedOnDate",
  "subsidiaryOf",
  "departmentOf",
  "pursuesStrategy",
  "ownsBrand",
];
const ROOM = 14; // things in one row before the rest is folded away

// Relations by property and direction: the property once, then the things; a press on ‟句” opens the sentences.
function relationRows(at, facts) {
  const groups = new Map();
  for (const i of facts) {
    const out = FACTS[i].s === at || SYMMETRIC.has(FACTS[i].p);
    const key = `${out ? 0 : 1} ${FACTS[i].p}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(i);
  }
  if (!groups.size) return [];
  const order = [...groups].sort(
    (a, b) => relationPlace(a[0]) - relationPlace(b[0]) || b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1),
  );
  return [
    make("h3", { class: "section", text: say("relations") }),
    make(
      "dl",
      { class: "relations" },
      order.flatMap(([key, items]) => relationRow(at, key, items)),
    ),
  ];
}

// Where a relation stands among those of a thing; `key` is its direction (1 inward) and its property.
function relationPlace(key) {
  return (IDENTITY.indexOf(key.slice(2)) + 1 || 99) + Number(key[0]) / 2;
}

function relationRow(at, key, items) {
  const out = key[0] === "0";
  const label = propertyName(key.slice(2));
  const term = make(
    "dt",
    {},
    out ? null : make("span", { class: "inward", text: "← ", "aria-label": say("of") }),
    label,
  );
  const made = items.map((i) => relationItem(i, FACTS[i].s === at ? FACTS[i].o : FACTS[i].s));
  const rest = made.splice(made.length > ROOM ? ROOM - 2 : made.length);
  const row = make("dd", {}, made);
  if (rest.length)
    row.append(
      button(`+${rest.length}`, (event) => event.target.replaceWith(...rest), { class: "rest", title: say("showAll") }),
    );
  return [term, row];
}

function relationItem(i, other) {
  const fact = FACTS[i];
  const thing = Number.isInteger(other) ? chip(other) : make("b", { text: valueText(fact.v) });
  const count = sentencesOf(fact).length;
  const proof = make("button", {
    type: "button",
    class: "quote-button",
    title: say("evidence"),
    "aria-label": `${say("evidence")} ${count}`,
    "data-fact": fact.id,
    onclick: () => choose({ sel: { kind: "fact", at: i } }),
    text: count > 1 ? `❝${count}` : "❝",
  });
  return make("span", { class: `item ${fact.st}` }, thing, fact.st === "asserted" ? null : statusBadge(fact.st), proof);
}

function figureTable(items) {
  const place = (fact) => partOrEmpty(qualifier(fact, "place"));
  const rows = items.map((i) => {
    const fact = FACTS[i];
    return make(
      "tr",
      {
        class: fact.st,
        tabindex: 0,
        "data-fact": fact.id,
        onclick: () => choose({ sel: { kind: "fact", at: i } }),
        onkeydown: (event) => event.key === "Enter" && choose({ sel: { kind: "fact", at: i } }),
      },
      make("th", { scope: "row", text: propertyName(fact.p) }),
      make("td", { class: "figure", text: valueText(fact.v) }),
      make("td", { text: [whenText(fact), place(fact)].filter(Boolean).join(" · ") }),
      make("td", {}, fact.st === "asserted" ? null : statusBadge(fact.st)),
    );
  });
  const head = make(
    "tr",
    {},
    ["metric", "value", "period", "status"].map((key) => make("th", { scope: "col", text: say(key) })),
  );
  return make("table", { class: "figures" }, make("thead", {}, head), make("tbody", {}, rows));
}

function partOrEmpty(part) {
  return part === null ? "" : partText(part);
}

function eventRow(i, at) {
  const fact = FACTS[i];
  const others = (fact.q || []).filter((pair) => Number.isInteger(pair[1]) && pair[1] !== at);
  return make(
    "li",
    { class: fact.st },
    make("time", { text: whenText(fact) || "—" }),
    make(
      "span",
      { class: "what" },
      make("button", {
        type: "button",
        class: "link",
        "data-fact": fact.id,
        text: className(fact.p),
        onclick: () => choose({ sel: { kind: "fact", at: i } }),
      }),
      fact.st === "asserted" ? null : statusBadge(fact.st),
      others.map((pair) => chip(pair[1])),
    ),
  );
}
