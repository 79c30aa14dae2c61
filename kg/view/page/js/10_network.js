// vis-network keeps the camera, dragging, selecting, hovering and physics; what is seen is painted by paint.js.
let network = null;
let nodeSet = null;
let edgeSet = null;
let cameraMoved = false;
const visible = []; // what nodeSet last showed

function startNetwork() {
  nodeSet = new vis.DataSet();
  addToNetwork();
  edgeSet = new vis.DataSet();
  network = new vis.Network(find("canvas"), { nodes: nodeSet, edges: edgeSet }, PAGE.options);
  network.on("beforeDrawing", (context) => {
    const view = readView(context);
    paintIslands(context);
    paintUnder(context, view);
  });
  network.on("afterDrawing", drawOver);
  network.on("hoverNode", ({ node }) => point(node, null));
  network.on("blurNode", () => point(null, null));
  network.on("click", onClick);
  network.on("doubleClick", ({ nodes }) => nodes.length && focusOn([nodes[0]], 1));
  network.on("dragging", ({ nodes }) => nodes.length && followNodes(nodes));
  network.on("dragEnd", ({ nodes }) => (nodes.length ? dropNodes(nodes) : cameraChanged()));
  network.on("zoom", cameraChanged);
  find("canvas").addEventListener("mousemove", onMove);
  find("canvas").addEventListener("mouseleave", () => point(null, null));
}

// Tells vis-network of things it hasn't heard of.
function addToNetwork() {
  const fresh = [];
  for (let i = nodeSet.length; i < NODES.length; i += 1) {
    visible[i] = shown.nodes[i];
    const place = { id: i, x: X[i], y: Y[i], size: RADIUS[i] };
    fresh.push({ ...place, hidden: !shown.nodes[i], ctxRenderer: renderNode });
  }
  if (fresh.length) nodeSet.add(fresh);
}

function renderNode({ id }) {
  return {
    drawNode: () => paintNode(drawing.context, id, drawing.view),
    nodeDimensions: { width: RADIUS[id] * 2, height: RADIUS[id] * 2 },
  };
}

// The window in the picture's measure, its scale, and its size on the screen; the same for one whole frame.
const drawing = { context: null, view: null };
function readView(context) {
  const canvas = context.canvas;
  const scale = network.getScale();
  const { x: left, y: top } = network.DOMtoCanvas({ x: 0, y: 0 });
  const width = canvas.clientWidth,
    height = canvas.clientHeight;
  if (state.moving) followNodes(null);
  drawing.context = context;
  drawing.view = { left, top, right: left + width / scale, bottom: top + height / scale, scale, width, height };
  return drawing.view;
}

function drawOver(context) {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintOver({ canvasContext: context, ratio, globalAlpha: 1 }, drawing.view);
  context.restore();
  if (!document.documentElement.dataset.ready) document.documentElement.dataset.ready = Math.round(performance.now());
}

// Tells vis-network what is hidden now, only what has changed.
function syncNetwork() {
  const changed = [];
  addToNetwork();
  NODES.forEach((_, i) => {
    if (visible[i] !== shown.nodes[i]) changed.push({ id: i, hidden: !shown.nodes[i] });
    visible[i] = shown.nodes[i];
  });
  if (changed.length) nodeSet.update(changed);
  syncPhysics();
  network.redraw();
}

// Moves things where they belong. Written into vis-network's own nodes: its moveNode waits and redraws for each.
function moveNodes() {
  if (!network || state.moving) return;
  addToNetwork();
  for (const [i, body] of Object.entries(network.body.nodes)) {
    body.x = X[i];
    body.y = Y[i];
  }
}

let physicsOn = false;
function syncPhysics() {
  if (state.moving) {
    edgeSet.clear();
    edgeSet.add(shown.edges.map((i) => ({ id: i, from: EDGES[i].a, to: EDGES[i].b, hidden: true })));
    nodeSet.update(NODES.map((_, i) => ({ id: i, physics: Boolean(shown.nodes[i]), fixed: state.pinned.has(i) })));
  }
  if (physicsOn === state.moving) return;
  physicsOn = state.moving;
  const gentle = {
    gravitationalConstant: -60,
    springLength: 90,
    springConstant: 0.06,
    avoidOverlap: 0.6,
    damping: 0.6,
  };
  network.setOptions({
    physics: {
      enabled: physicsOn,
      stabilization: false,
      solver: "forceAtlas2Based",
      forceAtlas2Based: gentle,
      minVelocity: 1,
    },
  });
  if (!physicsOn) edgeSet.clear();
}

