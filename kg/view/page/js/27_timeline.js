// The events shown, the latest first, month by month, beside a rail: the network's third twin.
const TIMELINE_ROWS = 600;

// Whose events they are: the thing in focus or selected, or everybody's (-1).
function timelineOf() {
  if (state.focus.length) return state.focus[0];
  return state.sel && state.sel.kind === "node" && !NODES[state.sel.at].event ? state.sel.at : -1;
}

function timelineFacts() {
  const of = timelineOf();
  const all = SERVED ? TIMELINES.get(of) || [] : of < 0 ? [...FACTS.keys()] : FACTS_OF[of];
  const among = (at) => state.group === null || NODES[at].community === state.group;
  const wanted = all.filter((i) => FACTS[i].k === "e" && shown.facts[i] && participants(FACTS[i]).some(among));
  return wanted.sort((a, b) => (FACTS[b].t || [0])[0] - (FACTS[a].t || [0])[0] || a - b);
}

function participants(fact) {
  return [...new Set((fact.q || []).map((pair) => pair[1]).filter(Number.isInteger))];
}

function showTimeline() {
  const section = find("events");
  section.hidden = state.mode !== "timeline";
  if (section.hidden) return;
  const facts = timelineFacts();
  const of = timelineOf();
  const title = of < 0 ? say("timelineAll") : say("timelineOne", nameOf(of));
  const note = SERVED && of < 0 ? say("timelineMain") : say("tableNote", facts.length, TIMELINE_ROWS);
  const months = new Map();
  for (const i of facts.slice(0, TIMELINE_ROWS)) addTo(months, monthOfFact(FACTS[i]), i);
  section.replaceChildren(
    make("header", {}, make("h2", { text: title }), make("span", { text: facts.length ? note : "" })),
    facts.length ? make("ol", { class: "months" }, [...months].map(monthSection)) : make("p", { text: say("noFacts") }),
  );
}

// The month of a fact, or its year where the text names no month.
function monthOfFact(fact) {
  if (!fact.t) return "—";
  return dayText(fact.t[0]).slice(0, fact.t[1] - fact.t[0] > 31 ? 4 : 7);
}

function monthSection([month, items]) {
  return make("li", {}, make("h3", { text: month }), make("ol", {}, items.map(momentRow)));
}

function momentRow(i) {
  const fact = FACTS[i];
  const open = button(className(fact.p), () => choose({ sel: { kind: "fact", at: i } }), {
    class: "moment-name",
    "data-fact": fact.id,
  });
  const quote = shorten(quoteOf(fact.pr[0]).replace(/\s+/g, " ").trim(), 96);
  return make(
    "li",
    { class: `moment ${fact.st}` },
    make("time", { text: whenText(fact) || (fact.t ? dayText(fact.t[0]) : "—") }),
    make(
      "div",
      {},
      make("p", { class: "what" }, open, fact.st === "asserted" ? null : statusBadge(fact.st), participants(fact).map((at) => chip(at))),
      make("q", { text: quote }),
    ),
  );
}
