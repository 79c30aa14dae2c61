// The date range: two thumbs under a small histogram of when facts happen.
const DATED = FACTS.filter((fact) => fact.t);

// The range of the slider: the days that facts speak of, without the few far-off ones that would squeeze the rest.
function timeRange() {
  const days = DATED.map((fact) => fact.t[0]).sort((a, b) => a - b);
  const early = days[Math.floor(days.length * 0.02)];
  const last = DATED.map((fact) => fact.t[1]).sort((a, b) => a - b);
  const late = last[Math.min(last.length - 1, Math.floor(last.length * 0.98))];
  const monthOf = (day) => {
    const date = new Date((day - EPOCH) * 86400000);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  };
  return { first: monthOf(early), last: Math.max(monthOf(late), monthOf(early) + 1) };
}

const RANGE = DATED.length ? timeRange() : null;

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
  if (!RANGE) return "";
  const { first, last } = RANGE;
  const from = state.from === null ? first : Math.max(first, monthAt(state.from));
  const to = state.to === null ? last : Math.min(last, monthAt(state.to));
  const output = make("output", { text: timeText(from, to) });
  const low = thumb("from", from);
  const high = thumb("to", to);
  const range = make("div", { class: "range" }, histogram(first, last, from, to), low, high);
  const place = () => {
    output.textContent = timeText(Number(low.value), Number(high.value));
    range.style.setProperty("--low", (low.value - first) / (last - first));
    range.style.setProperty("--high", (high.value - first) / (last - first));
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
  return group("time", make("div", { class: "time" }, range, output, hint));
}

function thumb(which, month) {
  return make("input", {
    type: "range",
    min: RANGE.first,
    max: RANGE.last,
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
    from: low === RANGE.first ? null : monthStart(low),
    to: high === RANGE.last ? null : monthStart(high + 1) - 1,
  });
}

function timeText(from, to) {
  return `${monthText(from)} – ${monthText(to)}`;
}

function histogram(first, last, from, to) {
  const bins = 36;
  const heights = new Array(bins).fill(0);
  const start = monthStart(first),
    days = monthStart(last + 1) - start;
  for (const fact of DATED) {
    const bin = Math.floor((((fact.t[0] + fact.t[1]) / 2 - start) / days) * bins);
    if (bin >= 0 && bin < bins) heights[bin] += 1;
  }
  const most = Math.max(...heights);
  return make(
    "div",
    { class: "bars", "aria-hidden": "true" },
    heights.map((height, k) => {
      const month = monthAt(start + ((k + 0.5) / bins) * days);
      return make("i", {
        class: month >= from && month <= to ? "in" : "",
        style: { height: height ? `${8 + 92 * Math.sqrt(height / most)}%` : "0" },
      });
    }),
  );
}
