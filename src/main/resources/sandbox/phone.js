import { bubble, el, preview, tick, time } from "./bubbles.js";

const $ = (id) => document.getElementById(id);
const state = { info: null, phones: new Map(), order: [], selected: null, conversation: null, search: "", skew: 0, view: "phones", filter: null };

// ---------- talking to the sandbox

async function call(path, body) {
  const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch("/_sandbox" + path, options);
  const json = await response.json();
  if (!response.ok) throw new Error(json.error || response.statusText);
  return json;
}

function toast(text) {
  const box = $("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => (box.hidden = true), 4000);
}

async function attempt(task) {
  try {
    return await task();
  } catch (e) {
    toast(e.message || String(e));
    return null;
  }
}

const now = () => Date.now() + state.skew;

// ---------- the list

async function loadPhones() {
  const search = state.search;
  const answer = await call("/phones" + (search ? "?q=" + encodeURIComponent(search) : ""));
  if (search !== state.search) return;
  state.skew = answer.now - Date.now();
  state.phones.clear();
  for (const phone of answer.phones) state.phones.set(phone.waId, phone);
  state.order = answer.phones.map((phone) => phone.waId);
  drawPhones();
}

function colour(text) {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + character.codePointAt(0)) % 360;
  return "hue-" + (hash % 8);
}

function initials(name) {
  const words = name.replace(/[^\p{L}\s]/gu, "").trim().split(/\s+/).filter(Boolean);
  if (!words.length) return name.replace(/\D/g, "").slice(-2);
  return words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("");
}

function when(millis) {
  const day = dayName(millis);
  return day === "Today" ? time(millis) : day;
}

function dayName(millis) {
  const start = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((start(new Date(now())) - start(new Date(millis))) / 86400000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days === -1) return "Tomorrow";
  return new Date(millis).toLocaleDateString([], { day: "numeric", month: "short", year: days > 300 ? "numeric" : undefined });
}

function drawPhones() {
  const list = $("phones");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  const items = state.order.map((waId) => phoneItem(state.phones.get(waId)));
  list.replaceChildren(...items);
  const reachable = list.querySelector("[aria-selected=true]") || list.firstElementChild;
  if (reachable) reachable.tabIndex = 0;
  if (focused) list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
  $("no-phones").hidden = items.length > 0;
  $("no-phones").textContent = state.search ? "Nobody found." : "No phone yet. Send a message to any number, or add a phone.";
}

function phoneItem(phone) {
  const last = phone.last;
  return el("li", {
    role: "option", class: "phone", "data-id": phone.waId, tabindex: "-1",
    "aria-selected": String(phone.waId === state.selected),
    onclick: () => select(phone.waId),
  },
    el("span", { class: "avatar " + colour(phone.waId), "aria-hidden": "true" }, initials(phone.name)),
    el("span", { class: "phone-main" },
      el("span", { class: "phone-line" },
        el("strong", {}, phone.name),
        last ? el("time", {}, when(last.at)) : null),
      el("span", { class: "phone-line" },
        el("span", { class: "phone-last" }, last && last.direction === "out" ? tick(last.status) : null, el("span", {}, preview(last))),
        phone.unread ? el("span", { class: "unread", "aria-label": phone.unread + " unread" }, String(phone.unread)) : null)));
}

$("phones").addEventListener("keydown", (event) => {
  const items = [...$("phones").children];
  const at = items.indexOf(event.target.closest("[role=option]"));
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (target !== undefined && items[target]) {
    event.preventDefault();
    items.forEach((item) => (item.tabIndex = -1));
    items[target].tabIndex = 0;
    items[target].focus();
  } else if ((event.key === "Enter" || event.key === " ") && at >= 0) {
    event.preventDefault();
    select(items[at].dataset.id).then(() => $("text").focus());
  }
});

let searching;
$("search").addEventListener("input", () => {
  state.search = $("search").value.trim();
  clearTimeout(searching);
  searching = setTimeout(() => attempt(loadPhones), 150);
});
$("search").addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") {
    event.preventDefault();
    $("phones").querySelector("[tabindex='0']")?.focus();
  }
});

// ---------- the conversation

async function select(waId) {
  state.selected = waId;
  state.conversation = null;
  document.body.classList.add("open");
  history.replaceState(null, "", "#" + waId);
  await attempt(loadConversation);
  drawPhones();
}

