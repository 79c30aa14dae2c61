// Where things lie: at home in the picture of everything; what is looked at alone is laid out anew around it.
const STEP = 118; // pixels of an edge of length 1
const ROOM_FOR = 420; // things; of more each stays where it is
const BUNCH = 3; // things that hang in the same way on the same hub lie together
let arrangedFor = "";
const settled = new Set(); // what came later and has found a place in the picture of everything

// Puts everything shown where it belongs, if that is elsewhere than it lies.
function arrange() {
  const alone = aloneNodes();
  const key = alone ? `${state.focus} ${alone}` : "";
  if (key !== arrangedFor) {
    if (alone) layOut(alone);
    else goHome();
    arrangedFor = key;
    settled.clear();
  }
  for (const [at, [x, y]] of state.pinned) [X[at], Y[at]] = [x, y];
  placeHomeless();
  moveNodes();
}

// The things of a focus or community whatever the filters are, so that these move nothing; null where all are shown.
function aloneNodes() {
  if (!state.focus.length && state.group === null) return null;
  const every = NODES.map((node, i) => !state.hidden.has(i) && (!node.event || state.events));
  const kept = state.focus.length ? withinFocus(every) : new Set(communityMembers(state.group));
  for (const i of state.extra) kept.add(i);
  const rest = [...kept].filter((i) => every[i]).sort((a, b) => (NODES[a].id < NODES[b].id ? -1 : 1));
  const first = state.focus.length ? state.focus : rest.length ? [BY_RANK.find((i) => kept.has(i))] : [];
  const list = [...new Set([...first, ...rest])];
  return list.length <= ROOM_FOR || list.some((i) => !HOME[i]) ? list.slice(0, 2 * ROOM_FOR) : null;
}

function goHome() {
  if (state.moving) return;
  HOME.forEach((home, i) => home && ([X[i], Y[i]] = home));
}

function layOut(list) {
  if (state.focus.length === 1 && state.hops === 1 && list.length > 2) {
    const things = list.filter((i) => !NODES[i].event);
    settle(
      things,
      placeAround(things).map(([x, y], k) => [x, y, ...boxOf(things[k])]),
    );
    placeEvents(list.filter((i) => NODES[i].event), things);
    return;
  }
  const [edges, n] = springsOf(list);
  const [x, y] = placeByStress(n, measureWays(n, edges));
  turnLevel(x, y, list.length);
  const boxes = list.map((i, k) => [x[k] * STEP, y[k] * STEP, ...boxOf(i)]);
  settle(list, boxes);
}

function settle(list, boxes) {
  partBoxes(boxes);
  list.forEach((i, k) => ([X[i], Y[i]] = [boxes[k][0], boxes[k][1] - (NODES[i].event ? 0 : 10)]));
}

// Puts each event between those who have a part in it, where there is room.
function placeEvents(events, things) {
  const placed = new Set(things);
  const taken = things.map((i) => [X[i], Y[i] + 8, ...boxOf(i)]);
  for (const i of events) {
    const parts = EDGES_OF[i].map((at) => EDGES[at].b).filter((other) => placed.has(other));
    const middle = (axis) => parts.reduce((sum, other) => sum + axis[other], 0) / Math.max(parts.length, 1);
    [X[i], Y[i]] = freeSpot(middle(X), middle(Y), boxOf(i), taken, 26);
    taken.push([X[i], Y[i], ...boxOf(i)]);
  }
}

// Half the width and height that a thing takes with its label below it.
function boxOf(i) {
  const wide = NODES[i].event ? 0 : textWidth(shorten(nameOf(i)), 12.5, 400) / 2;
  return [Math.max(RADIUS[i], wide) + 8, RADIUS[i] + (NODES[i].event ? 6 : 17)];
}

