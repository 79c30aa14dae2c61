// Draws edges: one line style per status, an arrow at the end, parallels apart.
const LINES = {
  asserted: { light: "#8d97a5", dark: "#7b8694", dash: [], width: 1.2 },
  planned: { light: "#1f78b4", dark: "#5db2ea", dash: [9, 5], width: 1.4 },
  former: { light: "#9b9fa6", dark: "#757c86", dash: [1.5, 4], width: 1.6 },
  rumoured: { light: "#d98200", dark: "#f0ad33", dash: [16, 6], width: 1.4 },
  denied: { light: "#c8322b", dark: "#ff7a70", dash: [], width: 1.3, crossed: true },
};

function lineColour(status) {
  return LINES[status][state.theme === "dark" ? "dark" : "light"];
}

// Returns an edge's curve between the rims of its ends: start, control and end point, or null where they touch.
function curveOf(edge, scale) {
  const ax = X[edge.a],
    ay = Y[edge.a],
    bx = X[edge.b],
    by = Y[edge.b];
  const ra = radiusAt(edge.a, scale) + 1,
    rb = radiusAt(edge.b, scale) + 3;
  if (edge.a === edge.b) {
    const r = ra + 16 + 8 * edge.turn;
    return { x1: ax - ra * 0.7, y1: ay - ra * 0.7, cx: ax, cy: ay - r * 2.4, x2: ax + ra * 0.7, y2: ay - ra * 0.7 - 2 };
  }
  const dx = bx - ax,
    dy = by - ay,
    length = Math.hypot(dx, dy);
  if (length <= ra + rb) return null;
  const cx = (ax + bx) / 2 - dy * edge.bend,
    cy = (ay + by) / 2 + dx * edge.bend;
  const out = Math.hypot(cx - ax, cy - ay),
    back = Math.hypot(cx - bx, cy - by);
  return {
    x1: ax + ((cx - ax) / out) * ra,
    y1: ay + ((cy - ay) / out) * ra,
    cx,
    cy,
    x2: bx + ((cx - bx) / back) * rb,
    y2: by + ((cy - by) / back) * rb,
  };
}

function pointOn(curve, t) {
  const s = 1 - t;
  return [
    s * s * curve.x1 + 2 * s * t * curve.cx + t * t * curve.x2,
    s * s * curve.y1 + 2 * s * t * curve.cy + t * t * curve.y2,
  ];
}

// Whether an edge can be seen in the window; a cheap test of the box around its ends and bend.
function edgeInView(edge, view) {
  const reach = Math.abs(edge.bend || 0) * (Math.abs(X[edge.a] - X[edge.b]) + Math.abs(Y[edge.a] - Y[edge.b])) + 60;
  return !(
    Math.max(X[edge.a], X[edge.b]) + reach < view.left ||
    Math.min(X[edge.a], X[edge.b]) - reach > view.right ||
    Math.max(Y[edge.a], Y[edge.b]) + reach < view.top ||
    Math.min(Y[edge.a], Y[edge.b]) - reach > view.bottom
  );
}

const BATCH = 8; // lines a path: a long path is slow to fill where lines cross, one path a line is slow to start
function paintEdges(pen, places, view, { alpha, wide = 0, arrows }) {
  const byStatus = {};
  for (const i of places) if (edgeInView(EDGES[i], view)) (byStatus[EDGES[i].status] ||= []).push(EDGES[i]);
  for (const status of ["former", "asserted", "planned", "rumoured", "denied"]) {
    const edges = byStatus[status] || [];
    for (let k = 0; k < edges.length; k += BATCH) {
      const curves = edges
        .slice(k, k + BATCH)
        .map((edge) => [edge, curveOf(edge, view.scale)])
        .filter((pair) => pair[1]);
      paintBatch(pen, status, curves, view, { alpha, wide, arrows });
    }
  }
}

function paintBatch(pen, status, curves, view, { alpha, wide, arrows }) {
  const style = LINES[status];
  const unit = 1 / Math.min(view.scale, 1.6); // lines keep their width on the screen until they are near
  pen.globalAlpha = alpha;
  pen.strokeStyle = pen.fillStyle = lineColour(status);
  pen.lineWidth = (style.width * (view.scale < 0.4 ? 0.75 : 1) + wide) * unit;
  pen.setLineDash(style.dash.map((part) => part * unit));
  pen.beginPath();
  for (const [edge, curve] of curves) {
    pen.moveTo(curve.x1, curve.y1);
    if (edge.bend || edge.a === edge.b) pen.quadraticCurveTo(curve.cx, curve.cy, curve.x2, curve.y2);
    else pen.lineTo(curve.x2, curve.y2);
  }
  pen.stroke();
  pen.setLineDash([]);
  if (style.crossed) paintCrosses(pen, curves, unit);
  if (arrows) paintArrows(pen, curves, unit, wide);
  pen.globalAlpha = 1;
}

function paintArrows(pen, curves, unit, wide) {
  const long = (7 + wide) * unit,
    half = (3.1 + wide * 0.4) * unit;
  pen.beginPath();
  for (const [edge, curve] of curves) {
    if (NODES[edge.a].event || SYMMETRIC.has(edge.p)) continue; // these have no direction
    const dx = curve.x2 - curve.cx,
      dy = curve.y2 - curve.cy,
      length = Math.hypot(dx, dy) || 1;
    const ux = dx / length,
      uy = dy / length;
    pen.moveTo(curve.x2 + ux * 1.5, curve.y2 + uy * 1.5);
    pen.lineTo(curve.x2 - ux * long - uy * half, curve.y2 - uy * long + ux * half);
    pen.lineTo(curve.x2 - ux * long + uy * half, curve.y2 - uy * long - ux * half);
    pen.closePath();
  }
  pen.fill();
}

// Strikes a denied edge through: small crosses along it.
function paintCrosses(pen, curves, unit) {
  const arm = 3 * unit;
  pen.beginPath();
  for (const [, curve] of curves) {
    const count = Math.max(1, Math.floor(Math.hypot(curve.x2 - curve.x1, curve.y2 - curve.y1) / (26 * unit)));
    for (let k = 1; k <= Math.min(count, 60); k += 1) {
      const [x, y] = pointOn(curve, k / (count + 1));
      pen.moveTo(x - arm, y - arm);
      pen.lineTo(x + arm, y + arm);
      pen.moveTo(x - arm, y + arm);
      pen.lineTo(x + arm, y - arm);
    }
  }
  pen.stroke();
}

// Returns the shown edge nearest to a point, within `reach` pixels of the screen, or null.
function edgeAt(x, y, pixels) {
  const scale = network.getScale();
  const reach = pixels / scale;
  let best = null,
    nearest = reach;
  for (const i of shown.edges) {
    const curve = curveOf(EDGES[i], scale);
    if (!curve) continue;
    const bent = EDGES[i].bend || EDGES[i].a === EDGES[i].b;
    const pieces = bent ? 12 : 1;
    let [px, py] = [curve.x1, curve.y1];
    for (let k = 1; k <= pieces; k += 1) {
      const [qx, qy] = bent ? pointOn(curve, k / pieces) : [curve.x2, curve.y2];
      const far = distanceToLine(x, y, px, py, qx, qy);
      if (far < nearest) [best, nearest] = [i, far];
      [px, py] = [qx, qy];
    }
  }
  return best;
}

function distanceToLine(x, y, px, py, qx, qy) {
  const dx = qx - px,
    dy = qy - py;
  const t = Math.max(0, Math.min(1, ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - px - t * dx, y - py - t * dy);
}
