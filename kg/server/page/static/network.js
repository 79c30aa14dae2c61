// A result as a small network: things of a row are joined, a relation in the row names the line. Laid out by springs.
import { addressOf, make } from "./dom.js";
import { say } from "./strings.js";
import { keyOf, nameOf } from "./table.js";

const MOST = 120; // things; more make a tangle
const STEPS = 320;
const REACH = 3; // lengths of a line; things farther apart don't push each other, so loose parts stay near
const FAR = 1.25; // seen from there, lines have no names
const [SMALLEST, LARGEST] = [0.7, 2.2]; // how far names and signs grow against the drawing as one comes nearer or goes farther
const RELATIONS = new Set(["relation", "property", "predicate", "post", "what", "event"]);

export function makeNetwork(result, links) {
  const { nodes, edges } = result.kind === "graph" ? readTriples(result, links) : readRows(result, links);
  if (edges.length === 0) return make("p", { class: "empty", text: say("noNetwork") });
  layOut(nodes, edges);
  return draw(nodes, edges);
}

function makeCollector(links) {
  const nodes = new Map();
  return {
    nodes,
    add(term) {
      const link = links.get(keyOf(term));
      const key = link?.iri || keyOf(term);
      if (!nodes.has(key) && nodes.size < MOST) nodes.set(key, { place: nodes.size, name: nameOf(term, links), link, literal: !link });
      return nodes.get(key);
    },
  };
}

function readTriples(result, links) {
  const { nodes, add } = makeCollector(links);
  const edges = [];
  for (const row of result.rows) {
    if (row.value.type === "literal") continue;
    const [from, to] = [add(row.subject), add(row.value)];
    if (from && to && from !== to) edges.push({ from, to, name: nameOf(row.property, links) });
  }
  return { nodes: [...nodes.values()], edges };
}

// A thing is what has a page and is of a kind; the first of a row is joined to the others.
function readRows(result, links) {
  const { nodes, add } = makeCollector(links);
  const seen = new Map();
  for (const row of result.rows) {
    const things = result.vars.filter((name) => row[name] && links.get(keyOf(row[name]))?.kind && links.get(keyOf(row[name])).kind !== "Event");
    const relation = result.vars.find((name) => RELATIONS.has(name) && row[name]);
    const [first, ...others] = things.map((name) => ({ name, node: add(row[name]) })).filter((each) => each.node);
    for (const other of others) {
      if (other.node === first.node) continue;
      const name = relation ? nameOf(row[relation], links) : "";
      const key = `${first.node.place} ${other.node.place}`;
      const known = seen.get(key);
      if (!known) seen.set(key, { from: first.node, to: other.node, name });
      else if (name && !known.name.split("、").includes(name)) known.name += `、${name}`;
    }
  }
  return { nodes: [...nodes.values()], edges: [...seen.values()] };
}

// Fruchterman and Reingold's springs from a circle, so that the same result looks the same.
function layOut(nodes, edges) {
  const ideal = 96;
  nodes.forEach((node, k) => {
    const angle = (k * 2 * Math.PI) / nodes.length;
    const radius = 40 * Math.sqrt(nodes.length) * (1 + (k % 3) * 0.15);
    Object.assign(node, { x: radius * Math.cos(angle), y: radius * Math.sin(angle), dx: 0, dy: 0 });
  });
  for (let step = 0; step < STEPS; step++) {
    for (const a of nodes) [a.dx, a.dy] = [-a.x * 0.05, -a.y * 0.15];
    for (const a of nodes) for (const b of nodes) if (a.place < b.place) push(a, b, ideal);
    for (const { from, to } of edges) pull(from, to, ideal);
    const most = 40 * (1 - step / STEPS) + 1;
    for (const node of nodes) {
      const far = Math.hypot(node.dx, node.dy) || 1;
      node.x += (node.dx / far) * Math.min(far, most);
      node.y += (node.dy / far) * Math.min(far, most);
    }
  }
}

function push(a, b, ideal) {
  const [x, y] = [a.x - b.x || 0.1, a.y - b.y || 0.1];
  const far = x * x + y * y;
  if (far > REACH * REACH * ideal * ideal) return;
  const force = (ideal * ideal) / Math.max(far, 100);
  a.dx += x * force;
  a.dy += y * force;
  b.dx -= x * force;
  b.dy -= y * force;
}

function pull(a, b, ideal) {
  const [x, y] = [a.x - b.x, a.y - b.y];
  const force = Math.hypot(x, y) / ideal;
  a.dx -= x * force;
  a.dy -= y * force;
  b.dx += x * force;
  b.dy += y * force;
}

function draw(nodes, edges) {
  const lines = edges.map(({ from, to, name }) => [
    make("line", { class: "edge", x1: from.x, y1: from.y, x2: to.x, y2: to.y }),
    name ? make("text", { class: "edge-name", x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - 3, text: name }) : null,
  ]);
  const things = nodes.map((node) => {
    const parts = [
      node.literal ? null : make("g", { transform: `translate(${node.x} ${node.y})` }, make("use", { href: `#kind-${node.link.kind}`, x: -11, y: -11, width: 22, height: 22 })),
      make("text", { class: "node-name", x: node.x, y: node.y, dy: node.literal ? "0.35em" : "1.85em", text: shorten(node.name) }),
      make("title", { text: node.name }),
    ];
    const group = make("g", { class: `node${node.literal ? " literal" : ""}`, "data-kind": node.link?.kind ?? "" }, parts);
    if (node.link?.iri) group.addEventListener("click", () => (location.href = addressOf(node.link.iri)));
    return group;
  });
  const svg = make("svg", { id: "network", role: "img", "aria-label": say("network") }, lines, things);
  letMove(svg, frame(nodes));
  return svg;
}

function shorten(name) {
  return name.length > 16 ? `${name.slice(0, 15)}…` : name;
}

function frame(nodes) {
  const [xs, ys] = [nodes.map((node) => node.x), nodes.map((node) => node.y)];
  const [left, top] = [Math.min(...xs) - 90, Math.min(...ys) - 50];
  return { x: left, y: top, width: Math.max(Math.max(...xs) + 90 - left, 640), height: Math.max(Math.max(...ys) + 60 - top, 320) };
}

// The wheel comes nearer or goes farther, dragging moves.
function letMove(svg, box) {
  const scale = () => Math.max(box.width / (svg.clientWidth || box.width), box.height / (svg.clientHeight || box.height));
  const show = () => {
    svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    svg.style.setProperty("--unit", Math.min(Math.max(scale(), SMALLEST), LARGEST));
    svg.classList.toggle("far", scale() > FAR);
  };
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const factor = Math.exp(Math.sign(event.deltaY) * 0.12);
    const inside = svg.getBoundingClientRect();
    const [px, py] = [(event.clientX - inside.left) / inside.width, (event.clientY - inside.top) / inside.height];
    box.x += box.width * px * (1 - factor);
    box.y += box.height * py * (1 - factor);
    box.width *= factor;
    box.height *= factor;
    show();
  });
  svg.addEventListener("pointermove", (event) => {
    if (event.buttons !== 1) return;
    box.x -= event.movementX * scale();
    box.y -= event.movementY * scale();
    show();
  });
  show();
  requestAnimationFrame(show); // once it has a size
}
