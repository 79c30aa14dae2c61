// Which facts, things and edges the reader's choices leave; everything that draws or lists asks `shown`.
const shown = {
  facts: [], // 1 for each fact that passes
  nodes: [],
  edges: [],
  factCount: 0,
  nodeCount: 0,
};

function factPasses(fact) {
  if (state.statuses.has(fact.st) || fact.c < state.confidence) return false;
  if (state.properties.has(propertyKey(fact))) return false;
  if (state.docs.size && fact.docs.every((doc) => state.docs.has(doc))) return false;
  if (fact.t && ((state.from !== null && fact.t[1] < state.from) || (state.to !== null && fact.t[0] > state.to)))
    return false;
  return true;
}

function filtersActive() {
  return (
    state.statuses.size ||
    state.confidence ||
    state.properties.size ||
    state.docs.size ||
    state.from !== null ||
    state.to !== null
  );
}

function refreshShown() {
  FACTS.forEach((fact, i) => (shown.facts[i] = factPasses(fact) ? 1 : 0));
  const selected = state.sel && state.sel.kind === "node" ? state.sel.at : -1;
  const passes = NODES.map((node, i) => nodePasses(node, i) || (i === selected && !state.hidden.has(i)));
  const kept = keptNodes(passes);
  shown.nodeCount = 0;
  NODES.forEach((node, i) => {
    shown.nodes[i] = passes[i] && (!kept || kept.has(i) || state.extra.has(i) || i === selected) ? 1 : 0;
  });
  if (state.path && state.path[1] !== null) for (const i of pathNow().nodes) shown.nodes[i] = 1;
  shown.edges = [];
  const joined = new Uint8Array(NODES.length);
  EDGES.forEach((edge, i) => {
    if (shown.facts[edge.fact] && shown.nodes[edge.a] && shown.nodes[edge.b]) {
      shown.edges.push(i);
      joined[edge.a] = joined[edge.b] = 1;
    }
  });
  NODES.forEach((node, i) => {
    if (shown.nodes[i] && node.event && !joined[i]) shown.nodes[i] = 0;
    shown.nodeCount += shown.nodes[i] && !node.event ? 1 : 0;
  });
  shown.factCount = shown.facts.reduce((sum, one, i) => sum + (one && factTouches(FACTS[i], i) ? 1 : 0), 0);
}

// The things that the view is about, or null for all.
function keptNodes(passes) {
  if (state.focus.length) return withinFocus(passes);
  if (state.group !== null) return new Set(communityMembers(state.group));
  return OVERVIEW ? startSet() : null;
}

function nodePasses(node, i) {
  if (state.hidden.has(i) || state.types.has(node.kind)) return false;
  if (node.event) return state.events && Boolean(shown.facts[FACTS_OF[i][0]]);
  if (LOOSE[i]) return state.loose && !filtersActive();
  return FACTS_OF[i].some((at) => shown.facts[at] && (FACTS[at].k !== "o" || FACTS[at].s === i));
}

// Whether a fact is about something shown: both ends of a relation, the subject of a figure, some participant.
function factTouches(fact, at) {
  if (fact.k === "r" && Number.isInteger(fact.o)) return shown.nodes[fact.s] && shown.nodes[fact.o];
  if (fact.k !== "e") return shown.nodes[fact.s];
  return EDGES_OF_FACT[at].some((edge) => shown.nodes[EDGES[edge].b]);
}

function factShown(at) {
  return shown.facts[at] && factTouches(FACTS[at], at);
}

function withinFocus(passes) {
  const kept = new Set(state.focus);
  let edge = [...state.focus];
  for (let hop = 0; hop < state.hops; hop += 1) edge = grow(kept, edge, passes);
  return kept;
}

// Adds the neighbours of `edge` to `kept` through facts that pass; an event is no step of its own.
function grow(kept, edge, passes) {
  const next = [];
  const add = (at) => {
    if (kept.has(at) || !passes[at]) return;
    kept.add(at);
    if (NODES[at].event) for (const other of neighbours(at)) add(other);
    else next.push(at);
  };
  for (const at of edge) for (const other of neighbours(at)) add(other);
  return next;
}

function neighbours(at) {
  return EDGES_OF[at]
    .filter((i) => shown.facts[EDGES[i].fact])
    .map((i) => (EDGES[i].a === at ? EDGES[i].b : EDGES[i].a));
}

// In a very large graph: the main things of the main communities, so that the first picture has a shape.
function startSet() {
  const kept = new Set([...NODES.keys()].filter((i) => HOME[i]));
  if (state.events && !SERVED)
    NODES.forEach((node, i) => node.event && neighbours(i).every((at) => kept.has(at)) && kept.add(i));
  return kept;
}

let pathCache = { key: "", nodes: [], edges: new Set() };
// The shortest path between the two chosen things through facts that pass, or nothing.
function pathNow() {
  if (!state.path || state.path[1] === null) return { nodes: [], edges: new Set() };
  const key = `${state.path} ${shown.facts.join("")} ${[...state.hidden]} ${[...state.types]} ${state.events}`;
  if (pathCache.key !== key) pathCache = { key, ...findPath(...state.path) };
  return pathCache;
}

function findPath(start, end) {
  const before = new Map([[start, null]]);
  const queue = [start];
  for (let k = 0; k < queue.length && !before.has(end); k += 1) {
    for (const i of EDGES_OF[queue[k]]) {
      const edge = EDGES[i];
      const other = edge.a === queue[k] ? edge.b : edge.a;
      if (!shown.facts[edge.fact] || before.has(other) || state.hidden.has(other)) continue;
      before.set(other, i);
      queue.push(other);
    }
  }
  const path = { nodes: [], edges: new Set() };
  if (!before.has(end)) return path;
  for (let at = end; at !== null;) {
    path.nodes.unshift(at);
    const i = before.get(at);
    if (i === null) break;
    path.edges.add(i);
    at = EDGES[i].a === at ? EDGES[i].b : EDGES[i].a;
  }
  return path;
}
