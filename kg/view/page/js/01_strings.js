// What the interface says, in Chinese and English.
const STRINGS = {
  zh: {
    counts: (n, f, d) => `${n} 个对象 · ${f} 条事实 · ${d} 篇报道`,
    countsPart: (n, all, f, facts) => `显示 ${n}/${all} 个对象 · ${f}/${facts} 条事实`,
    search: "搜索名称、别名或拼音", noHits: "没有匹配的对象", overview: "概览",
    types: "对象", properties: "关系", statuses: "状态", documents: "报道", time: "时间", confidence: "可信度不低于",
    all: "全部", none: "全不选", only: "仅此", more: "显示", events: "事件节点", loose: "无关系的对象", moving: "自动排布",
    reset: "清除筛选", undated: "无日期的事实始终显示", byline: "未写日期的按发表日期",
    network: "关系图", table: "表格", back: "后退", forward: "前进", dark: "深色", light: "浅色", language: "EN",
    takeAway: "导出", png: "图片 PNG", svg: "矢量图 SVG", csv: "事实表 CSV", turtle: "RDF Turtle", link: "复制此视图的链接",
    copied: "链接已复制", help: "帮助", menu: "筛选", close: "关闭", zoomIn: "放大", zoomOut: "缩小", fit: "适应窗口",
    focus: "聚焦", unfocus: "取消聚焦", expand: "展开", hide: "隐藏", pin: "固定", unpin: "取消固定", path: "查找路径",
    pathPick: (a) => `从“${a}”出发：请点击或搜索另一端`, pathFound: (n) => `最短路径：${n} 步`, pathNone: "当前显示的事实中没有路径相连",
    focusOn: (names, hops) => `聚焦 ${names}，${hops} 步以内`, hidden: (n) => `已隐藏 ${n} 个`, showAll: "全部显示", cancel: "取消",
    facts: (n) => `${n} 条事实`, mentions: "出现于", hint: "单击对象看它的事实，单击连线看原句；双击聚焦。按 / 搜索，按 ? 看全部按键。", keyPeople: "主要对象", articles: "报道", aliases: "又称", figures: "数据", timeline: "事件",
    relations: "关系", metric: "指标", value: "数值", period: "时期", place: "地点", status: "状态", noFacts: "当前筛选下没有事实",
    evidence: "原句", inArticle: "在原文中查看", said: (who) => `${who}称`, rule: "规则", confidenceShort: "可信度", date: "日期",
    published: "发表", source: "来源", author: "作者", noText: "此文件未收录原文", inverse: (p) => `被${p}`, of: "←",
    subject: "主体", property: "关系", object: "客体", document: "报道", sentence: "原句", speaker: "说话人",
    tableTitle: "当前显示的事实", tableNote: (n, all) => `共 ${n} 条${n > all ? `，列出前 ${all} 条` : ""}`, skip: "跳到事实表格",
    canvasLabel: "知识图谱关系图", canvasHelp: "方向键移到相邻对象，回车聚焦，H 隐藏，P 固定，Esc 取消，/ 搜索，T 切换表格。",
    selected: (name, type, n) => `${name}，${type}，${n} 条事实`, cut: (n, all) => `图谱共有 ${all} 个对象，这里收录最重要的 ${n} 个；用 kg view --focus 查看其他对象`,
    start: (n) => `对象较多，先显示最重要的 ${n} 个；搜索或展开可看到其余`, everything: "显示全部", planned2: "计划", hops: "步数", nMentions: (n) => `${n} 处`,
    helpText: [["/", "搜索"], ["方向键", "移到该方向上最近的对象"], ["Enter", "聚焦所选对象"], ["E", "展开所选对象"], ["H", "隐藏所选对象"], ["P", "固定所选对象"],
      ["Esc", "逐级取消"], ["Alt ←  Alt →", "后退与前进"], ["+  −  0", "放大、缩小、适应窗口"], ["T", "关系图与表格"], ["?", "本帮助"],
      ["双击对象", "聚焦"], ["拖动", "平移；拖动对象可移动它"], ["滚轮", "缩放"]],
  },
  en: {
    counts: (n, f, d) => `${n} things · ${f} facts · ${d} article${d === 1 ? "" : "s"}`,
    countsPart: (n, all, f, facts) => `showing ${n} of ${all} things · ${f} of ${facts} facts`,
    search: "Search names, aliases or pinyin", noHits: "Nothing by that name", overview: "Overview",
    types: "Things", properties: "Relations", statuses: "Status", documents: "Articles", time: "Time", confidence: "Confidence at least",
    all: "all", none: "none", only: "only", more: "Show", events: "Events as nodes", loose: "Things without relations", moving: "Let nodes move",
    reset: "Clear filters", undated: "facts without a date always show", byline: "undated facts count by publication",
    network: "Network", table: "Table", back: "Back", forward: "Forward", dark: "Dark", light: "Light", language: "中",
    takeAway: "Export", png: "Picture PNG", svg: "Drawing SVG", csv: "Facts CSV", turtle: "RDF Turtle", link: "Copy link to this view",
    copied: "Link copied", help: "Help", menu: "Filters", close: "Close", zoomIn: "Zoom in", zoomOut: "Zoom out", fit: "Fit to window",
    focus: "Focus", unfocus: "Unfocus", expand: "Expand", hide: "Hide", pin: "Pin", unpin: "Unpin", path: "Path to…",
    pathPick: (a) => `From “${a}”: click or search the other end`, pathFound: (n) => `Shortest path: ${n} step${n === 1 ? "" : "s"}`, pathNone: "No path among the facts shown",
    focusOn: (names, hops) => `Around ${names}, ${hops} step${hops === 1 ? "" : "s"}`, hidden: (n) => `${n} hidden`, showAll: "Show all", cancel: "Cancel",
    facts: (n) => `${n} fact${n === 1 ? "" : "s"}`, mentions: "Mentioned in", hint: "Click a thing for its facts, a line for its sentence; double-click to focus. Press / to search, ? for all keys.", keyPeople: "Most important", articles: "Articles", aliases: "also", figures: "Figures", timeline: "Events",
    relations: "Relations", metric: "Metric", value: "Value", period: "Period", place: "Place", status: "Status", noFacts: "No facts under these filters",
    evidence: "Sentences", inArticle: "Show in article", said: (who) => `said by ${who}`, rule: "rule", confidenceShort: "confidence", date: "date",
    published: "published", source: "source", author: "by", noText: "This file does not hold the article's text", inverse: (p) => `is ${p} of`, of: "←",
    subject: "Subject", property: "Relation", object: "Object", document: "Article", sentence: "Sentence", speaker: "Speaker",
    tableTitle: "Facts shown", tableNote: (n, all) => `${n} in all${n > all ? `, the first ${all} listed` : ""}`, skip: "Skip to the table of facts",
    canvasLabel: "Network of the knowledge graph", canvasHelp: "Arrow keys move to a nearby thing, Enter focuses, H hides, P pins, Escape cancels, / searches, T shows the table.",
    selected: (name, type, n) => `${name}, ${type}, ${n} facts`, cut: (n, all) => `The graph holds ${all} things; this file has the ${n} most important. See others with kg view --focus`,
    start: (n) => `Many things: the ${n} most important come first; search or expand for the rest`, everything: "Show everything", planned2: "planned", hops: "Steps", nMentions: (n) => `${n}×`,
    helpText: [["/", "search"], ["Arrow keys", "nearest thing in that direction"], ["Enter", "focus the selected thing"], ["E", "expand it"], ["H", "hide it"], ["P", "pin it"],
      ["Esc", "cancel step by step"], ["Alt ←  Alt →", "back and forward"], ["+  −  0", "zoom in, out, fit"], ["T", "network or table"], ["?", "this help"],
      ["Double click", "focus"], ["Drag", "pan; drag a thing to move it"], ["Wheel", "zoom"]],
  },
};

// Returns the interface's words for `key` in the chosen language.
function say(key, ...values) {
  const words = STRINGS[state.lang][key];
  return typeof words === "function" ? words(...values) : words;
}

// Picks one of a [Chinese, English] pair, the other where it is missing.
function pick(pair) {
  return state.lang === "en" ? pair[1] || pair[0] : pair[0] || pair[1];
}
