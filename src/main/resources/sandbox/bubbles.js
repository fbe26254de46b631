// Draws messages. Text always becomes text nodes, never markup.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(paths, label) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  for (const d of [].concat(paths)) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

const ICONS = {
  reply: ["M9 7L4 12l5 5", "M4 12h10a6 6 0 0 1 6 6"],
  url: ["M14 4h6v6", "M20 4l-9 9", "M18 14v5H5V6h5"],
  copy_code: ["M9 9h11v11H9z", "M5 15H4V4h11v1"],
  phone: ["M6 3l4 5-2 3a12 12 0 0 0 5 5l3-2 5 4-2 3c-8 1-17-8-16-16z"],
  list: ["M8 6h12M8 12h12M8 18h12", "M4 6h.01M4 12h.01M4 18h.01"],
  document: ["M6 3h8l4 4v14H6z", "M14 3v4h4", "M9 12h6M9 16h6"],
  image: ["M4 5h16v14H4z", "M4 16l5-5 4 4 3-3 4 4", "M15.5 9h.01"],
  video: ["M4 6h11v12H4z", "M15 10l5-3v10l-5-3z"],
  audio: ["M12 4v11", "M12 4l6 2v4l-6-2", "M9 18a3 3 0 1 0 3-3"],
  sticker: ["M5 5h14v9l-5 5H5z", "M19 14h-5v5"],
  pin: ["M12 21s7-6 7-11a7 7 0 0 0-14 0c0 5 7 11 7 11z", "M12 10h.01"],
  clock: ["M12 4a8 8 0 1 0 .01 0", "M12 8v4l3 2"],
  failed: ["M12 4a8 8 0 1 0 .01 0", "M12 8v5", "M12 16h.01"],
};

const TICKS = {
  accepted: [ICONS.clock, "accepted, on its way"],
  sent: [["M5 13l4 4L19 7"], "sent"],
  delivered: [["M2 13l4 4L15 8", "M9 15l2 2L21 7"], "delivered"],
  read: [["M2 13l4 4L15 8", "M9 15l2 2L21 7"], "read"],
  failed: [ICONS.failed, "failed"],
};

// *bold* _italic_ ~strike~ ```mono``` `mono`, as phones write them; links open elsewhere
const MARKS = [
  [/```([\s\S]+?)```/, "code"],
  [/`([^`\n]+)`/, "code"],
  [/(?<![\p{L}\p{N}])\*(?=\S)([^*\n]*[^\s*])\*(?![\p{L}\p{N}])/u, "strong"],
  [/(?<![\p{L}\p{N}])_(?=\S)([^_\n]*[^\s_])_(?![\p{L}\p{N}])/u, "em"],
  [/(?<![\p{L}\p{N}])~(?=\S)([^~\n]*[^\s~])~(?![\p{L}\p{N}])/u, "s"],
  [/https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/, "a"],
];

export function formatted(text) {
  const out = [];
  let rest = text;
  while (rest) {
    let first = null;
    for (const [pattern, tag] of MARKS) {
      const match = pattern.exec(rest);
      if (match && (!first || match.index < first.match.index)) first = { match, tag };
    }
    if (!first) {
      out.push(document.createTextNode(rest));
      break;
    }
    const { match, tag } = first;
    if (match.index > 0) out.push(document.createTextNode(rest.slice(0, match.index)));
    if (tag === "a") out.push(link(match[0], match[0]));
    else if (tag === "code") out.push(el("code", {}, match[1]));
    else out.push(el(tag, {}, ...formatted(match[1])));
    rest = rest.slice(match.index + match[0].length);
  }
  return out;
}

function link(href, text) {
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);
}

export function time(millis) {
  return new Date(millis).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function tick(status) {
  const [paths, label] = TICKS[status] || TICKS.accepted;
  const svg = icon(paths, label);
  svg.setAttribute("class", "tick " + status);
  return svg;
}

// One line for the list of phones.
export function preview(message) {
  if (!message) return "No messages yet";
  const bubble = message.bubble;
  if (bubble.body) return bubble.body.replace(/[*_~`]/g, "").replace(/\s+/g, " ");
  if (bubble.reaction) return "Reacted " + (bubble.reaction.emoji || "(removed)");
  if (bubble.header) return bubble.header.filename || bubble.header.name || label(bubble.header.type);
  return label(bubble.kind);
}

