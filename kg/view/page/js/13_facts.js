// A fact as a card: who did what to whom, how sure, and every sentence that says so with its words marked.
function factCard(at, { open = true, about = null } = {}) {
  const fact = FACTS[at];
  const card = make(
    "article",
    { class: `fact ${fact.st}`, "data-fact": fact.id },
    factHead(at, about),
    factDetails(fact),
  );
  if (open) card.append(...sentencesOf(fact).map(([proof, k, twins]) => proofView(at, proof, k, twins)));
  return card;
}

function factHead(at) {
  const fact = FACTS[at];
  const parts = [];
  if (fact.k === "r")
    parts.push(
      chip(fact.s),
      arrowWord(fact),
      Number.isInteger(fact.o) ? chip(fact.o) : make("b", { text: valueText(fact.v) }),
    );
  else if (fact.k === "o")
    parts.push(
      chip(fact.s),
      make("span", { class: "verb", text: propertyName(fact.p) }),
      make("b", { class: "figure", text: valueText(fact.v) }),
    );
  else parts.push(make("b", { class: "event-name" }, sign("Event", 12), className(fact.p)));
  return make("h3", { class: "fact-head" }, parts);
}

function arrowWord(fact) {
  return make("span", {
    class: `verb line-${fact.st}${SYMMETRIC.has(fact.p) ? " both" : ""}`,
    text: propertyName(fact.p),
  });
}

function factDetails(fact) {
  const rows = [statusBadge(fact.st)];
  rows.push(
    make(
      "span",
      { class: "sure", title: say("confidenceShort") },
      make("i", { style: { "--sure": fact.c } }),
      `${Math.round(fact.c * 100)}%`,
    ),
  );
  for (const [role, part] of fact.q || []) {
    rows.push(
      make(
        "span",
        { class: "role" },
        make("em", { text: propertyName(role) }),
        Number.isInteger(part) ? chip(part) : make("span", { text: valueText(part) }),
      ),
    );
  }
  return make("p", { class: "details" }, rows);
}

function statusBadge(status) {
  return make("span", { class: `badge ${status}`, text: statusName(status) });
}

// The sentences of a fact, each once: [its first proof, the place of that, all proofs that quote it].
function sentencesOf(fact) {
  const found = new Map();
  fact.pr.forEach((proof, k) => {
    const key = `${proof.d} ${proof.a} ${proof.b}`;
    if (found.has(key)) found.get(key)[2].push(proof);
    else found.set(key, [proof, k, [proof]]);
  });
  return [...found.values()];
}

// A sentence with its words marked, and where it stands; `twins` are all rules' readings of it.
function proofView(at, proof, k, twins) {
  const doc = DOCS[proof.d];
  const bits = [
    doc.date,
    proof.sp !== undefined ? say("said", nameOf(proof.sp)) : "",
    `${say("rule")} ${[...new Set(twins.map((twin) => twin.r))].join(say("comma"))}`,
    `${Math.round(Math.max(...twins.map((twin) => twin.c)) * 100)}%`,
  ].filter(Boolean);
  return make(
    "figure",
    { class: "proof" },
    make("blockquote", {}, markedQuote(proof)),
    make(
      "figcaption",
      {},
      make("button", {
        type: "button",
        class: "link",
        text: doc.title,
        title: say("inArticle"),
        "data-doc": doc.id,
        onclick: () => openArticle(proof.d, at, k),
      }),
      make("span", { class: "bits", text: bits.join(" · ") }),
    ),
  );
}

function markedQuote(proof) {
  const quote = quoteOf(proof);
  const parts = [];
  let end = 0;
  for (const [from, to] of proof.m || []) {
    const a = from - proof.a,
      b = to - proof.a;
    if (a < end || b > quote.length) continue;
    parts.push(quote.slice(end, a), make("mark", { text: quote.slice(a, b) }));
    end = b;
  }
  parts.push(quote.slice(end));
  return parts;
}

function factSentence(fact) {
  if (fact.k === "e") {
    const names = (fact.q || []).filter((pair) => Number.isInteger(pair[1])).map((pair) => nameOf(pair[1]));
    return `${className(fact.p)}${names.length ? `：${names.join("、")}` : ""}`;
  }
  return `${nameOf(fact.s)} ${propertyName(fact.p)} ${Number.isInteger(fact.o) ? nameOf(fact.o) : fact.v ? valueText(fact.v) : ""}`;
}

function nodeTip(at) {
  const node = NODES[at];
  const lines = [make("strong", { text: nameOf(at) }), make("span", { text: className(node.group) })];
  if (node.event) {
    const fact = FACTS[FACTS_OF[at][0]];
    lines[1] = make("span", { text: [whenText(fact), statusName(fact.st)].filter(Boolean).join(" · ") });
    lines.push(make("q", { text: shorten(quoteOf(fact.pr[0]), 90) }));
  } else lines.push(make("span", { text: say("facts", FACTS_OF[at].filter(factShown).length) }));
  return lines;
}

function edgeTip(i) {
  const fact = FACTS[EDGES[i].fact];
  const place = [statusName(fact.st), whenText(fact), DOCS[fact.pr[0].d].title].filter(Boolean).join(" · ");
  return [
    make("strong", { text: factSentence(fact) }),
    make("q", { text: shorten(quoteOf(fact.pr[0]), 90) }),
    make("span", { text: place }),
  ];
}

function showTip(place, content) {
  const tip = find("tip");
  tip.replaceChildren(...content);
  tip.hidden = false;
  const stage = find("stage").getBoundingClientRect();
  const left = Math.min(place.x + 16, stage.width - tip.offsetWidth - 8);
  const below = place.y + 18 + tip.offsetHeight < stage.height;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${below ? place.y + 18 : place.y - tip.offsetHeight - 12}px`;
}

function hideTip() {
  find("tip").hidden = true;
}
