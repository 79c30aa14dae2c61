// The panel on the right: an overview, a path, a fact with its sentences; a thing and an article have their own files.
function showPanel() {
  const panel = find("panel");
  const sel = state.sel;
  const shownFor = sel ? `${sel.kind} ${sel.at} ${sel.proof}` : "";
  const content = !sel
    ? pathNow().nodes.length
      ? pathSheet()
      : overview()
    : sel.kind === "node"
      ? nodeSheet(sel.at)
      : sel.kind === "fact"
        ? factSheet(sel.at)
        : articleView(sel);
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
  const head = make(
    "header",
    { class: "sheet-head" },
    close,
    make("p", { class: "kind-line", text: say("pathFound", path.nodes.length - 1) }),
    make("h2", { text: `${nameOf(path.nodes[0])} → ${nameOf(path.nodes[path.nodes.length - 1])}` }),
  );
  const facts = [...new Set([...path.edges].reverse().map((i) => EDGES[i].fact))];
  return [head, ...facts.map((at) => factCard(at))];
}

function closeButton() {
  return iconButton("close", say("close"), () => choose({ sel: null }), { class: "icon close" });
}

function overview() {
  const main = BY_RANK.filter((i) => !NODES[i].event && shown.nodes[i]).slice(0, 10);
  const parts = [make("h2", { text: titleText() }), make("p", { class: "aliases", text: say("hint") })];
  if (PAGE.cut) parts.push(make("p", { class: "note", text: say("cut", PAGE.cut.kept, PAGE.cut.all) }));
  parts.push(
    make("h3", { class: "section", text: say("keyPeople") }),
    make("ul", { class: "ranking" }, main.map(rankRow)),
  );
  if (listCommunities().length > 1)
    parts.push(
      make("h3", { class: "section", text: say("communityList") }),
      make("ul", { class: "ranking" }, listCommunities().slice(0, MAIN_COMMUNITIES).map(communityRow)),
    );
  if (SERVED) return parts;
  parts.push(
    make("h3", { class: "section", text: say("articles") }),
    make(
      "ul",
      { class: "articles" },
      DOCS.slice(0, 200).map((doc, i) => articleRow(i)),
    ),
  );
  return parts;
}

function rankRow(i) {
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "row", "data-node": i, onclick: () => visit(i) },
      sign(NODES[i].kind),
      make("span", { class: "name", text: nameOf(i) }),
      make("span", { class: "kind", text: className(NODES[i].group) }),
      make("span", { class: "count", text: SERVED ? countFacts(i) : FACTS_OF[i].filter(factShown).length }),
    ),
  );
}

function articleRow(i, count = null) {
  const doc = DOCS[i];
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "row", "data-doc": doc.id, onclick: () => openArticle(i) },
      make("span", { class: "name", text: doc.title }),
      make("span", { class: "kind", text: doc.date || "" }),
      count === null ? null : make("span", { class: "count", text: say("nMentions", count) }),
    ),
  );
}

function factSheet(at) {
  const fact = FACTS[at];
  const siblings = siblingFacts(at);
  const parts = [
    make(
      "header",
      { class: "sheet-head" },
      closeButton(),
      make("p", {
        class: "kind-line",
        text: fact.k === "e" ? say("eventsTitle") : fact.k === "o" ? say("figures") : say("relations"),
      }),
    ),
    factCard(at),
  ];
  if (siblings.length)
    parts.push(
      make("h3", { class: "section", text: `${nameOf(fact.s)} · ${nameOf(fact.o)}` }),
      ...siblings.map((i) => factCard(i)),
    );
  return parts;
}

// Other facts between the same two things: what a click between two parallel lines may have meant.
function siblingFacts(at) {
  const fact = FACTS[at];
  if (fact.k !== "r" || !Number.isInteger(fact.o)) return [];
  return FACTS_OF[fact.s].filter(
    (i) =>
      i !== at &&
      FACTS[i].k === "r" &&
      shown.facts[i] &&
      ((FACTS[i].s === fact.s && FACTS[i].o === fact.o) || (FACTS[i].o === fact.s && FACTS[i].s === fact.o)),
  );
}
