// Communities: what belongs together in the network, named by its most important things.
const MAIN_COMMUNITIES = 12;
let communityList = null;

// Returns {n, size, names: places} of the main ones, the most important first.
function listCommunities() {
  if (communityList) return communityList;
  if (PAGE.communities) {
    const here = (names) => names.map((at) => PLACES.nodes.get(at));
    communityList = PAGE.communities.map(({ n, size, names }) => ({ n, size, names: here(names) }));
  } else {
    const groups = new Map();
    for (const i of BY_RANK) if (!NODES[i].event && !LOOSE[i]) addTo(groups, NODES[i].community, i);
    communityList = [...groups].filter(([, members]) => members.length > 2);
    communityList = communityList.map(([n, members]) => ({ n, size: members.length, names: members.slice(0, 3) }));
    communityList.sort((a, b) => b.size - a.size || a.n - b.n);
  }
  return communityList;
}

function communityMembers(n) {
  const many = OVERVIEW ? 120 : Infinity;
  return BY_RANK.filter((i) => NODES[i].community === n && !NODES[i].event && !LOOSE[i]).slice(0, many);
}

function communityName({ names }) {
  return names.map(nameOf).join(say("comma"));
}

function communityRow(group) {
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "row", "data-community": group.n, onclick: () => visitCommunity(group.n) },
      make("i", { class: "patch", style: { background: groupColour(group.n) } }),
      make("span", { class: "name", text: communityName(group) }),
      make("span", { class: "count", text: group.size }),
    ),
  );
}

function visitCommunity(n) {
  choose({ group: n, focus: [], extra: new Set(), path: null, sel: null, mode: "network" }, { fit: true });
}

function groupColour(n) {
  const palette = state.theme === "dark" ? GROUPS_DARK : GROUPS;
  if (n >= 2 * palette.length) return state.theme === "dark" ? "#6d747e" : "#a3a8b0";
  return palette[n % palette.length];
}

// Whether the ground under each community is tinted: in the overview of a graph that has many.
function showsIslands() {
  return OVERVIEW && !state.focus.length && state.group === null;
}

// Tints the ground under each community, in the picture's own measure.
function paintIslands(pen) {
  if (!showsIslands()) return;
  const shores = new Map();
  NODES.forEach((node, i) => {
    if (shown.nodes[i] && HOME[i] && !node.event) addTo(shores, node.community, i);
  });
  for (const [n, members] of shores) {
    if (members.length < 3) continue;
    const hull = hullOf(members.flatMap(cornersOf));
    pen.beginPath();
    hull.forEach((point, k) => traceRounded(pen, hull, point, k));
    pen.closePath();
    pen.fillStyle = groupColour(n);
    pen.globalAlpha = state.theme === "dark" ? 0.13 : 0.09;
    pen.fill();
    pen.globalAlpha = 1;
  }
}

function cornersOf(i) {
  const [wide, high] = boxOf(i);
  const [w, h] = [wide + 10, high + 12];
  return [-1, 1].flatMap((dx) => [-1, 1].map((dy) => [X[i] + dx * w, Y[i] + 8 + dy * h]));
}

// Goes around a corner in a curve from the middle of one side to the middle of the next.
function traceRounded(pen, hull, point, k) {
  const before = hull[(k + hull.length - 1) % hull.length],
    next = hull[(k + 1) % hull.length];
  const middle = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  if (!k) pen.moveTo(...middle(before, point));
  pen.quadraticCurveTo(...point, ...middle(point, next));
}

// The corners around all points, in order (Andrew's monotone chain).
function hullOf(points) {
  const sorted = points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (list) => {
    const chain = [];
    for (const point of list) {
      while (chain.length > 1 && turn(chain[chain.length - 2], chain[chain.length - 1], point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half([...sorted].reverse())];
}
