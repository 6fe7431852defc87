/* Search, fetched when a reader wants it. Wide screens show the answers in a panel below the field, narrow ones in a
   sheet with the field, and the page of answers in its text. */
const find = (selector) => document.querySelector(selector);
const [form, list, panel] = [".t-search", "#search-results", "#search-panel"].map(find); // the page of answers has no panel
const [count, more] = [".t-answers-count", ".t-answers-more"].map(find);
const field = form.elements.q;
const regions = [...document.querySelectorAll("[role=status].t-unseen")].slice(0, 2);
const MOST = panel ? 8 : Infinity; // answers
const LONGEST = 160; // letters of a snippet
const TITLE = document.title;
const here = new URL(import.meta.url);
const root = new URL("../../", here);
/** How answers look comes with them: nothing is shown before that. */
const styles = new Promise((done) => {
  const sheet = { rel: "stylesheet", href: new URL("../css/answers.css", here).href, onload: done, onerror: done };
  document.head.append(Object.assign(document.createElement("link"), sheet));
});
let engine, search, loading, waiting, speaking, sheet, chosen;

const make = (tag, properties, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};
const all = make("span");
more.prepend(all);
const link = (url, text) => make("a", { href: new URL(url, root).href }, text);
const addressOf = (query) => (query ? `${form.action}?q=${encodeURIComponent(query)}` : form.action);

/** Let screen readers say a text, after a while if `delay`; the same again is said again, by the other region. */
const say = (text, delay = 0) => {
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    regions.reverse();
    regions[1].textContent = "";
    regions[0].textContent = text;
  }, delay);
};

/* ---- What an answer shows ---- */

const SENTENCE = /\S.*?(?:[.!?…](?=\s+[\p{Lu}\p{N}“‘(])|$)/gu;

/** The sentence with most of the words, as nodes in which they are marked; the first one if none has any. */
const snippet = (texts, marks) => {
  const isMarked = (token) => engine.forms(token).some((form) => marks.has(form));
  const words = (text) => [...text.matchAll(engine.TOKEN)].filter(([token]) => isMarked(token));
  const kinds = (text) => new Set(words(text).map(([token]) => engine.stem(engine.forms(token)[0]))).size;
  const sentences = texts.flatMap((each) => each.split("\n")[0].match(SENTENCE) || []); // then words of a long page
  const best = sentences.reduce((a, b) => (kinds(b) > kinds(a) ? b : a), sentences[0] || "");
  const first = words(best)[0]?.index || 0;
  const from = first > LONGEST / 2 ? best.lastIndexOf(" ", first - LONGEST / 3) + 1 : 0;
  const to = best.length - from > LONGEST ? best.lastIndexOf(" ", from + LONGEST) : best.length;
  const cut = best.slice(from, to > from ? to : from + LONGEST);
  const text = (from ? "… " : "") + cut + (to < best.length ? " …" : "");
  const nodes = [];
  let end = 0;
  for (const match of words(text)) {
    nodes.push(text.slice(end, match.index), make("mark", {}, match[0]));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
};

const item = ({ url, title, section, heading, texts, marks }, n) => {
  const where = section ? [make("p", { className: "t-answers-section" }, section)] : [];
  const page = link(url, heading ? `${title}: ${heading}` : title);
  return make("li", { className: n ? "" : "t-answers-first" }, ...where, page, make("p", {}, ...snippet(texts, marks)));
};

/** What is found, in words; a word that stands on no page is never said to be found. */
const summary = (query, { answers, unsaid }) => {
  const pages = `${answers.length} page${answers.length === 1 ? "" : "s"}`;
  if (!answers.length) return `No page found for “${query}”`;
  if (!unsaid.length) return `${pages} found for “${query}”`;
  return `No page says “${query.split(/\s+/).length > 3 ? unsaid.join("” or “") : query}”. Nearest: ${pages}`;
};

/** Show the answers to a query, or that there are none. */
const show = (query, result) => {
  count.textContent = summary(query, result);
  list.replaceChildren(...result.answers.slice(0, MOST).map(item));
  all.hidden = !panel || !result.answers.length;
  all.replaceChildren(link(addressOf(query), "All results"), ". ");
  reveal(true);
  if (!panel) document.title = `${count.textContent} - ${TITLE}`;
  say(count.textContent + (result.answers.length ? `. First: ${result.answers[0].title}` : ""), 1000);
};

const reveal = (isShown) => {
  more.hidden = !isShown;
  if (panel) panel.hidden = !isShown;
};

const hide = () => {
  waiting = false;
  say("");
  reveal(false);
  if (panel) return;
  document.title = TITLE;
  [count, list].forEach((node) => node.replaceChildren());
};

/* ---- What a reader does ---- */

const fail = () => {
  loading = null;
  say("");
  if (!waiting) return;
  count.textContent = "Search could not be loaded.";
  list.replaceChildren();
  reveal(true);
  say("Search could not be loaded. There is a link to all pages.");
};

/** Fetch engine and index, once; after a failure, again. */
const load = () => {
  if (loading) return;
  const index = fetch(new URL("../search.json" + here.search, here)).then((found) => found.json());
  loading = Promise.all([import("./search-engine.js"), index, styles]).then(([code, data]) => {
    say("");
    [engine, search] = [code, code.engine(data)];
    if (waiting) answer();
    if (waiting && !panel && document.activeElement === document.body) count.focus({ preventScroll: true });
  });
  loading.catch(fail);
};

/** Answer the words in the field: now, or as soon as the index is there. */
const answer = () => {
  const query = field.value.trim();
  waiting = query !== "";
  if (!panel && (query || location.search)) history.replaceState(null, "", addressOf(query));
  if (!query) hide();
  else if (search) show(query, search(field.value));
  else {
    load();
    say("Loading search", 1000);
  }
};

/** On the page of answers Enter leads to how many there are; elsewhere it leads to that page. */
const onSubmit = (event) => {
  if (panel) return;
  event.preventDefault();
  if (!field.value.trim()) say("Type a word or a question first.");
  else if (search) count.focus();
};

const onKey = (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const [links, focus] = [panel?.hidden ? [] : [...list.querySelectorAll("a")], document.activeElement];
  const at = links.indexOf(focus);
  if (event.key === "ArrowDown" && focus === field && panel?.hidden && field.value.trim() && search) {
    answer();
    list.querySelector("a")?.focus();
  } else if (event.key === "ArrowDown" && (focus === field || at >= 0)) links[at + 1]?.focus();
  else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] || field).focus();
  else if (event.key === "Escape") escape(focus);
  else return;
  event.preventDefault();
};

