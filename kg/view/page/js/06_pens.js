// Two stand-ins for a canvas that write what is drawn as SVG, so that the picture taken away is the picture seen.
class PathPen {
  constructor() {
    this.parts = [];
  }
  beginPath() {
    this.parts = [];
  }
  moveTo(x, y) {
    this.parts.push(`M${short(x)} ${short(y)}`);
  }
  lineTo(x, y) {
    this.parts.push(`L${short(x)} ${short(y)}`);
  }
  quadraticCurveTo(a, b, x, y) {
    this.parts.push(`Q${short(a)} ${short(b)} ${short(x)} ${short(y)}`);
  }
  bezierCurveTo(a, b, c, d, x, y) {
    this.parts.push(`C${[a, b, c, d, x, y].map(short).join(" ")}`);
  }
  arc(x, y, r) {
    // whole circles only
    this.parts.push(
      `M${short(x + r)} ${short(y)}A${short(r)} ${short(r)} 0 1 1 ${short(x - r)} ${short(y)}A${short(r)} ${short(r)} 0 1 1 ${short(x + r)} ${short(y)}`,
    );
  }
  closePath() {
    this.parts.push("Z");
  }
  text() {
    return this.parts.join("");
  }
}

function short(number) {
  return Math.round(number * 100) / 100;
}

class SvgPen extends PathPen {
  constructor() {
    super();
    this.out = [];
    this.dash = [];
    Object.assign(this, { fillStyle: "", strokeStyle: "", lineWidth: 1, globalAlpha: 1 });
  }
  setLineDash(dash) {
    this.dash = dash;
  }
  alpha() {
    return this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha)}"` : "";
  }
  fill() {
    this.out.push(`<path d="${this.text()}" fill="${this.fillStyle}"${this.alpha()}/>`);
  }
  stroke() {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.map(short).join(" ")}"` : "";
    this.out.push(
      `<path d="${this.text()}" fill="none" stroke="${this.strokeStyle}" stroke-width="${short(this.lineWidth)}"${dash}${this.alpha()}/>`,
    );
  }
  label(text, x, y, { size, colour, halo, weight = 400, angle = 0 }) {
    const turn = angle ? ` transform="rotate(${short((angle * 180) / Math.PI)} ${short(x)} ${short(y)})"` : "";
    this.out.push(
      `<text x="${short(x)}" y="${short(y)}" font-size="${short(size)}" font-weight="${weight}" text-anchor="middle" dominant-baseline="central" ` +
        `fill="${colour}" stroke="${halo}" stroke-width="${short(size / 4)}" stroke-linejoin="round" paint-order="stroke"${turn}${this.alpha()}>${escapeXml(text)}</text>`,
    );
  }
}

// XML forbids control characters even when escaped, so they go.
function escapeXml(text) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return String(text)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"]/g, (char) => names[char]);
}

const CORNERS = {
  square: [
    [-0.86, -0.86],
    [0.86, -0.86],
    [0.86, 0.86],
    [-0.86, 0.86],
  ],
  tag: [
    [-1, -0.72],
    [0.55, -0.72],
    [1.1, 0],
    [0.55, 0.72],
    [-1, 0.72],
  ],
  triangle: [
    [0, -1.1],
    [1.05, 0.8],
    [-1.05, 0.8],
  ],
  triangleDown: [
    [0, 1.1],
    [1.05, -0.8],
    [-1.05, -0.8],
  ],
  diamond: [
    [0, -1.15],
    [1.15, 0],
    [0, 1.15],
    [-1.15, 0],
  ],
  hexagon: polygon(6, 1.06, 0),
  pentagon: polygon(5, 1.08, -Math.PI / 2),
  star: polygon(10, 1.2, -Math.PI / 2).map(([x, y], k) => (k % 2 ? [x * 0.52, y * 0.52] : [x, y])),
};

function polygon(corners, radius, turn) {
  return Array.from({ length: corners }, (_, k) => {
    const angle = turn + (k * 2 * Math.PI) / corners;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

// Traces a shape of radius r around (x, y) on any pen; the caller fills or strokes it.
function traceShape(pen, shape, x, y, r) {
  pen.beginPath();
  const corners = CORNERS[shape];
  if (!corners) {
    pen.arc(x, y, r, 0, 2 * Math.PI);
    pen.closePath();
    return;
  }
  corners.forEach(([dx, dy], k) => (k ? pen.lineTo(x + dx * r, y + dy * r) : pen.moveTo(x + dx * r, y + dy * r)));
  pen.closePath();
}
