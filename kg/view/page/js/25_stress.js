// Places for a few hundred things so that each pair is as far apart as the graph says.
// Source: Zheng, Pawar, Goodman, "Graph Drawing by Stochastic Gradient Descent" (2018). No chance is used: the same
// things in the same order lie in the same places.
const STRESS_ROUNDS = 40;
const GOLDEN = 2.399963; // radians between one thing and the next on the spiral they start from

// Returns [x[], y[]]; `distances` holds n × n lengths, row by row.
function placeByStress(n, distances) {
  const x = new Float64Array(n),
    y = new Float64Array(n);
  const pairs = [];
  let longest = 0;
  for (let i = 0; i < n; i += 1) {
    const from = distances[i]; // from the first thing, the centre: near things start near
    x[i] = from * Math.cos(GOLDEN * i);
    y[i] = from * Math.sin(GOLDEN * i);
    for (let j = i + 1; j < n; j += 1) pairs.push(i * n + j);
    for (let j = 0; j < n; j += 1) longest = Math.max(longest, distances[i * n + j]);
  }
  mix(pairs);
  const first = longest * longest,
    last = 0.05;
  for (let round = 0; round < STRESS_ROUNDS; round += 1) {
    const step = first * Math.exp((Math.log(last / first) * round) / (STRESS_ROUNDS - 1));
    for (const pair of pairs) pullPair(x, y, Math.floor(pair / n), pair % n, distances[pair], step);
  }
  return [x, y];
}

function pullPair(x, y, i, j, wanted, step) {
  const dx = x[i] - x[j],
    dy = y[i] - y[j];
  const apart = Math.hypot(dx, dy) || 1e-6;
  const move = (Math.min(1, step / (wanted * wanted)) * (apart - wanted)) / 2 / apart;
  x[i] -= dx * move;
  y[i] -= dy * move;
  x[j] += dx * move;
  y[j] += dy * move;
}

// Shuffles in the same way each time.
function mix(items) {
  let seed = 1;
  for (let k = items.length - 1; k > 0; k -= 1) {
    seed = (seed * 48271) % 2147483647;
    const other = seed % (k + 1);
    [items[k], items[other]] = [items[other], items[k]];
  }
}

// Lengths of the shortest ways between all pairs (Floyd and Warshall); what isn't joined is a little farther than all is.
function measureWays(n, edges) {
  const ways = new Float64Array(n * n).fill(Infinity);
  for (let i = 0; i < n; i += 1) ways[i * n + i] = 0;
  for (const [a, b, length] of edges)
    if (length < ways[a * n + b]) ways[a * n + b] = ways[b * n + a] = length;
  for (let k = 0; k < n; k += 1)
    for (let i = 0; i < n; i += 1) {
      const first = ways[i * n + k];
      if (first === Infinity) continue;
      for (let j = 0; j < n; j += 1) if (first + ways[k * n + j] < ways[i * n + j]) ways[i * n + j] = first + ways[k * n + j];
    }
  const farthest = ways.reduce((most, way) => (way < Infinity ? Math.max(most, way) : most), 1);
  return ways.map((way) => (way < Infinity ? way : farthest * 0.75 + 1));
}

// Pushes boxes [x, y, halfWidth, halfHeight] apart in place, along the shorter way out; the first stays.
function partBoxes(boxes) {
  for (let round = 0; round < 90; round += 1) {
    let moved = false;
    for (let i = 0; i < boxes.length; i += 1)
      for (let j = i + 1; j < boxes.length; j += 1) if (partPair(boxes[i], boxes[j], i === 0)) moved = true;
    if (!moved) return;
  }
}

function partPair(one, two, firm) {
  const across = one[2] + two[2] - Math.abs(one[0] - two[0]);
  const down = one[3] + two[3] - Math.abs(one[1] - two[1]);
  if (across <= 0.5 || down <= 0.5) return false;
  const axis = across < down ? 0 : 1;
  const step = (axis ? down : across) * (one[axis] <= two[axis] ? 1 : -1);
  two[axis] += firm ? step : step / 2;
  if (!firm) one[axis] -= step / 2;
  return true;
}
