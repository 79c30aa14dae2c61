// What the query page says, in Chinese and English, and what the columns of saved queries are called.
const STRINGS = {
  zh: {
    gallery: "常用查询", search: "筛选", unnamed: "自己写的查询", run: "运行", stop: "停止", infer: "包括推断", inferHelp: "反向、上位、传递关系推断出的事实也算",
    link: "复制链接", copied: "已复制", download: "下载…", table: "表格", network: "关系图", raw: "原文",
    rows: (n) => `${n} 行`, triples: (n) => `${n} 条陈述`, seconds: (s) => `${s.toFixed(2)} 秒`, cut: (n) => `只显示前 ${n} 行，下载可取得全部`,
    running: "正在查询…", stopped: "已停止", offline: "服务器没有回答", start: "选一个常用查询，或自己写一个，然后按 Ctrl+Enter", none: "没有结果",
    yes: "是", no: "否", because: "原句", becauseHelp: "这一行出自哪些句子", sentences: "原句", answer: "回答", offers: "可以这样问", close: "关闭", more: (n) => `再显示 ${n} 行`,
    noNetwork: "结果里没有可以相连的对象", any: "任意", editor: "SPARQL 查询", kinds: { class: "类", property: "关系", metric: "指标", status: "状态", thing: "对象" },
  },
  en: {
    gallery: "Saved queries", search: "Filter", unnamed: "A query of your own", run: "Run", stop: "Stop", infer: "With conclusions", inferHelp: "Count what follows from inverse, broader and transitive relations",
    link: "Copy link", copied: "Copied", download: "Download…", table: "Table", network: "Network", raw: "Raw",
    rows: (n) => `${n} row${n === 1 ? "" : "s"}`, triples: (n) => `${n} statement${n === 1 ? "" : "s"}`, seconds: (s) => `${s.toFixed(2)} s`, cut: (n) => `the first ${n} shown; a download has all`,
    running: "Asking…", stopped: "Stopped", offline: "The server does not answer", start: "Choose a saved query or write your own, then press Ctrl+Enter", none: "Nothing found",
    yes: "Yes", no: "No", because: "Why", becauseHelp: "The sentences this row rests on", sentences: "Sentences", answer: "Answer", offers: "Questions this graph can answer", close: "Close", more: (n) => `Show ${n} more`,
    noNetwork: "Nothing in the result can be connected", any: "any", editor: "SPARQL query", kinds: { class: "class", property: "relation", metric: "metric", status: "status", thing: "thing" },
  },
};

const COLUMNS = {
  name: "名称", subject: "主体", relation: "关系", object: "客体", status: "状态", confidence: "可信度", date: "日期", when: "时间", market: "市场",
  brand: "品牌", segment: "客群", competitor: "竞争对手", title: "标题", author: "作者", facts: "事实数", metric: "指标", value: "数值", unit: "单位",
  comparator: "比较", place: "地点", person: "人物", post: "职务", what: "内容", event: "事件", participants: "参与者", sentence: "原句", sentences: "句数",
  document: "报道", winner: "得奖者", award: "奖项", grantedBy: "颁发者", owner: "拥有者", product: "产品", who: "谁", start: "起", end: "止",
  fact: "事实", property: "属性", company: "公司", technology: "技术", strategy: "战略", thing: "对象", label: "名称", type: "类型", count: "数量", n: "数量", answer: "答案", state: "状态",
  other: "另一方", given: "对象", about: "对象", part: "所属对象", org: "机构", organization: "机构", measure: "项目", base: "比较基准", written: "原文写法", period: "期间", participant: "参与者", role: "角色", amount: "金额",
};

export const language = document.documentElement.dataset.language;

export function say(key, ...values) {
  const words = STRINGS[language][key];
  return typeof words === "function" ? words(...values) : words;
}

export function nameColumn(variable) {
  return (language === "zh" && COLUMNS[variable]) || variable;
}
