// What a reader can do to things: visit, focus, expand, hide, pin, ask for a path.
function visit(at) {
  if (OVERVIEW && !HOME[at] && !shown.nodes[at] && !state.focus.length) {
    focusOn([at], 1);
    return;
  }
  const change = { sel: { kind: "node", at }, mode: "network" };
  if (state.hidden.has(at)) change.hidden = without(state.hidden, at);
  if (state.types.has(NODES[at].kind)) change.types = without(state.types, NODES[at].kind);
  if (state.focus.length && !shown.nodes[at]) change.extra = new Set([...state.extra, at]);
  choose(change);
  if (shown.nodes[at]) lookAt(at);
}

function without(set, item) {
  const copy = new Set(set);
  copy.delete(item);
  return copy;
}

function toggled(set, item) {
  return set.has(item) ? without(set, item) : new Set([...set, item]);
}

function focusOn(places, hops) {
  const things = places.filter((at) => !NODES[at].event);
  if (!things.length) return;
  const sel = { kind: "node", at: things[0] };
  choose({ focus: things, hops, sel, path: null, group: null, mode: "network" }, { fit: true });
}

function unfocus() {
  choose({ focus: [], extra: new Set(), path: null, group: null }, { fit: true });
}

// Shows the neighbours of a thing beside what is shown already.
function expand(at) {
  after(loadAround(at), () => showNeighbours(at));
}

function showNeighbours(at) {
  const around = EDGES_OF[at].map((i) => (EDGES[i].a === at ? EDGES[i].b : EDGES[i].a));
  if (state.focus.length)
    choose({
      focus: [...new Set([...state.focus, at])],
      hidden: new Set([...state.hidden].filter((i) => !around.includes(i))),
    });
  else
    choose({
      extra: new Set([...state.extra, at, ...around]),
      hidden: new Set([...state.hidden].filter((i) => !around.includes(i))),
    });
  fitView(false, [at, ...around]);
}

function hide(at) {
  choose({ hidden: new Set([...state.hidden, at]), sel: null, focus: state.focus.filter((i) => i !== at) });
}

function togglePin(at) {
  const pinned = new Map(state.pinned);
  if (!pinned.delete(at)) pinned.set(at, [X[at], Y[at]]);
  choose({ pinned });
}

function askPath(at) {
  choose({ path: [at, null] });
  find("query").focus();
}

// Moves the selection to the nearest thing in a direction, so that a keyboard can walk the picture.
function walk(dx, dy) {
  const from = state.sel && state.sel.kind === "node" ? state.sel.at : BY_RANK.find((i) => shown.nodes[i]);
  if (from === undefined) return;
  if (!state.sel || state.sel.kind !== "node") {
    visit(from);
    return;
  }
  let best = null,
    least = Infinity;
  NODES.forEach((node, i) => {
    if (!shown.nodes[i] || i === from || node.event) return;
    const along = (X[i] - X[from]) * dx + (Y[i] - Y[from]) * dy;
    const aside = Math.abs((X[i] - X[from]) * dy) + Math.abs((Y[i] - Y[from]) * dx);
    if (along <= 0) return;
    const cost = along + aside * 2.2;
    if (cost < least) [best, least] = [i, cost];
  });
  if (best === null) return;
  choose({ sel: { kind: "node", at: best } });
  const { scale } = readCamera();
  const { left, right, top, bottom } = drawing.view;
  if (X[best] < left || X[best] > right || Y[best] < top || Y[best] > bottom)
    moveCamera({ x: X[best], y: Y[best], scale });
}

// Undoes the last thing that narrows the view: an open list, a path, a selection, a focus.
function stepOut() {
  if (state.path) choose({ path: null });
  else if (state.sel) choose({ sel: null });
  else if (state.focus.length || state.group !== null) unfocus();
  else if (state.mode !== "network") choose({ mode: "network" });
}