async function loadConversation() {
  const waId = state.selected;
  if (!waId) return;
  const conversation = await call("/phones/" + encodeURIComponent(waId));
  if (waId !== state.selected) return;
  const changed = state.conversation?.waId !== waId;
  state.conversation = conversation;
  state.skew = conversation.now - Date.now();
  drawConversation(changed);
  if (conversation.unread && document.visibilityState === "visible") {
    await call("/phones/" + encodeURIComponent(waId) + "/seen", {});
  }
}

function drawConversation(toEnd) {
  const conversation = state.conversation;
  $("device").hidden = !conversation;
  $("details").hidden = !conversation;
  $("welcome").hidden = Boolean(conversation);
  if (!conversation) return;
  drawWindow();
  drawDetails();
  const box = $("messages");
  const atEnd = toEnd || box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  const byId = new Map(conversation.messages.map((message) => [message.id, message]));
  const focused = describeFocus(box);
  const nodes = [];
  let day = null;
  for (const message of conversation.messages) {
    const name = dayName(message.at);
    if (name !== day) nodes.push(el("p", { class: "day" }, el("span", {}, name)));
    day = name;
    nodes.push(bubble(message, byId.get(message.bubble.quoted), actionsFor(message)));
  }
  if (!nodes.length) nodes.push(el("p", { class: "nothing" }, "No messages yet. Write to the business to open its service window."));
  box.replaceChildren(...nodes);
  restoreFocus(box, focused);
  if (atEnd) box.scrollTop = box.scrollHeight;
  $("latest").hidden = atEnd;
}

function describeFocus(box) {
  const active = document.activeElement;
  if (!box.contains(active) || active === box) return null;
  const article = active.closest("article");
  return article ? { id: article.dataset.id, index: [...article.querySelectorAll("a,button")].indexOf(active) } : null;
}

function restoreFocus(box, focused) {
  if (!focused) return;
  const article = box.querySelector(`article[data-id="${CSS.escape(focused.id)}"]`);
  article?.querySelectorAll("a,button")[focused.index]?.focus({ preventScroll: true });
}

function drawWindow() {
  const conversation = state.conversation;
  const line = $("window");
  if (!conversation) return;
  const closes = conversation.windowClosesAt;
  const open = closes && now() < closes;
  line.className = "window " + (open ? "open" : "closed");
  line.textContent = open
    ? `Service window open until ${time(closes)}, ${dayName(closes).toLowerCase()}`
    : closes
      ? `Service window closed since ${time(closes)}, ${dayName(closes).toLowerCase()}: templates only`
      : "Service window closed: templates only, until this phone writes";
}

function drawDetails() {
  const conversation = state.conversation;
  const facts = [
    ["Owner", conversation.name],
    ["Number", conversation.number],
    ["wa_id", conversation.waId],
    ["User id", conversation.userId],
    conversation.special ? ["On purpose", conversation.special] : null,
  ].filter(Boolean);
  const last = [...conversation.messages].reverse().find((message) => message.direction === "out");
  const children = [
    el("span", { class: "avatar large " + colour(conversation.waId), "aria-hidden": "true" }, initials(conversation.name)),
    el("h2", {}, conversation.name),
    el("dl", { class: "facts" }, ...facts.flatMap(([term, value]) => [el("dt", {}, term), el("dd", {}, value)])),
  ];
  if (last) {
    const template = last.bubble.template;
    const rows = [
      ["Status", last.status],
      template ? ["Template", `${template.name} (${template.language})`] : ["Kind", last.bubble.kind],
      template ? ["Category", template.category.toLowerCase()] : null,
      last.callbackData ? ["Callback data", last.callbackData] : null,
      last.error ? ["Error", `${last.error.code} ${last.error.title}`] : null,
      ["Message id", last.id],
    ].filter(Boolean);
    children.push(el("h3", {}, "Last message of the business"),
      el("dl", { class: "facts" }, ...rows.flatMap(([term, value]) => [el("dt", {}, term), el("dd", {}, value)])));
  }
  $("details").replaceChildren(...children);
}

function actionsFor(message) {
  const path = "/phones/" + encodeURIComponent(state.selected) + "/messages";
  return {
    tap: (index) => attempt(() => call(path, { tap: { messageId: message.id, index } })),
    copy: (code) => attempt(async () => {
      await navigator.clipboard.writeText(code);
      toast("Code copied");
    }),
    choose: (list) => openList(list, (rowId) => attempt(() => call(path, { choose: { messageId: message.id, rowId } }))),
  };
}

