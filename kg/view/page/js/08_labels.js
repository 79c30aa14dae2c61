// Labels keep their size on the screen, the important ones come first, and none lies upon another: as on a map.
const FONT = getComputedStyle(document.documentElement).getPropertyValue("--font").trim();
const measurer = document.createElement("canvas").getContext("2d");
const widths = new Map();

function textWidth(text, size, weight) {
  const key = `${weight} ${text}`;
  if (!widths.has(key)) {
    measurer.font = `${weight} 20px ${FONT}`;
    widths.set(key, measurer.measureText(text).width / 20);
  }
  return widths.get(key) * size;
}

// A grid of boxes already taken on the screen.
class Room {
  constructor() {
    this.cells = new Map();
  }
  keys(box) {
    const keys = [];
    for (let column = Math.floor(box[0] / 64); column <= Math.floor(box[2] / 64); column += 1)
      for (let row = Math.floor(box[1] / 32); row <= Math.floor(box[3] / 32); row += 1) keys.push(column * 4096 + row);
    return keys;
  }
  isFree(box) {
    return this.keys(box).every((key) =>
      (this.cells.get(key) || []).every((o) => o[2] <= box[0] || o[0] >= box[2] || o[3] <= box[1] || o[1] >= box[3]),
    );
  }
  take(box) {
    for (const key of this.keys(box)) this.cells.has(key) ? this.cells.get(key).push(box) : this.cells.set(key, [box]);
  }
}

function shorten(text, most = 18) {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : text;
}

// How many labels a window carries before it looks full.
function labelLimit(view) {
  return view.scale > 0.8 ? 400 : Math.round((view.width * view.height) / 8000);
}

// Chooses the labels of things, in the order given, that fit into the room left.
function chooseLabels(view, room, marks, order, most) {
  const chosen = [];
  for (const i of order) {
    if (chosen.length >= most) break;
    if (!shown.nodes[i]) continue;
    const x = (X[i] - view.left) * view.scale,
      y = (Y[i] - view.top) * view.scale;
    if (x < -80 || y < -40 || x > view.width + 80 || y > view.height + 40) continue;
    const wanted = lit.centre.has(i);
    if (NODES[i].event && view.scale < 0.75 && !lit.first.has(i)) continue;
    const label = placeLabel(i, x, y, view, wanted, room, marks);
    if (!label) continue;
    room.take(label.box);
    label.faint = lit.nodes !== null && !lit.nodes.has(i);
    chosen.push(label);
  }
  return chosen;
}

const MATTERS = 0.3; // from this importance on a thing has its name even where that covers lesser ones
const SIDES = ["below", "above", "right", "left"];

// Below its thing, else above, right or left of it, where nothing is written or drawn; null where no side is free.
function placeLabel(i, x, y, view, wanted, room, marks) {
  const node = NODES[i];
  const grown = (11.5 + 4.5 * node.rank) * Math.min(1.25, Math.max(0.95, view.scale ** 0.3));
  const size = node.event ? 10.5 : Math.round(2 * grown) / 2; // in steps, for a new size is a new picture to draw
  const weight = node.rank > 0.55 || wanted ? 600 : 400;
  const text = shorten(nameOf(i));
  const width = textWidth(text, size, weight);
  const radius = radiusAt(i, view.scale) * view.scale;
  const down = radius + size * 0.5 + 3.5,
    aside = radius + width / 2 + 5;
  const shift = { below: [0, down], above: [0, -down], right: [aside, 0], left: [-aside, 0] };
  const labels = SIDES.map((side) => {
    const middle = { x: x + shift[side][0], y: y + shift[side][1] };
    return { i, text, ...middle, size, weight, box: boxAround(middle, width / 2 + 2, size * 0.6) };
  });
  const inside = (box) => box[0] >= 0 && box[1] >= 0 && box[2] <= view.width && box[3] <= view.height;
  const free = labels.filter((label) => room.isFree(label.box));
  const clear = free.find((label) => inside(label.box) && marks.all.isFree(label.box));
  if (clear) return clear;
  if (wanted) return free[0] || labels[0];
  return (node.rank >= MATTERS && free.find((label) => inside(label.box) && marks.main.isFree(label.box))) || null;
}

function boxAround({ x, y }, wide, high) {
  return [x - wide, y - high, x + wide, y + high];
}

