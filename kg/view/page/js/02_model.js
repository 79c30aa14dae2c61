// What the page knows of the graph, with the indexes that everything else looks things up in. A page in a file has all of it
// (or of very many things the main ones), a served one begins with an overview; what comes later is added at the ends, so a place in a list stays good.
const PAGE = JSON.parse(document.getElementById("payload").textContent);
const SERVED = PAGE.served || ""; // where to ask for the rest
const OVERVIEW = Boolean(PAGE.communities); // whether it is met with its main communities, as there is too much for one picture
const NODES = [];
const EDGES = [];
const FACTS = [];
const DOCS = [];
const MARKS = []; // article → mentions: start, end, thing
const EVIDENCE = []; // {fact, k, proof}: all sentences
const NODE_AT = new Map();
const FACT_AT = new Map();
const DOC_AT = new Map();
const EDGE_AT = new Map();
const STATUSES = ["asserted", "planned", "former", "rumoured", "denied"];

const X = [];
const Y = [];
const RADIUS = [];
const HOME = []; // [x, y] in the picture of everything, or null for what has come later
const FACTS_OF = []; // facts in which a thing has any part
const EDGES_OF = [];
const EDGES_OF_FACT = [];
const MENTIONS_OF = []; // thing → document → number of marks
const LOOSE = []; // things that no shown fact is about
const BY_RANK = [];

// The page's places of what a part of the graph refers to by numbers that hold everywhere.
const PLACES = { nodes: new Map(), facts: new Map(), docs: new Map() };

// Adds a part of the graph; what is known already is passed over, but for what it says more.
function merge(part) {
  part.nodes.forEach(addNode);
  part.docs.forEach(addDocument);
  part.facts.forEach(addFact);
  part.edges.forEach(addEdge);
  (part.marks || []).forEach((marks, doc) => addMarks(doc, marks));
  for (const [fact, k, quote] of part.quotes || []) FACTS[PLACES.facts.get(fact)].pr[k].quote = quote;
  NODES.forEach((_, i) => (LOOSE[i] = isLoose(i) ? 1 : 0));
  BY_RANK.splice(0, BY_RANK.length, ...NODES.keys());
  BY_RANK.sort((a, b) => NODES[b].rank - NODES[a].rank || (NODES[a].id < NODES[b].id ? -1 : 1));
  bendParallels();
}

const EVENT_RADIUS = 7;
function addNode(node) {
  const { at } = node;
  if (NODE_AT.has(node.id)) {
    PLACES.nodes.set(at, NODE_AT.get(node.id));
    return;
  }
  const i = NODES.push(node) - 1;
  NODE_AT.set(node.id, i);
  PLACES.nodes.set(at, i);
  node.kind = node.event ? "Event" : kindOf(node.group);
  HOME[i] = node.x === undefined ? null : [node.x, node.y];
  X[i] = node.x ?? 0;
  Y[i] = node.y ?? 0;
  RADIUS[i] = node.size ?? (node.event ? EVENT_RADIUS : 7 + 21 * node.rank);
  FACTS_OF[i] = [];
  EDGES_OF[i] = [];
  MENTIONS_OF[i] = new Map();
}

function addDocument(doc) {
  const { at } = doc;
  const known = DOC_AT.get(doc.id);
  const i = known === undefined ? DOCS.push(doc) - 1 : known;
  DOC_AT.set(doc.id, i);
  PLACES.docs.set(at, i);
  MARKS[i] = MARKS[i] || [];
}

function addFact(fact) {
  const { at } = fact;
  if (FACT_AT.has(fact.id)) {
    PLACES.facts.set(at, FACT_AT.get(fact.id));
    return;
  }
  const i = FACTS.push(fact) - 1;
  FACT_AT.set(fact.id, i);
  PLACES.facts.set(at, i);
  const here = (part) => (Number.isInteger(part) ? PLACES.nodes.get(part) : part);
  for (const end of ["s", "o"]) if (end in fact) fact[end] = here(fact[end]);
  for (const pair of fact.q || []) pair[1] = here(pair[1]);
  fact.pr.forEach((proof, k) => {
    proof.d = PLACES.docs.get(proof.d);
    if (proof.sp !== undefined) proof.sp = here(proof.sp);
    EVIDENCE.push({ fact: i, k, proof });
  });
  fact.docs = [...new Set(fact.pr.map((proof) => proof.d))];
  const parts = [fact.s, fact.o, ...(fact.q || []).map((pair) => pair[1])].filter((part) => Number.isInteger(part));
  for (const part of new Set(parts)) FACTS_OF[part].push(i);
  EDGES_OF_FACT[i] = [];
}

function addEdge(edge) {
  if (EDGE_AT.has(edge.id)) return;
  const i = EDGES.push(edge) - 1;
  EDGE_AT.set(edge.id, i);
  edge.a = PLACES.nodes.get(edge.from);
  edge.b = PLACES.nodes.get(edge.to);
  edge.fact = PLACES.facts.get(edge.fact);
  EDGES_OF[edge.a].push(i);
  if (edge.b !== edge.a) EDGES_OF[edge.b].push(i);
  EDGES_OF_FACT[edge.fact].push(i);
  if (NODES[edge.a].event && !FACTS_OF[edge.a].length) FACTS_OF[edge.a].push(edge.fact);
}

function addMarks(doc, marks) {
  MARKS[doc] = marks.filter(([, , node]) => PLACES.nodes.has(node)).map(([a, b, node]) => [a, b, PLACES.nodes.get(node)]);
  if (SERVED) return; // there the server counts
  for (const [, , node] of MARKS[doc]) MENTIONS_OF[node].set(doc, (MENTIONS_OF[node].get(doc) || 0) + 1);
}

function isLoose(i) {
  if (SERVED) return !NODES[i].event && !NODES[i].facts;
  return !EDGES_OF[i].length && !FACTS_OF[i].some((at) => FACTS[at].s === i);
}

// How many facts the graph has of a thing, shown or not, here or not.
function countFacts(i) {
  return NODES[i].facts ?? FACTS_OF[i].length;
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

// Ten groups told apart without red against green (Tol's muted scheme), twice; smaller ones share a grey.
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
  return groupColour(NODES[i].community);
}

function shapeOf(kind) {
  return (PAGE.styles[kind] || OTHER_STYLE)[0];
}

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