function openList(list, done) {
  const dialog = $("list-dialog");
  $("list-dialog-title").textContent = list.button;
  const rows = list.sections.flatMap((section) => [
    section.title ? el("h3", {}, section.title) : null,
    ...section.rows.map((row) => el("button", { type: "button", class: "choice", onclick: () => { dialog.close(); done(row.id); } },
      el("strong", {}, row.title), row.description ? el("span", {}, row.description) : null)),
  ]).filter(Boolean);
  $("list-rows").replaceChildren(...rows);
  dialog.showModal();
}

$("list-cancel").addEventListener("click", () => $("list-dialog").close());
$("messages").addEventListener("scroll", () => {
  const box = $("messages");
  if (box.scrollHeight - box.scrollTop - box.clientHeight < 80) $("latest").hidden = true;
});
$("latest").addEventListener("click", () => {
  $("messages").scrollTop = $("messages").scrollHeight;
});

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text || !state.selected) return;
  $("text").value = "";
  grow();
  attempt(async () => {
    await call("/phones/" + encodeURIComponent(state.selected) + "/messages", { text });
    await loadConversation();
    $("messages").scrollTop = $("messages").scrollHeight;
  });
});
$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("composer").requestSubmit();
  }
});
$("text").addEventListener("input", grow);
function grow() {
  const lines = $("text").value.split("\n").length;
  $("text").rows = Math.min(5, Math.max(1, lines));
}

function goBack() {
  document.body.classList.remove("open");
  const id = state.selected;
  $("phones").querySelector(`[data-id="${CSS.escape(id || "")}"]`)?.focus();
}
$("back").addEventListener("click", goBack);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) goBack();
});

// ---------- a new phone

$("new-phone").addEventListener("click", () => {
  $("phone-form").reset();
  $("phone-error").textContent = "";
  $("phone-dialog").showModal();
});
$("phone-cancel").addEventListener("click", () => $("phone-dialog").close());
$("phone-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const phone = await call("/phones", { number: $("phone-number").value, name: $("phone-name").value });
    $("phone-dialog").close();
    await loadPhones();
    await select(phone.waId);
    $("text").focus();
  } catch (e) {
    $("phone-error").textContent = e.message;
  }
});

// ---------- templates

async function loadTemplates() {
  const all = (await call("/templates")).templates;
  drawFilter(all);
  const templates = all.filter((template) => !state.filter || template.status === state.filter);
  const open = new Set([...document.querySelectorAll("#template-list details[open]")].map((node) => node.dataset.id));
  $("template-list").replaceChildren(...(templates.length
    ? templates.map((template) => templateCard(template, open.has(template.id)))
    : [el("p", { class: "nothing" }, "No templates yet. They appear when the business submits them.")]));
}

function drawFilter(templates) {
  const counts = new Map();
  for (const template of templates) counts.set(template.status, (counts.get(template.status) || 0) + 1);
  if (!counts.has(state.filter)) state.filter = null;
  const choices = [[null, "All", templates.length], ...[...counts].sort().map(([status, count]) => [status, status.charAt(0) + status.slice(1).toLowerCase(), count])];
  const box = $("template-filter");
  const focused = [...box.children].indexOf(document.activeElement);
  box.replaceChildren(...choices.map(([status, text, count]) => el("button", {
    type: "button", "aria-pressed": String(state.filter === status),
    onclick: () => { state.filter = status; attempt(loadTemplates); },
  }, el("span", {}, text), el("span", { class: "count" }, String(count)))));
  box.children[focused]?.focus();
}

function templateCard(template, open) {
  const view = { direction: "out", at: now(), id: template.id, status: "accepted", bubble: exampleBubble(template) };
  const act = (action, body = {}) => attempt(async () => {
    await call(`/templates/${template.id}/${action}`, body);
    await loadTemplates();
  });
  const other = template.category === "MARKETING" ? "UTILITY" : "MARKETING";
  const button = (text, action, body) => el("button", { type: "button", class: "plain", onclick: () => act(action, body) }, text);
  return el("details", { class: "template", "data-id": template.id, open },
    el("summary", {},
      el("span", { class: "template-name" }, template.name),
      el("span", { class: "chip" }, template.language),
      el("span", { class: "chip" }, template.category.toLowerCase()),
      el("span", { class: "chip status " + template.status.toLowerCase() }, template.status.toLowerCase())),
    el("div", { class: "template-more" },
      template.status === "REJECTED" ? el("p", { class: "problem" }, "Rejected: " + template.rejected_reason) : null,
      template.correct_category ? el("p", { class: "problem" }, "Will become " + template.correct_category.toLowerCase() + " in 24 hours.") : null,
      template.previous_category ? el("p", { class: "hint" }, "Was " + template.previous_category.toLowerCase() + " before.") : null,
      el("div", { class: "sample" }, bubble(view, null, { tap() {}, copy() {}, choose() {} })),
      el("div", { class: "row wrap", role: "group", "aria-label": "Decide about " + template.name },
        template.status === "APPROVED" ? null : button("Approve", "approve"),
        template.status === "REJECTED" ? null : button("Reject", "reject"),
        template.status === "APPROVED" ? button("Pause", "pause") : null,
        template.status === "APPROVED" ? button("Disable", "disable") : null,
        button("Announce " + other.toLowerCase(), "recategorise", { category: other, announceOnly: true }),
        button("Make " + other.toLowerCase(), "recategorise", { category: other }))));
}

