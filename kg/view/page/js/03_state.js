// What the reader has chosen: one object, written into the address so that a link, back and forward restore it.
const state = {
  lang: "zh",
  theme: "light",
  mode: "network",
  sel: null, // {kind: "node" | "fact" | "doc", at: place, proof?: place}
  focus: [],
  hops: 1,
  group: null, // the community that is looked at alone
  path: null, // path: [place, place | null]
  hidden: new Set(),
  pinned: new Map(), // thing → [x, y]
  extra: new Set(), // extra: things shown by expanding
  types: new Set(),
  properties: new Set(),
  statuses: new Set(),
  docs: new Set(), // what is switched off
  from: null,
  to: null,
  confidence: 0,
  events: true,
  loose: false,
  communities: false, // colour by community instead of by type
  moving: false,
};
const KEPT = ["events", "loose", "communities"]; // switches that an address keeps
const MODES = ["network", "table", "timeline"];
const LISTS = { types: "t", properties: "p", statuses: "s" };

// Applies a change and shows it; `push` makes it a step that back undoes.
// `fit` moves the window so that all that is shown lies in it, also what is still on its way.
function choose(change, { push = true, quiet = false, fit = false } = {}) {
  Object.assign(state, change);
  writeAddress(push);
  if (!quiet) showAll({ fit });
}

function encodeState() {
  const words = new URLSearchParams();
  const put = (key, value) => words.append(key, value);
  if (state.mode !== "network") put("mode", state.mode);
  if (state.sel) {
    const { kind, at, proof } = state.sel;
    put(kind, (kind === "node" ? NODES : kind === "fact" ? FACTS : DOCS)[at].id);
    if (EVIDENCE[proof]) put("proof", `${EVIDENCE[proof].k} ${FACTS[EVIDENCE[proof].fact].id}`);
  }
  for (const at of state.focus) put("focus", NODES[at].id);
  if (state.focus.length) put("hops", state.hops);
  if (state.group !== null) put("group", state.group);
  if (state.path) for (const at of state.path) if (at !== null) put("path", NODES[at].id);
  for (const at of state.hidden) put("hide", NODES[at].id);
  for (const at of state.extra) put("with", NODES[at].id);
  for (const [at, [x, y]] of state.pinned) put("pin", `${Math.round(x)},${Math.round(y)},${NODES[at].id}`);
  for (const [list, key] of Object.entries(LISTS)) for (const name of state[list]) put(key, name);
  for (const at of state.docs) put("d", DOCS[at].id);
  if (state.from !== null) put("from", dayText(state.from));
  if (state.to !== null) put("to", dayText(state.to));
  if (state.confidence) put("c", state.confidence);
  for (const key of KEPT) if (state[key] !== DEFAULTS[key]) put(key, state[key] ? 1 : 0);
  const view = readCamera();
  if (view && view.moved) put("at", [view.x, view.y].map(Math.round).join(",") + "," + view.scale.toFixed(3));
  return words.toString();
}

const DEFAULTS = {};
function rememberDefaults() {
  for (const key of KEPT) DEFAULTS[key] = state[key];
}

function decodeState(text) {
  const words = new URLSearchParams(text);
  const places = (key, index) =>
    words
      .getAll(key)
      .map((id) => index.get(id))
      .filter((at) => at !== undefined);
  const day = (key) =>
    /^\d{4}-\d\d-\d\d$/.test(words.get(key) || "") ? Date.parse(words.get(key)) / 86400000 + EPOCH : null;
  state.mode = MODES.includes(words.get("mode")) ? words.get("mode") : "network";
  state.sel = null;
  for (const [kind, index] of [
    ["node", NODE_AT],
    ["fact", FACT_AT],
    ["doc", DOC_AT],
  ]) {
    const [at] = places(kind, index);
    if (at !== undefined) state.sel = { kind, at };
  }
  if (state.sel && words.has("proof")) state.sel.proof = decodeProof(words.get("proof"));
  state.focus = places("focus", NODE_AT);
  state.hops = Math.min(9, Math.max(1, Number(words.get("hops")) || 1));
  state.group = /^\d{1,9}$/.test(words.get("group") || "") ? Number(words.get("group")) : null;
  const path = places("path", NODE_AT);
  state.path = path.length === 2 ? path : null;
  state.hidden = new Set(places("hide", NODE_AT));
  state.extra = new Set(places("with", NODE_AT));
  state.pinned = decodePins(words.getAll("pin"));
  for (const [list, key] of Object.entries(LISTS)) state[list] = new Set(words.getAll(key));
  state.docs = new Set(places("d", DOC_AT));
  state.from = day("from");
  state.to = day("to");
  state.confidence = Math.min(1, Math.max(0, Number(words.get("c")) || 0));
  for (const key of Object.keys(DEFAULTS)) state[key] = words.has(key) ? words.get(key) === "1" : DEFAULTS[key];
  const at = (words.get("at") || "").split(",").map(Number);
  return at.length === 3 && at.every(Number.isFinite) ? { x: at[0], y: at[1], scale: at[2] } : null;
}

function decodeProof(text) {
  const [, k, id] = /^(\d+) (.*)$/s.exec(text) || [];
  return EVIDENCE.findIndex((item) => item.fact === FACT_AT.get(id) && item.k === Number(k));
}

// Returns the pinned things with where the address says they are.
function decodePins(pins) {
  const pinned = new Map();
  for (const pin of pins) {
    const [, x, y, id] = /^(-?\d+),(-?\d+),(.*)$/s.exec(pin) || [];
    const at = NODE_AT.get(id);
    if (at !== undefined) pinned.set(at, [Number(x), Number(y)]);
  }
  return pinned;
}

let steps = 0;
let step = 0;
function writeAddress(push) {
  const address = `#${encodeState()}`;
  if (address === location.hash || (address === "#" && !location.hash)) return;
  if (push) {
    step += 1;
    steps = step;
    history.pushState({ step }, "", address);
  } else history.replaceState({ step }, "", address);
}

function restoreAddress(entry) {
  step = (entry && entry.step) || 0;
  steps = Math.max(steps, step);
  after(loadNamed(location.hash.slice(1)), () => {
    const camera = decodeState(location.hash.slice(1));
    showAll({ fit: !camera });
    if (camera) moveCamera(camera, false);
  });
}

// The theme and language outlast the page where the browser lets a file remember them.
function remember(key, value) {
  try {
    localStorage.setItem(`kg.${key}`, value);
  } catch (error) {
    return; // a browser may forbid storage to files: then they last as long as the page
  }
}

function recall(key) {
  try {
    return localStorage.getItem(`kg.${key}`);
  } catch (error) {
    return null;
  }
}