function label(kind) {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

function size(bytes) {
  if (!bytes) return "";
  return bytes < 1024 * 1024 ? Math.ceil(bytes / 1024) + " kB" : (bytes / 1024 / 1024).toFixed(1) + " MB";
}

function host(address) {
  try {
    return new URL(address).host;
  } catch (e) {
    return "";
  }
}

function header(head) {
  switch (head.type) {
    case "text":
      return el("p", { class: "b-title" }, head.text);
    case "location":
      return el("div", { class: "b-place" },
        el("div", { class: "b-map", "aria-hidden": "true" }, icon(ICONS.pin)),
        el("div", { class: "b-place-text" },
          el("strong", {}, head.name || "Location"),
          el("span", {}, head.address || `${head.latitude}, ${head.longitude}`)));
    case "image":
      if (head.mediaId) {
        return el("img", { class: "b-image", alt: "Picture from the business", src: "/_sandbox/media/" + encodeURIComponent(head.mediaId) });
      }
      return file(head, "Picture");
    default:
      return file(head, label(head.type));
  }
}

function file(head, kind) {
  const name = head.filename || (head.link ? decodeURIComponentSafe(head.link.split(/[?#]/)[0].split("/").pop()) : "") || kind;
  const about = [kind, size(head.size), head.link ? host(head.link) : ""].filter(Boolean).join(" · ");
  const href = head.link || (head.mediaId ? "/_sandbox/media/" + encodeURIComponent(head.mediaId) : null);
  const content = [
    el("span", { class: "b-file-icon" }, icon(ICONS[head.type] || ICONS.document)),
    el("span", { class: "b-file-text" }, el("strong", {}, name), el("span", {}, about)),
  ];
  return href
    ? el("a", { class: "b-file", href, target: "_blank", rel: "noopener noreferrer" }, content)
    : el("div", { class: "b-file" }, content);
}

function decodeURIComponentSafe(text) {
  try {
    return decodeURIComponent(text);
  } catch (e) {
    return text;
  }
}

function buttons(bubble, actions) {
  const list = [];
  for (const button of bubble.buttons || []) {
    switch (button.type) {
      case "quick_reply":
      case "reply":
        list.push(el("button", { type: "button", class: "b-button", onclick: () => actions.tap(button.index) }, icon(ICONS.reply), button.text));
        break;
      case "url": {
        const a = link(button.url, button.text);
        a.className = "b-button";
        a.prepend(icon(ICONS.url));
        list.push(a);
        break;
      }
      case "copy_code":
        list.push(el("button", { type: "button", class: "b-button", onclick: () => actions.copy(button.code) }, icon(ICONS.copy_code), button.text));
        break;
      case "phone":
        list.push(el("a", { class: "b-button", href: "tel:" + button.phone }, icon(ICONS.phone), button.text));
        break;
      default:
        list.push(el("span", { class: "b-button" }, button.text));
    }
  }
  if (bubble.list) {
    list.push(el("button", { type: "button", class: "b-button", onclick: () => actions.choose(bubble.list) }, icon(ICONS.list), bubble.list.button));
  }
  return list.length ? el("div", { class: "b-buttons", role: "group", "aria-label": "Buttons of the message" }, list) : null;
}

// A whole message. `quoted` is the message it answers, when it is known.
export function bubble(message, quoted, actions) {
  const content = message.bubble;
  const mine = message.direction === "in";
  const failed = message.status === "failed";
  const waiting = message.status === "accepted" || message.status === "sent";
  const parts = [];
  if (quoted) parts.push(el("blockquote", { class: "b-quote" }, preview(quoted)));
  if (content.header) parts.push(header(content.header));
  if (content.reaction) parts.push(el("p", { class: "b-reaction" }, content.reaction.emoji || "reaction removed"));
  if (content.body) parts.push(el("p", { class: "b-body" }, ...formatted(content.body)));
  if (content.footer) parts.push(el("p", { class: "b-footer" }, content.footer));
  parts.push(el("p", { class: "b-meta" },
    el("time", { datetime: new Date(message.at).toISOString() }, time(message.at)),
    mine ? null : tick(message.status)));
  const box = el("div", { class: "b-box" }, parts);
  const article = el("article", {
    class: ["bubble", mine ? "mine" : "theirs", failed && "failed", waiting && !mine && "waiting"].filter(Boolean).join(" "),
    "data-id": message.id,
    "aria-label": mine ? "You" : "Business",
  }, box);
  if (!mine && !failed) article.append(...[buttons(content, actions)].filter(Boolean));
  if (failed) {
    article.append(el("p", { class: "b-error" }, `Never reached this phone: ${message.error.code} ${message.error.title}`));
  }
  return article;
}
