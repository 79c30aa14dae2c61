// One picture: edges, things, labels, with what the reader points at lit and the rest faint.
const INK = { light: { ground: "#fbfaf7", text: "#1f2328" }, dark: { ground: "#15171b", text: "#e8eaed" } };
let pointedNode = null;
let pointedEdge = null;
const lit = { nodes: null, edges: null, first: new Set(), strong: new Set(), centre: new Set() };

function ink() {
  return INK[state.theme];
}

// Works out what is lit: the thing pointed at or selected with its neighbours, a fact's edges, or a path.
function refreshLit() {
  lit.nodes = lit.edges = null;
  lit.first = new Set();
  lit.strong = new Set();
  lit.centre = new Set();
  const path = pathNow();
  if (path.nodes.length) {
    Object.assign(lit, {
      nodes: new Set(path.nodes),
      edges: new Set(path.edges),
      first: new Set(path.nodes),
      strong: new Set(path.edges),
      centre: new Set(path.nodes),
    });
    return;
  }
  const sel = state.sel;
  const centre = pointedNode !== null ? pointedNode : sel && sel.kind === "node" ? sel.at : null;
  if (pointedEdge !== null && pointedNode === null) lightEdges([pointedEdge], true);
  else if (centre !== null && shown.nodes[centre]) {
    lightEdges(
      EDGES_OF[centre].filter((i) => shown.facts[EDGES[i].fact] && shown.nodes[EDGES[i].a] && shown.nodes[EDGES[i].b]),
    );
    lit.nodes.add(centre);
    lit.centre = new Set([centre]);
    lit.first = new Set([centre, ...BY_RANK.filter((i) => lit.nodes.has(i))]);
  } else if (sel && sel.kind === "fact") lightFact(sel.at);
  else if (sel && sel.kind === "doc" && EVIDENCE[sel.proof]) lightFact(EVIDENCE[sel.proof].fact);
  else if (sel && sel.kind === "doc") lightDocument(sel.at);
}

function lightFact(at) {
  const edges = EDGES_OF_FACT[at].filter((i) => shown.nodes[EDGES[i].a] && shown.nodes[EDGES[i].b]);
  if (edges.length) lightEdges(edges, true);
  else if (Number.isInteger(FACTS[at].s)) lit.nodes = lit.first = lit.centre = new Set([FACTS[at].s]);
}

function lightEdges(places, certain = false) {
  lit.edges = new Set(places);
  lit.nodes = new Set(places.flatMap((i) => [EDGES[i].a, EDGES[i].b]));
  lit.first = lit.nodes;
  lit.strong = lit.edges;
  if (certain) lit.centre = lit.nodes;
}

// Lights what one article says.
function lightDocument(doc) {
  lit.edges = new Set(shown.edges.filter((i) => FACTS[EDGES[i].fact].docs.includes(doc)));
  lit.nodes = new Set([...lit.edges].flatMap((i) => [EDGES[i].a, EDGES[i].b]));
}

// Draws edges, in the picture's own measure, below the things.
function paintUnder(pen, view) {
  const arrows = view.scale > 0.3 && shown.edges.length < 4000;
  if (!lit.edges) {
    paintEdges(pen, shown.edges, view, { alpha: shown.edges.length > 1500 && view.scale < 0.5 ? 0.55 : 0.9, arrows });
    return;
  }
  paintEdges(
    pen,
    shown.edges.filter((i) => !lit.edges.has(i)),
    view,
    { alpha: 0.13, arrows: false },
  );
  paintEdges(
    pen,
    shown.edges.filter((i) => lit.edges.has(i)),
    view,
    { alpha: 1, wide: lit.strong.size && lit.strong.size < 12 ? 0.8 : 0.2, arrows: true },
  );
}

// Draws one thing.
function paintNode(pen, i, view) {
  const node = NODES[i];
  const r = radiusAt(i, view.scale);
  const shape = shapeOf(node.kind);
  const colour = nodeColour(i);
  pen.globalAlpha = lit.nodes && !lit.nodes.has(i) ? 0.22 : 1;
  const chosen = (state.sel && state.sel.kind === "node" && state.sel.at === i) || state.focus.includes(i);
  if (chosen) {
    pen.beginPath();
    pen.arc(X[i], Y[i], r + 6 / view.scale, 0, 2 * Math.PI);
    pen.strokeStyle = colour;
    pen.lineWidth = 2 / view.scale;
    pen.stroke();
  }
  traceShape(pen, shape, X[i], Y[i], r);
  pen.fillStyle = shape === "ring" ? ink().ground : colour;
  pen.strokeStyle = shape === "ring" ? colour : ink().ground;
  pen.lineWidth = shape === "ring" ? Math.max(r * 0.34, 1.6 / view.scale) : 1.5 / view.scale;
  if (shape === "ring" || view.scale > 0.25) pen.stroke();
  pen.fill();
  if (state.pinned.has(i)) paintPin(pen, i, r, view);
  pen.globalAlpha = 1;
}

function paintPin(pen, i, r, view) {
  pen.beginPath();
  pen.arc(X[i] + r * 0.8, Y[i] - r * 0.8, 3.4 / view.scale, 0, 2 * Math.PI);
  pen.fillStyle = ink().text;
  pen.fill();
}

// Draws all labels, in the screen's measure, above the things: what the reader points at, its edges, then the rest.
function paintOver(pen, view) {
  const room = new Room();
  const marks = markThings(view);
  const first = chooseLabels(view, room, marks, lit.first, labelLimit(view));
  const strong = lit.strong.size <= 200 ? [...lit.strong] : [];
  const edges = chooseEdgeLabels(view, room, marks, strong, strong.length < 12);
  const rest = chooseLabels(
    view,
    room,
    marks,
    lit.first.size ? BY_RANK.filter((i) => !lit.first.has(i)) : BY_RANK,
    labelLimit(view) - first.length,
  );
  if (view.scale >= 0.7 && !lit.edges) edges.push(...chooseEdgeLabels(view, room, marks, shown.edges, false));
  for (const label of rest) drawThingLabel(pen, label);
  for (const label of edges) {
    const colour = label.status === "asserted" ? softInk() : lineColour(label.status);
    drawLabel(pen, label.text, label.x, label.y, { size: label.size, angle: label.angle, colour, halo: ink().ground });
  }
  for (const label of first) drawThingLabel(pen, label);
}

function drawThingLabel(pen, label) {
  pen.globalAlpha = label.faint ? 0.28 : 1;
  drawLabel(pen, label.text, label.x, label.y, {
    size: label.size,
    weight: label.weight,
    colour: ink().text,
    halo: ink().ground,
  });
  pen.globalAlpha = 1;
}

function softInk() {
  return state.theme === "dark" ? "#a9b0ba" : "#5d6570";
}
