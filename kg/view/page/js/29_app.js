// Puts everything together: one function shows the state, whatever changed it.
function showAll({ fit = false } = {}) {
  refreshShown();
  refreshLit();
  arrange();
  syncNetwork();
  if (fit) fitView();
  showBar();
  showControls();
  showPanel();
  showTable();
  showTimeline();
  loadMissing(fit);
  if (state.sel && state.sel.kind === "node") {
    const { at } = state.sel;
    announce(
      say("selected", nameOf(at), className(NODES[at].group), FACTS_OF[at].filter((i) => shown.facts[i]).length),
    );
  }
}

const KEYS = {
  "/": () => find("query").focus(),
  "?": showHelp,
  t: () => toggleMode("table"),
  l: () => toggleMode("timeline"),
  "+": () => zoomBy(1.35),
  "=": () => zoomBy(1.35),
  "-": () => zoomBy(1 / 1.35),
  0: () => fitView(),
  Escape: stepOut,
};
const NODE_KEYS = { Enter: (at) => focusOn([at], state.hops), e: expand, h: hide, p: togglePin };
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || find("help").open) return;
  const target = event.target;
  if (target instanceof Element && target.matches("input, textarea, select")) return;
  const inCanvas = target === document.body || target === find("canvas");
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const node = state.sel && state.sel.kind === "node" ? state.sel.at : null;
  if (KEYS[key]) KEYS[key]();
  else if (inCanvas && state.mode === "network" && ARROWS[key]) walk(...ARROWS[key]);
  else if (node !== null && NODE_KEYS[key] && (inCanvas || key !== "Enter")) NODE_KEYS[key](node);
  else return;
  event.preventDefault();
}

function toggleMode(mode) {
  choose({ mode: state.mode === mode ? "network" : mode });
}

const EVENTS_AT_MOST = 15; // more event nodes than this hide the things they connect, so they start switched off

function start() {
  merge(PAGE);
  countAll();
  countMonths();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  state.theme = ["dark", "light"].includes(recall("theme")) ? recall("theme") : dark ? "dark" : "light";
  state.lang = recall("lang") === "en" ? "en" : "zh";
  document.documentElement.dataset.theme = state.theme;
  document.documentElement.lang = state.lang === "zh" ? "zh-Hans" : "en";
  const events = KIND_COUNTS.get("Event") || 0;
  state.events = events <= EVENTS_AT_MOST;
  rememberDefaults();
  after(loadNamed(location.hash.slice(1)), begin);
}

// Shows what the address asks for, and takes the reader's hands on.
function begin() {
  const camera = decodeState(location.hash.slice(1));
  refreshShown();
  refreshLit();
  startNetwork();
  showAll({ fit: !camera });
  if (camera) moveCamera(camera, false);
  else fitView(true);
  startSearch();
  addEventListener("popstate", (entry) => restoreAddress(entry.state));
  addEventListener("keydown", onKey);
  find("menu").addEventListener("click", () =>
    find("menu").setAttribute("aria-expanded", String(document.body.classList.toggle("with-menu"))),
  );
  find("skip").addEventListener("click", () => choose({ mode: "table" }));
}

// For scripts that drive the page: what is shown, and where it stands in the window.
window.kg = Object.freeze({
  shown: () => ({
    things: NODES.filter((_, i) => shown.nodes[i]).map((node) => node.id),
    facts: tableFacts().map((i) => FACTS[i].id),
    edges: shown.edges.map((i) => EDGES[i].id),
  }),
  lit: () => (lit.nodes ? [...lit.nodes].map((i) => NODES[i].id) : null),
  placeOf: (id) => onScreen(X[NODE_AT.get(id)], Y[NODE_AT.get(id)]),
  placeOfEdge: (id) =>
    onScreen(
      ...pointOn(
        curveOf(
          EDGES[EDGE_AT.get(id)],
          network.getScale(),
        ),
        0.5,
      ),
    ),
  pan: (dx, dy) => {
    const { x, y, scale } = readCamera();
    moveCamera({ x: x + dx / scale, y: y + dy / scale, scale }, false);
  },
  svg: makeSvg,
  csv: makeCsv,
  turtle: makeTurtle,
});

function onScreen(x, y) {
  const place = network.canvasToDOM({ x, y });
  const box = find("canvas").getBoundingClientRect();
  return [place.x + box.left, place.y + box.top];
}

start();