// The template as it was submitted, placeholders and all.
function exampleBubble(template) {
  const out = { kind: "template" };
  for (const component of template.components) {
    if (component.type === "HEADER") {
      out.header = component.format === "TEXT" ? { type: "text", text: component.text } : { type: component.format.toLowerCase(), latitude: 0, longitude: 0 };
    }
    if (component.type === "BODY") out.body = component.text;
    if (component.type === "FOOTER") out.footer = component.text;
    if (component.type === "BUTTONS") {
      out.buttons = component.buttons.map((button, index) => ({ index, type: "label", text: button.text }));
    }
  }
  return out;
}

const tabs = [$("tab-phones"), $("tab-templates")];
function show(view) {
  state.view = view;
  document.body.dataset.view = view;
  tabs.forEach((tab) => {
    const chosen = tab.id === "tab-" + view;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  });
  $("templates").hidden = view !== "templates";
  $("template-filter").hidden = view !== "templates";
  if (view === "templates") attempt(loadTemplates);
}
tabs.forEach((tab, index) => {
  tab.addEventListener("click", () => show(tab.id.slice(4)));
  tab.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      tabs[1 - index].focus();
      show(tabs[1 - index].id.slice(4));
    }
  });
});

// ---------- live

function live(connected) {
  const line = $("live");
  line.textContent = connected ? state.info.displayPhoneNumber : "connection lost, trying again…";
  line.classList.toggle("on", connected);
}

async function refresh(changes) {
  await loadPhones();
  if (state.selected && (!changes || changes.more || changes.phones.includes(state.selected))) {
    if (!state.phones.has(state.selected) && changes?.more) {
      const known = await fetch("/_sandbox/phones/" + encodeURIComponent(state.selected));
      if (!known.ok) {
        state.selected = null;
        state.conversation = null;
        drawConversation(false);
        return;
      }
    }
    await loadConversation();
  }
  if (state.view === "templates" && (!changes || changes.templates)) await loadTemplates();
}

let pending = null;
let busy = false;
function notice(changes) {
  pending = pending
    ? { more: pending.more || changes.more, templates: pending.templates || changes.templates, phones: [...new Set([...pending.phones, ...changes.phones])] }
    : changes;
  if (!busy) work();
}
async function work() {
  busy = true;
  while (pending) {
    const changes = pending;
    pending = null;
    await attempt(() => refresh(changes));
  }
  busy = false;
}

function listen() {
  const source = new EventSource("/_sandbox/events");
  let opened = false;
  source.onopen = () => {
    live(true);
    if (opened) notice({ more: true, templates: true, phones: [] });
    opened = true;
  };
  source.onmessage = (event) => notice(JSON.parse(event.data));
  source.onerror = () => live(false);
}

async function start() {
  state.info = await call("/info");
  const info = state.info;
  $("business-name").textContent = info.businessName;
  $("business-avatar").textContent = initials(info.businessName);
  $("connection").replaceChildren(...[
    ["API", info.baseUrl], ["Phone number id", info.phoneNumberId], ["Account id", info.wabaId],
    ["Webhooks to", info.webhookUrl || "nowhere"],
  ].flatMap(([term, value]) => [el("dt", {}, term), el("dd", {}, value)]));
  $("special").hidden = !info.specialNumbers.length;
  $("special").querySelector("dl").replaceChildren(...info.specialNumbers.flatMap((number) => [el("dt", {}, "…" + number.ending), el("dd", {}, number.meaning)]));
  listen();
  await loadPhones();
  const wanted = location.hash.slice(1);
  if (wanted && state.phones.has(wanted)) await select(wanted);
  else if (state.order.length && matchMedia("(min-width: 800px)").matches) await select(state.order[0]);
  setInterval(drawWindow, 15000);
}

attempt(start);
