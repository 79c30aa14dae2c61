// One thing and its neighbours: around it in groups by what they are to it, those who say who it is first, like the hours
// of a clock. No two of its edges cross, and a reader finds its people, its products, its rivals each in one place.
const RING = 150; // pixels between rings
const A_RING = 20; // things on one ring before there is another
const GROUP_GAP = 0.35; // of a usual step, between one group and the next

// Returns [x, y] in pixels for each of `list`, the first in the middle.
function placeAround(list) {
  const order = orderAround(list);
  const rings = Math.ceil(order.length / A_RING);
  let [low, high] = [RING * 0.9, RING * 20];
  for (let k = 0; k < 24; k += 1) {
    const radius = (low + high) / 2;
    if (turnsNeeded(order, radius, rings) > 1) low = radius;
    else high = radius;
  }
  const places = new Map([[list[0], [0, 0]]]);
  walkAround(order, high, rings, (item, angle, radius) =>
    places.set(item.i, [radius * Math.cos(angle) * 1.12, radius * Math.sin(angle)]),
  );
  return list.map((i) => places.get(i));
}

// The neighbours of the first in the order of the clock: {i, group}; what is tied to it in no way comes last.
function orderAround(list) {
  const [hub, ...others] = list;
  const first = new Map();
  for (const at of EDGES_OF[hub]) {
    const edge = EDGES[at];
    const other = edge.a === hub ? edge.b : edge.a;
    const out = edge.a === hub || SYMMETRIC.has(edge.p);
    if (NODES[other].event) continue;
    const key = [relationPlace(`${out ? 0 : 1} ${edge.p}`), `${out ? 0 : 1} ${edge.p}`];
    if (!first.has(other) || key[0] < first.get(other)[0]) first.set(other, key);
  }
  const items = others.map((i) => ({ i, group: first.get(i) || [999, ""] }));
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return items.sort(
    (a, b) =>
      a.group[0] - b.group[0] ||
      compare(a.group[1], b.group[1]) ||
      compare(NODES[a.i].kind, NODES[b.i].kind) ||
      NODES[b.i].rank - NODES[a.i].rank ||
      compare(NODES[a.i].id, NODES[b.i].id),
  );
}

// Goes clockwise from the top and gives each thing as much of the circle as its label takes there.
function walkAround(order, radius, rings, put) {
  let angle = -Math.PI / 2;
  const start = angle;
  order.forEach((item, k) => {
    const ring = k % rings;
    const at = radius + ring * RING * 0.72;
    const [wide, high] = boxOf(item.i);
    const across = (2 * wide) / Math.max(Math.abs(Math.sin(angle)), 0.05),
      down = (2 * high) / Math.max(Math.abs(Math.cos(angle)), 0.05);
    const step = (Math.min(across, down) / at / rings) * (rings > 1 ? 1.2 : 1);
    const gap = k && order[k - 1].group[1] !== item.group[1] ? step * GROUP_GAP : 0;
    angle += gap + step / 2;
    put(item, angle, at);
    angle += step / 2;
  });
  return (angle - start) / (2 * Math.PI);
}

function turnsNeeded(order, radius, rings) {
  return walkAround(order, radius, rings, () => {});
}