function followNodes(places) {
  const found = network.getPositions(places === null ? undefined : places);
  for (const [i, { x, y }] of Object.entries(found)) {
    X[i] = x;
    Y[i] = y;
  }
}

function dropNodes(places) {
  followNodes(places);
  const pinned = new Map(state.pinned);
  for (const at of places) pinned.set(at, [X[at], Y[at]]);
  choose({ pinned }, { quiet: true });
}

function point(node, edge) {
  if (pointedNode === node && pointedEdge === edge) return;
  pointedNode = node;
  pointedEdge = edge;
  refreshLit();
  network.redraw();
  if (node === null && edge === null) hideTip();
}

let moveWaits = false;
function onMove(event) {
  if (moveWaits) return;
  moveWaits = true;
  requestAnimationFrame(() => {
    moveWaits = false;
    const box = find("canvas").getBoundingClientRect();
    const place = { x: event.clientX - box.left, y: event.clientY - box.top };
    if (event.buttons) return hideTip();
    if (pointedNode === null) {
      const { x, y } = network.DOMtoCanvas(place);
      point(null, edgeAt(x, y, 5));
    }
    find("canvas").style.cursor = pointedNode !== null || pointedEdge !== null ? "pointer" : "";
    if (pointedNode !== null) showTip(place, nodeTip(pointedNode));
    else if (pointedEdge !== null) showTip(place, edgeTip(pointedEdge));
    else hideTip();
    return undefined;
  });
}

function onClick({ nodes, pointer }) {
  if (nodes.length) return clickNode(nodes[0]);
  const edge = edgeAt(pointer.canvas.x, pointer.canvas.y, 7);
  if (edge !== null) choose({ sel: { kind: "fact", at: EDGES[edge].fact } });
  else if (state.sel) choose({ sel: null });
  return undefined;
}

function clickNode(at) {
  if (state.path && state.path[1] === null && state.path[0] !== at) choose({ path: [state.path[0], at], sel: null });
  else if (NODES[at].event) choose({ sel: { kind: "fact", at: FACTS_OF[at][0] } });
  else choose({ sel: { kind: "node", at } });
}

function cameraChanged() {
  cameraMoved = true;
  writeAddress(false);
}

function readCamera() {
  if (!network) return null;
  const { x, y } = network.getViewPosition();
  return { x, y, scale: network.getScale(), moved: cameraMoved };
}

function moveCamera({ x, y, scale }, animated = true) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  network.moveTo({
    position: { x, y },
    scale,
    animation: animated && !calm ? { duration: 350, easingFunction: "easeInOutQuad" } : false,
  });
}

// Fits what is shown (or `places`) into the window, with room for labels.
function fitView(now = false, places = null) {
  const all = (places || NODES.map((_, i) => i)).filter((i) => shown.nodes[i]);
  if (!all.length) return;
  const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const right = most(all.map((i) => X[i] + RADIUS[i])),
    left = -most(all.map((i) => RADIUS[i] - X[i]));
  const bottom = most(all.map((i) => Y[i] + RADIUS[i])),
    top = -most(all.map((i) => RADIUS[i] - Y[i]));
  const box = find("canvas").getBoundingClientRect();
  const scale = Math.min(1.15, (box.width - 110) / (right - left || 1), (box.height - 100) / (bottom - top || 1));
  cameraMoved = false;
  moveCamera({ x: (left + right) / 2, y: (top + bottom) / 2 + 8 / scale, scale: Math.max(scale, 0.02) }, !now);
}

// Brings a thing into sight without changing the scale more than needed.
function lookAt(at) {
  const { scale } = readCamera();
  moveCamera({ x: X[at], y: Y[at], scale: Math.max(scale, 0.55) });
  cameraMoved = true;
}
