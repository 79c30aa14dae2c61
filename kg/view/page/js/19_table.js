// The facts shown, as a table: the network's twin for readers of screens and for reading many facts at once.
const TABLE_ROWS = 500;

function showTable() {
  const section = find("table");
  section.hidden = state.mode !== "table";
  find("canvas").hidden = state.mode !== "network";
  find("zoom").hidden = state.mode !== "network";
  if (section.hidden) return;
  const facts = tableFacts();
  const columns = ["subject", "property", "object", "status", "date", "confidenceShort", "sentence"];
  const head = make(
    "tr",
    {},
    columns.map((key) => make("th", { scope: "col", text: say(key) })),
  );
  const caption = make(
    "caption",
    {},
    make("h2", { text: say("tableTitle") }),
    make("span", { text: say("tableNote", facts.length, TABLE_ROWS) }),
  );
  section.replaceChildren(
    make(
      "table",
      { id: "facts-table" },
      caption,
      make("thead", {}, head),
      make("tbody", {}, facts.slice(0, TABLE_ROWS).map(tableRow)),
    ),
  );
}

function tableFacts() {
  const rank = (i) => (FACTS[i].k === "e" ? -1 : NODES[FACTS[i].s].rank);
  return FACTS.map((_, i) => i)
    .filter(factShown)
    .sort(
      (a, b) =>
        rank(b) - rank(a) ||
        (FACTS[a].s ?? -1) - (FACTS[b].s ?? -1) ||
        (FACTS[a].p < FACTS[b].p ? -1 : FACTS[a].p > FACTS[b].p ? 1 : a - b),
    );
}

function tableRow(i) {
  const fact = FACTS[i];
  const open = button(
    fact.k === "e" ? className(fact.p) : propertyName(fact.p),
    () => choose({ sel: { kind: "fact", at: i } }),
    { class: `link line-${fact.st}`, "data-fact": fact.id },
  );
  const parts = (fact.q || []).filter((pair) => Number.isInteger(pair[1])).map((pair) => chip(pair[1]));
  return make(
    "tr",
    {},
    make("td", {}, fact.k === "e" ? null : chip(fact.s)),
    make("th", { scope: "row" }, open),
    make("td", {}, fact.k === "e" ? parts : Number.isInteger(fact.o) ? chip(fact.o) : valueText(fact.v)),
    make("td", {}, statusBadge(fact.st)),
    make("td", { text: whenText(fact) }),
    make("td", { text: `${Math.round(fact.c * 100)}%` }),
    make(
      "td",
      { class: "sentence" },
      make("q", { text: quoteOf(fact.pr[0]) }),
      make("button", {
        type: "button",
        class: "link",
        text: DOCS[fact.pr[0].d].title,
        onclick: () => openArticle(fact.pr[0].d, i, 0),
      }),
    ),
  );
}
