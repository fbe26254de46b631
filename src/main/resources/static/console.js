// The hub's own page. Text always becomes text nodes, never markup; the key never leaves this page's memory.

const $ = (id) => document.getElementById(id);
const PERIOD = 3000;
const TONES = {
  DELIVERED: "good", READ: "good", FAILED: "bad", DEAD: "bad", UNKNOWN: "warn", EXPIRED: "warn",
  SUPPRESSED: "none", SUPERSEDED: "none", CANCELLED: "none",
};
const rows = new Map();
let key = null;

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function when(instant) {
  const date = new Date(instant);
  const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  const today = date.toDateString() === new Date().toDateString();
  const text = today ? date.toLocaleTimeString([], clock)
    : date.toLocaleString([], { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return el("time", { datetime: instant, title: date.toLocaleString() }, text);
}

const definition = ([term, value, attributes]) => el("div", attributes || {}, el("dt", {}, term), el("dd", {}, value));

// ---------- state

async function loadState() {
  // an answer of 503 says what is missing, too
  const health = await (await fetch("/actuator/health", { cache: "no-store" })).json();
  drawState(health.status, health.components || {});
}

function drawState(status, { hub, db }) {
  const details = hub?.details || {};
  const fine = (good) => ({ class: good ? "" : "bad" });
  const broken = Object.entries(details.brokenRouteFiles || {});
  const cards = [
    ["Hub", status === "UP" ? "ready" : "not ready", fine(status === "UP")],
    ["Database", db?.status === "UP" ? db.details?.database || "connected" : "not reachable", fine(db?.status === "UP")],
    ["Broker", details.broker || "unknown", fine(details.broker === "connected")],
    ["Templates", details.templates || "unknown", fine(details.templates === "synchronised")],
    ["Number", details.number || "unknown", fine(details.number === "sending")],
    ["Route files", broken.length ? `${broken.length} broken` : "all run", fine(!broken.length)],
    ["Configuration", (details.configuration || "unknown").slice(0, 12), { class: "plain" }],
  ];
  $("state").replaceChildren(...cards.map(definition));
  const problems = [...broken.map(([file, why]) => `${file}: ${why}`), ...(details.configurationProblems || [])];
  const shown = problems.join("\n");
  if ($("problems").dataset.shown !== shown) {
    $("problems").dataset.shown = shown;
    $("problems").replaceChildren(el("strong", {}, "What is broken and left out"), el("ul", {}, problems.map((text) => el("li", {}, text))));
  }
  $("problems").hidden = !problems.length;
  const phone = details.sandboxPhone;
  $("phone").hidden = !/^https?:\/\//.test(phone || "");
  if (!$("phone").hidden) $("phone").href = phone;
}

// ---------- notifications

async function call(path) {
  const answer = await fetch("/api" + path, { cache: "no-store", headers: key ? { Authorization: "Bearer " + key } : {} });
  const json = await answer.json();
  if (answer.ok) return json;
  const error = new Error(json.detail || json.title || String(answer.status));
  error.status = answer.status;
  throw error;
}

async function loadNotifications() {
  let page;
  try {
    page = await call("/notifications");
  } catch (e) {
    if (e.status !== 401) throw e;
    $("key-why").textContent = key ? "This key is not right." : e.message;
    $("key-form").hidden = false;
    $("table").hidden = true;
    $("nothing").hidden = true;
    return "waiting for the key";
  }
  $("key-form").hidden = true;
  $("nothing").hidden = page.notifications.length > 0;
  $("table").hidden = page.notifications.length === 0;
  draw(page.notifications);
  return "live";
}

// Rows whose notification has not changed stay as they are: what is open stays open, what has the focus keeps it.
function draw(notifications) {
  const focused = document.activeElement?.closest?.("[data-id]")?.dataset.id;
  const kept = new Set(notifications.map((one) => one.id));
  for (const id of [...rows.keys()]) if (!kept.has(id)) rows.delete(id);
  let changed = rows.size !== $("rows").querySelectorAll(".row").length;
  for (const one of notifications) {
    const before = rows.get(one.id);
    const version = one.state + one.updatedAt;
    if (before?.version === version) continue;
    changed = true;
    rows.set(one.id, { version, open: before?.open || false, row: row(one), more: before?.more || null });
    if (before?.open) open(one.id);
  }
  if (!changed) return;
  $("rows").replaceChildren(...notifications.flatMap((one) => {
    const entry = rows.get(one.id);
    return entry.open && entry.more ? [entry.row, entry.more] : [entry.row];
  }));
  if (focused) $("rows").querySelector(`[data-id="${CSS.escape(focused)}"] button`)?.focus({ preventScroll: true });
}

function row(one) {
  return el("tr", { class: "row", "data-id": one.id, onclick: () => toggle(one.id) },
    el("td", {}, el("button", { type: "button", "aria-expanded": "false" }, one.type)),
    el("td", {}, el("span", { class: "chip " + (TONES[one.state] || "") }, one.state.toLowerCase())),
    el("td", {}, one.template), el("td", {}, one.language), el("td", {}, one.reason),
    el("td", {}, when(one.createdAt)));
}

function toggle(id) {
  const entry = rows.get(id);
  if (!entry.open) return open(id);
  entry.open = false;
  entry.more?.remove();
  entry.more = null;
  mark(entry);
  return null;
}

function mark(entry) {
  entry.row.classList.toggle("open", entry.open);
  entry.row.querySelector("button").setAttribute("aria-expanded", String(entry.open));
}

async function open(id) {
  const entry = rows.get(id);
  entry.open = true;
  mark(entry);
  let content;
  try {
    content = whole(await call("/notifications/" + encodeURIComponent(id)));
  } catch (e) {
    content = el("p", { class: "no" }, e.message);
  }
  if (rows.get(id) !== entry || !entry.open) return;
  entry.more?.remove();
  entry.more = el("tr", { class: "more" }, el("td", { colspan: "6" }, content));
  entry.row.after(entry.more);
}

function whole(one) {
  const rules = one.decision?.rules || [];
  const facts = [
    ["Event", `${one.event.id} of ${one.event.source}`], ["Recipient's reference", one.ref], ["Topic", one.topic],
    ["Binding", one.binding], ["Not after", when(one.deadline)], ["Message id", one.wamid], ["Notification", one.id],
  ].filter(([, value]) => value);
  return el("div", { class: "columns" },
    el("div", {}, el("h3", {}, "Why: the rules of the decision"),
      rules.length ? null : el("p", {}, one.reason ? `No rule was asked: ${one.reason}.` : "Nothing is recorded."),
      el("ul", {}, rules.map((rule) => el("li", {},
        el("span", { class: rule.passed ? "yes" : "no", "aria-label": rule.passed ? "passed" : "not passed", role: "img" }, rule.passed ? "✓" : "✗"),
        el("span", {}, rule.rule, el("small", {}, Object.entries(rule.facts || {}).map(([name, value]) => `${name}: ${value}`).join(" · "))))))),
    el("div", {}, el("h3", {}, "What became of it"),
      el("ol", {}, one.history.map((step) => el("li", {}, when(step.at), el("span", {}, step.state.toLowerCase(), step.detail ? el("small", {}, step.detail) : null))))),
    el("dl", { class: "facts" }, facts.map(definition)));
}

// ---------- again and again

let turn = null;
async function refresh() {
  clearTimeout(turn);
  if (document.visibilityState === "visible") {
    const [state, list] = await Promise.allSettled([loadState(), loadNotifications()]);
    const text = state.status === "rejected" ? "the hub does not answer" : list.status === "rejected" ? "the list cannot be read: " + list.reason.message : list.value;
    if (state.status === "rejected") $("state").replaceChildren(definition(["Hub", "does not answer", { class: "bad" }]));
    if ($("live").textContent !== text) $("live").textContent = text;
    $("live").classList.toggle("on", text === "live");
  }
  clearTimeout(turn);
  turn = setTimeout(refresh, PERIOD);
}

$("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  key = $("key").value.trim();
  $("key").value = "";
  refresh();
});
document.addEventListener("visibilitychange", refresh);
$("example").textContent = `curl -X POST ${location.origin}/api/events -H 'Content-Type: application/cloudevents+json' -d @templates/samples/flight.gate-changed.json`;
refresh();
