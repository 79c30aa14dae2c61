// The date range: two thumbs under a small histogram of when facts happen.
let range = null; // {first, last} months of the slider
const MONTH_COUNTS = new Map();

// Counts the facts of each month: those that last longer, in their middle; a served page is told.
function countMonths() {
  if (PAGE.totals) Object.entries(PAGE.totals.months).forEach(([month, count]) => MONTH_COUNTS.set(Number(month), count));
  else
    for (const fact of FACTS) {
      const month = fact.t ? monthAt((fact.t[0] + fact.t[1]) / 2) : null;
      if (month !== null) MONTH_COUNTS.set(month, (MONTH_COUNTS.get(month) || 0) + 1);
    }
  if (MONTH_COUNTS.size) range = timeRange();
}

// The range of the slider, without the few far-off months that would squeeze the rest.
function timeRange() {
  const months = [...MONTH_COUNTS].sort((a, b) => a[0] - b[0]);
  const all = months.reduce((sum, pair) => sum + pair[1], 0);
  const reach = (share) => {
    let sum = 0;
    return months.find((pair) => (sum += pair[1]) > all * share || sum === all)[0];
  };
  return { first: reach(0.02), last: Math.max(reach(0.98), reach(0.02) + 1) };
}

function monthStart(month) {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / 86400000 + EPOCH;
}

function monthText(month) {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}

function monthAt(day) {
  const date = new Date((day - EPOCH) * 86400000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function timeControl() {
  if (!range) return "";
  const { first, last } = range;
  const from = state.from === null ? first : Math.max(first, monthAt(state.from));
  const to = state.to === null ? last : Math.min(last, monthAt(state.to));
  const output = make("output", { text: timeText(from, to) });
  const low = thumb("from", from);
  const high = thumb("to", to);
  const bar = make("div", { class: "range" }, histogram(first, last, from, to), low, high);
  const place = () => {
    output.textContent = timeText(Number(low.value), Number(high.value));
    bar.style.setProperty("--low", (low.value - first) / (last - first));
    bar.style.setProperty("--high", (high.value - first) / (last - first));
  };
  const slide = ({ target }) => {
    if (Number(low.value) > Number(high.value)) target.value = target === low ? high.value : low.value;
    place();
  };
  for (const input of [low, high]) {
    input.addEventListener("input", slide);
    input.addEventListener("change", () => chooseMonths(Number(low.value), Number(high.value)));
  }
  place();
  const hint = make("p", { class: "hint", text: say("byline") });
  return group("time", make("div", { class: "time" }, bar, output, hint));
}

function thumb(which, month) {
  return make("input", {
    type: "range",
    min: range.first,
    max: range.last,
    step: 1,
    value: month,
    class: which,
    "aria-label": `${say("time")} ${which === "from" ? "≥" : "≤"}`,
    "aria-valuetext": monthText(month),
    "data-key": `time ${which}`,
  });
}

// Narrows facts to these months; a thumb at its end of the slider narrows nothing.
function chooseMonths(low, high) {
  choose({
    from: low === range.first ? null : monthStart(low),
    to: high === range.last ? null : monthStart(high + 1) - 1,
  });
}

function timeText(from, to) {
  return `${monthText(from)} – ${monthText(to)}`;
}

function histogram(first, last, from, to) {
  const bins = Math.min(36, last - first + 1);
  const binOf = (month) => Math.floor(((month - first) / (last - first + 1)) * bins);
  const heights = new Array(bins).fill(0);
  for (const [month, count] of MONTH_COUNTS) if (month >= first && month <= last) heights[binOf(month)] += count;
  const most = Math.max(...heights);
  return make(
    "div",
    { class: "bars", "aria-hidden": "true" },
    heights.map((height, k) => {
      const month = first + Math.floor(((k + 0.5) / bins) * (last - first + 1));
      return make("i", {
        class: month >= from && month <= to ? "in" : "",
        style: { height: height ? `${8 + 92 * Math.sqrt(height / most)}%` : "0" },
      });
    }),
  );
}