// Returns the room of everything drawn, so that labels keep off it, and that of what matters.
function markThings(view) {
  const marks = { all: new Room(), main: new Room() };
  for (const i of BY_RANK) {
    if (!shown.nodes[i]) continue;
    const middle = { x: (X[i] - view.left) * view.scale, y: (Y[i] - view.top) * view.scale };
    if (middle.x < 0 || middle.y < 0 || middle.x > view.width || middle.y > view.height) continue;
    const radius = radiusAt(i, view.scale) * view.scale * 0.85;
    marks.all.take(boxAround(middle, radius, radius));
    if (NODES[i].rank >= MATTERS) marks.main.take(boxAround(middle, radius, radius));
  }
  return marks;
}

// Chooses the labels of edges that are long enough to carry them, turned along the edge.
function chooseEdgeLabels(view, room, marks, places, always) {
  const chosen = [];
  const told = new Set(); // of many edges alike at the centre one is labelled
  for (const i of places) {
    if (chosen.length >= 160) break;
    const edge = EDGES[i];
    if (!edgeInView(edge, view)) continue;
    const alike = lit.centre.size === 1 && `${edge.p} ${edge.status} ${lit.centre.has(edge.a)}`;
    if (alike && told.has(alike)) continue;
    const curve = curveOf(edge, view.scale);
    if (!curve) continue;
    const label = placeEdgeLabel(edge, curve, view);
    if (label.length < label.width + (always ? 4 : 26)) continue;
    if (!always && !label.boxes.every((box) => room.isFree(box) && marks.all.isFree(box))) continue;
    label.boxes.forEach((box) => room.take(box));
    chosen.push({ ...label, i });
    if (alike) told.add(alike);
  }
  return chosen;
}

function placeEdgeLabel(edge, curve, view) {
  const size = 10.5;
  const text = propertyName(edge.p);
  const width = textWidth(text, size, 400);
  const [mx, my] = pointOn(curve, 0.5);
  const x = (mx - view.left) * view.scale,
    y = (my - view.top) * view.scale;
  let angle = Math.atan2(curve.y2 - curve.y1, curve.x2 - curve.x1);
  if (angle > Math.PI / 2) angle -= Math.PI;
  if (angle < -Math.PI / 2) angle += Math.PI;
  const length = Math.hypot(curve.x2 - curve.x1, curve.y2 - curve.y1) * view.scale;
  const pieces = Math.max(1, Math.ceil(width / 14));
  const boxes = Array.from({ length: pieces }, (_, k) => {
    const along = ((k + 0.5) / pieces - 0.5) * width;
    const px = x + along * Math.cos(angle),
      py = y + along * Math.sin(angle);
    return [px - 6.5, py - 6.5, px + 6.5, py + 6.5];
  });
  return { text, size, x, y, angle, width, length, boxes, status: edge.status };
}

// Draws text with a halo on a canvas; horizontal labels are kept as small pictures, because halos are slow to draw.
const pictures = new Map();
let picturesFor = "";
function drawLabel(pen, text, x, y, style) {
  if (pen.label) {
    pen.label(text, x, y, style);
    return;
  }
  const { size, colour, halo, weight = 400, angle = 0 } = style;
  const ratio = pen.ratio;
  const context = `${state.theme} ${ratio}`;
  if (picturesFor !== context || pictures.size > 3000) pictures.clear();
  picturesFor = context;
  const key = `${text} ${size.toFixed(1)} ${weight} ${colour}`;
  if (!pictures.has(key)) pictures.set(key, drawPicture(text, size, weight, colour, halo, ratio));
  const picture = pictures.get(key);
  const canvas = pen.canvasContext;
  canvas.globalAlpha = pen.globalAlpha;
  if (angle) {
    canvas.save();
    canvas.translate(x, y);
    canvas.rotate(angle);
    canvas.drawImage(
      picture,
      -picture.width / ratio / 2,
      -picture.height / ratio / 2,
      picture.width / ratio,
      picture.height / ratio,
    );
    canvas.restore();
  } else {
    const left = Math.round((x - picture.width / ratio / 2) * ratio) / ratio,
      top = Math.round((y - picture.height / ratio / 2) * ratio) / ratio;
    canvas.drawImage(picture, left, top, picture.width / ratio, picture.height / ratio);
  }
  canvas.globalAlpha = 1;
}

function drawPicture(text, size, weight, colour, halo, ratio) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil((textWidth(text, size, weight) + 8) * ratio);
  canvas.height = Math.ceil((size * 1.5 + 4) * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  Object.assign(context, {
    font: `${weight} ${size}px ${FONT}`,
    textAlign: "center",
    textBaseline: "middle",
    lineJoin: "round",
  });
  Object.assign(context, { strokeStyle: halo, lineWidth: 3.2, fillStyle: colour });
  const x = canvas.width / ratio / 2,
    y = canvas.height / ratio / 2;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
  return canvas;
}