// Edges [a, b, length] over places in `list`, with an unseen node after them for each bunch; and how many nodes in all.
// An edge between two hubs is longer, so that what hangs from each has room.
function springsOf(list) {
  const index = new Map(list.map((i, k) => [i, k]));
  const around = list.map((i) => new Map());
  list.forEach((i, k) => {
    for (const at of EDGES_OF[i]) {
      const other = index.get(EDGES[at].a === i ? EDGES[at].b : EDGES[at].a);
      if (other !== undefined && other !== k && !around[k].has(other)) around[k].set(other, at);
    }
  });
  const bunches = new Map();
  const edges = [];
  const long = (k) => 0.025 * Math.min(around[k].size, 40);
  around.forEach((others, k) => {
    for (const [other, at] of others) {
      if (others.size === 1 && around[other].size > 1) addTo(bunches, `${other} ${EDGES[at].p} ${EDGES[at].a === list[k]}`, k);
      else if (k < other && around[other].size > 1) {
        const [less, more] = [k, other].sort((a, b) => around[a].size - around[b].size);
        edges.push([k, other, 0.95 + 0.45 * Math.log2(around[less].size) + long(more)]);
      } else if (k < other) edges.push([k, other, 1]);
    }
  });
  let n = list.length;
  for (const [key, leaves] of bunches) {
    const hub = Number(key.split(" ")[0]);
    const spread = 0.4 * Math.sqrt(leaves.length);
    if (leaves.length < BUNCH) leaves.forEach((leaf) => edges.push([hub, leaf, 1 + long(hub)]));
    else {
      edges.push([hub, n, 0.75 + spread * 0.5 + long(hub)]);
      leaves.forEach((leaf) => edges.push([n, leaf, spread]));
      n += 1;
    }
  }
  return [edges, n];
}

function addTo(map, key, item) {
  if (map.has(key)) map.get(key).push(item);
  else map.set(key, [item]);
}

// Turns places so that the longest axis is level, and bends them a little towards the shape of the window.
function turnLevel(x, y, n) {
  let xx = 0,
    xy = 0,
    yy = 0;
  for (let k = 0; k < n; k += 1) {
    const dx = x[k] - x[0],
      dy = y[k] - y[0];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const squeeze = Math.min(1.25, Math.sqrt(Math.sqrt((xx + 1) / (yy + 1))));
  const [x0, y0] = [x[0], y[0]];
  for (let k = 0; k < n; k += 1) {
    const dx = x[k] - x0,
      dy = y[k] - y0;
    x[k] = (dx * Math.cos(angle) + dy * Math.sin(angle)) / squeeze ** 0.4;
    y[k] = (dy * Math.cos(angle) - dx * Math.sin(angle)) * squeeze ** 0.6;
  }
}

// Puts what came later and has no place in the picture of everything beside what it is tied to.
function placeHomeless() {
  if (arrangedFor) return;
  const placed = new Set(NODES.keys());
  const lost = (i) => shown.nodes[i] && !HOME[i] && !settled.has(i) && !state.pinned.has(i);
  const homeless = NODES.map((_, i) => i).filter(lost);
  homeless.forEach((i) => placed.delete(i));
  const taken = [...placed].filter((i) => shown.nodes[i]).map((i) => [X[i], Y[i], ...boxOf(i)]);
  for (const i of homeless) {
    const near = neighbours(i).filter((other) => placed.has(other) && shown.nodes[other]);
    const [x, y] = near.length ? [X[near[0]], Y[near[0]]] : [0, 0];
    [X[i], Y[i]] = freeSpot(x, y, boxOf(i), taken);
    taken.push([X[i], Y[i], ...boxOf(i)]);
    placed.add(i);
    settled.add(i);
  }
}

// The nearest spot on rings around a point where a box lies upon no other.
function freeSpot(x, y, [wide, high], taken, wider = 42) {
  for (let ring = 1; ring < 60; ring += 1)
    for (let turn = 0; turn < 6 * ring; turn += 1) {
      const angle = (2 * Math.PI * turn) / (6 * ring) + ring;
      const [px, py] = [x + wider * ring * Math.cos(angle), y + wider * 0.8 * ring * Math.sin(angle)];
      if (taken.every((box) => Math.abs(px - box[0]) >= wide + box[2] || Math.abs(py - box[1]) >= high + box[3]))
        return [px, py];
    }
  return [x, y];
}