/** Close what is open: the words stay. With nothing open, clear the words. */
const escape = (focus) => {
  if (sheet?.open) sheet.close();
  else if (panel && !panel.hidden) close();
  else if (focus !== field) field.focus();
  else if (field.value) {
    field.value = "";
    answer();
  }
};
const close = () => {
  hide();
  field.focus();
};

/** Narrow screens: move the field and its answers into a dialog, and back when it closes. */
const openSheet = (opener) => {
  if (!window.HTMLDialogElement) return location.assign(opener.href);
  const title = make("p", { className: "t-sheet-title", id: "search-sheet-title" }, "Search");
  const button = make("button", { className: "t-sheet-close", type: "button", onclick: () => sheet.close() }, "Close");
  const places = [form, panel, ...regions].map((node) => [node, document.createComment("")]);
  sheet = make("dialog", { className: "t-sheet" }, make("div", { className: "t-sheet-head" }, title, button));
  sheet.setAttribute("aria-labelledby", title.id);
  for (const [node, place] of places) node.replaceWith(place);
  sheet.append(...places.map(([node]) => node));
  closer.hidden = true;
  document.body.append(sheet);
  sheet.addEventListener("close", () => {
    for (const [node, place] of places) place.replaceWith(node);
    sheet.remove();
    closer.hidden = false;
    hide();
    if (!chosen) (opener.getClientRects().length ? opener : field).focus();
  });
  chosen = false;
  sheet.showModal();
  field.focus();
};

const parts = [form, panel || list];
const isOutside = (node) => !sheet?.open && waiting && !parts.some((part) => part.contains(node));
const closer = make("button", { className: "t-answers-close", type: "button", onclick: close }, "Close");
form.addEventListener("submit", onSubmit);
field.addEventListener("input", answer);
for (const part of parts) part.addEventListener("keydown", onKey);
if (panel) {
  panel.append(closer);
  field.addEventListener("click", () => panel.hidden && answer());
  addEventListener("focusin", ({ target }) => isOutside(target) && hide());
  addEventListener("pointerdown", ({ target }) => isOutside(target) && hide());
  panel.addEventListener("click", ({ target }) => {
    chosen = target.closest("a") !== null;
    if (chosen) sheet?.open ? sheet.close() : hide();
  });
}

/** Called by the loader when search is wanted: `opener` is the link to it, if that was pressed on a narrow screen. */
export const open = async (opener) => {
  load();
  if (opener) await styles;
  if (opener && !sheet?.open) openSheet(opener);
  answer();
};
