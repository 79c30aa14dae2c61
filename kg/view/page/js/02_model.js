// The graph as the build wrote it, with the indexes that everything else looks things up in.
const PAGE = JSON.parse(document.getElementById("payload").textContent);
const NODES = PAGE.nodes;
const EDGES = PAGE.edges;
const FACTS = PAGE.facts;
const DOCS = PAGE.docs;
const NODE_AT = new Map(NODES.map((node, i) => [node.id, i]));
const FACT_AT = new Map(FACTS.map((fact, i) => [fact.id, i]));
const DOC_AT = new Map(DOCS.map((doc, i) => [doc.id, i]));
const STATUSES = ["asserted", "planned", "former", "rumoured", "denied"];

const X = new Float64Array(NODES.length);
const Y = new Float64Array(NODES.length);
const RADIUS = new Float64Array(NODES.length);
const FACTS_OF = NODES.map(() => []); // facts in which a thing has any part
const EDGES_OF = NODES.map(() => []);
const EDGES_OF_FACT = FACTS.map(() => []);
const MENTIONS_OF = NODES.map(() => new Map()); // thing → document → number of marks
const EVENT_NODE = new Map(); // fact → node
const LOOSE = new Uint8Array(NODES.length); // things that no shown fact is about
const BY_RANK = NODES.map((_, i) => i).sort((a, b) => NODES[b].rank - NODES[a].rank || a - b);

function indexModel() {
  NODES.forEach((node, i) => {
    X[i] = node.x;
    Y[i] = node.y;
    RADIUS[i] = node.size;
  });
  FACTS.forEach((fact, i) => {
    const parts = new Set(
      [fact.s, fact.o, ...(fact.q || []).map((pair) => pair[1])].filter((part) => Number.isInteger(part)),
    );
    for (const part of parts) FACTS_OF[part].push(i);
    fact.docs = [...new Set(fact.pr.map((proof) => proof.d))];
  });
  EDGES.forEach((edge, i) => {
    edge.a = NODE_AT.get(edge.from);
    edge.b = NODE_AT.get(edge.to);
    EDGES_OF[edge.a].push(i);
    if (edge.b !== edge.a) EDGES_OF[edge.b].push(i);
    EDGES_OF_FACT[edge.fact].push(i);
    if (NODES[edge.a].event) {
      EVENT_NODE.set(edge.fact, edge.a);
      if (!FACTS_OF[edge.a].length) FACTS_OF[edge.a].push(edge.fact);
    }
  });
  PAGE.marks.forEach((marks, doc) => {
    for (const [, , node] of marks) MENTIONS_OF[node].set(doc, (MENTIONS_OF[node].get(doc) || 0) + 1);
  });
  NODES.forEach((node, i) => (LOOSE[i] = EDGES_OF[i].length || FACTS_OF[i].some((at) => FACTS[at].s === i) ? 0 : 1));
  bendParallels();
}

// A thing's radius in the picture's measure: far away, the important ones stay larger than the others.
function radiusAt(i, scale) {
  return Math.max(RADIUS[i], (Math.min(2.7, 1.3 + 6 * scale) + 5 * NODES[i].rank) / scale);
}

// Gives parallel edges different bends, so that none lies upon another; a lone edge is straight.
function bendParallels() {
  const groups = new Map();
  for (const edge of EDGES) {
    const key = edge.a < edge.b ? edge.a * NODES.length + edge.b : edge.b * NODES.length + edge.a;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(edge);
  }
  for (const group of groups.values()) {
    const step = group.length > 4 ? 0.9 / group.length : 0.22;
    group.forEach((edge, k) => {
      const bend = (k - (group.length - 1) / 2) * step;
      edge.bend = edge.a <= edge.b ? bend : -bend;
      edge.turn = k; // for edges from a thing to itself
    });
  }
}

function nameOf(i) {
  const node = NODES[i];
  return node.event ? className(node.group) : pick([node.label, node.en]);
}

function className(name) {
  return pick(PAGE.words.classes[name] || [name, name]);
}

function propertyName(name) {
  return pick(PAGE.words.properties[name] || [name, name]);
}

// Whether a relation has no direction: who competes with whom.
const SYMMETRIC = new Set(PAGE.words.symmetric);

function statusName(name) {
  return pick(PAGE.words.statuses[name] || [name, name]);
}

// Returns the class whose colour and shape a class takes: its own or its nearest ancestor's.
function kindOf(name) {
  const words = PAGE.words.classes[name];
  return (words && words[2]) || name;
}

const OTHER_STYLE = ["dot", "#8a8f98", "#9aa1ab"];
function colourOf(kind) {
  const style = PAGE.styles[kind] || OTHER_STYLE;
  return state.theme === "dark" ? style[2] : style[1];
}

// Ten groups told apart without red against green (Tol's muted scheme); smaller ones share a grey.
const GROUPS = [
  "#332288",
  "#44aa99",
  "#cc6677",
  "#ddcc77",
  "#117733",
  "#88ccee",
  "#aa4499",
  "#999933",
  "#882255",
  "#d98200",
];
const GROUPS_DARK = [
  "#8f83e0",
  "#5fc7b4",
  "#e28a99",
  "#e8da8f",
  "#58b377",
  "#9fd8f5",
  "#cf7cc0",
  "#c2c25a",
  "#c9628f",
  "#f0ad33",
];

function nodeColour(i) {
  if (!state.communities) return colourOf(NODES[i].kind);
  const palette = state.theme === "dark" ? GROUPS_DARK : GROUPS;
  return palette[NODES[i].community] || (state.theme === "dark" ? "#6d747e" : "#a3a8b0");
}

function shapeOf(kind) {
  return (PAGE.styles[kind] || OTHER_STYLE)[0];
}

for (const node of NODES) node.kind = node.event ? "Event" : kindOf(node.group);

function valueText(value) {
  return state.lang === "en" ? value.en || value.zh : value.zh;
}

// Returns a qualifier or object as text: a thing's name, a figure, a date.
function partText(part) {
  return Number.isInteger(part) ? nameOf(part) : valueText(part);
}

const EPOCH = 719163; // 1970-01-01 as days since 0001-01-01, Python's date.toordinal
function dayText(day) {
  return new Date((day - EPOCH) * 86400000).toISOString().slice(0, 10);
}

function qualifier(fact, role) {
  const found = (fact.q || []).find((pair) => pair[0] === role);
  return found ? found[1] : null;
}

// Returns when a fact says it holds, as the text wrote it, or "".
function whenText(fact) {
  const value = qualifier(fact, "date") || qualifier(fact, "period");
  return value === null ? "" : partText(value);
}

function quoteOf(proof) {
  return proof.quote || (DOCS[proof.d].raw || "").slice(proof.a, proof.b);
}
