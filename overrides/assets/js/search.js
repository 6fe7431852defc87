/* Search: a form and a list of links that answers while a reader types. search-loader.js, which stands in every page,
   fetches this file when search is wanted. Wide screens show the answers in a panel below the field, narrow ones in a
   sheet with the field, and the page of answers in its text. */
const form = document.querySelector(".t-search");
const field = form.elements.q;
const panel = document.getElementById("search-panel"); // none on the page of answers
const list = document.getElementById("search-results");
const count = document.querySelector(".t-answers-count");
const more = document.querySelector(".t-answers-more");
const closer = panel?.querySelector(".t-answers-close");
const regions = [...document.querySelectorAll("[role=status].t-unseen")].slice(0, 2);
const MOST = panel ? 8 : Infinity;
const LONGEST = 160; // letters of a snippet
const here = new URL(import.meta.url);
const root = new URL("../../", here);
const index = new URL("../search.json" + here.search, here);
/** How answers look comes with them: nothing is shown before that. */
const styles = new Promise((done) => {
  const sheet = { rel: "stylesheet", href: new URL("../css/answers.css", here).href, onload: done, onerror: done };
  document.head.append(Object.assign(document.createElement("link"), sheet));
});
let engine, search, loading, waiting, sheet, speaking, chosen;

const make = (tag, className, ...children) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
};
const link = (url, text) => Object.assign(make("a", "", text), { href: new URL(url, root).href });
const results = (query) => `${form.action}?q=${encodeURIComponent(query)}`;

/** Let screen readers say a text; the same text is said again, because the two regions have it in turn. */
const say = (text) => {
  regions.reverse();
  regions[1].textContent = "";
  regions[0].textContent = text;
};
const sayLater = (text) => {
  clearTimeout(speaking);
  speaking = setTimeout(say, 1000, text);
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
    nodes.push(text.slice(end, match.index), make("mark", "", match[0]));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
};

const item = ({ url, title, section, heading, texts, marks }, n) => {
  const page = link(url, heading ? `${title}: ${heading}` : title);
  const where = section ? [make("p", "t-answers-section", section)] : [];
  return make("li", n ? "" : "t-answers-first", ...where, page, make("p", "", ...snippet(texts, marks)));
};

/** Show the answers to a query, or that there are none and where else to look. */
const show = (query, answers) => {
  const found = answers.length ? `${answers.length} page${answers.length > 1 ? "s" : ""} found` : "No page found";
  count.textContent = `${found} for “${query}”`;
  list.replaceChildren(...answers.slice(0, MOST).map(item));
  const all = link(`${form.action}#a-to-z`, answers.length ? "A to Z" : "list of all pages, A to Z");
  const look = answers.length ? "For more, look in the " : "Look in the ";
  const ways = [look, all, " or ", link("contact/", "ask us"), "."];
  more.replaceChildren(...(panel && answers.length ? [link(results(query), "All results"), ". "] : []), ...ways);
  if (panel) panel.hidden = false;
  sayLater(answers.length ? `${found}. First: ${answers[0].title}` : count.textContent);
};

const hide = () => {
  waiting = false;
  clearTimeout(speaking);
  if (panel) panel.hidden = true;
  else [count, list, more].forEach((node) => node.replaceChildren());
};

/* ---- What a reader does ---- */

const fail = () => {
  loading = null;
  clearTimeout(speaking);
  if (!waiting) return;
  count.textContent = "Search could not be loaded.";
  list.replaceChildren();
  more.replaceChildren(link(`${form.action}#a-to-z`, "All pages, A to Z"));
  if (panel) panel.hidden = false;
  say("Search could not be loaded. There is a link to all pages.");
};

/** Fetch engine and index, once; after a failure, again. */
const load = () => {
  if (loading) return;
  sayLater("Loading search");
  const text = fetch(index).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))));
  loading = Promise.all([import("./search-engine.js"), text, styles]).then(([code, data]) => {
    clearTimeout(speaking);
    regions[0].textContent = "";
    [engine, search] = [code, code.engine(data)];
    if (waiting) answer();
  });
  loading.catch(fail);
};

/** Answer the words in the field: now, or as soon as the index is there. */
const answer = () => {
  const query = field.value.trim();
  waiting = query !== "";
  if (!query) hide();
  else if (search) show(query, search(field.value));
  else load();
};

const onInput = () => {
  answer();
  if (!panel) history.replaceState(null, "", field.value.trim() ? results(field.value.trim()) : form.action);
};

const onKey = (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const links = panel?.hidden ? [] : [...list.querySelectorAll("a")];
  const [focus, at] = [document.activeElement, links.indexOf(document.activeElement)];
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
    onInput();
  }
};
const close = () => {
  hide();
  field.focus();
};

/** Narrow screens: move the field and its answers into a dialog, and back when it closes. */
const openSheet = (opener) => {
  if (!window.HTMLDialogElement) return location.assign(opener.href);
  const title = Object.assign(make("p", "t-sheet-title", "Search"), { id: "search-sheet-title" });
  const button = Object.assign(make("button", "t-sheet-close", "Close"), { type: "button" });
  const places = [form, panel, ...regions].map((node) => [node, document.createComment("")]);
  sheet = make("dialog", "t-sheet", make("div", "t-sheet-head", title, button));
  sheet.setAttribute("aria-labelledby", title.id);
  for (const [node, place] of places) node.replaceWith(place);
  sheet.append(...places.map(([node]) => node));
  closer.hidden = true;
  document.body.append(sheet);
  button.addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
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
const isOutside = (node) => !parts.some((part) => part.contains(node));
field.addEventListener("input", onInput);
field.addEventListener("click", () => panel?.hidden && field.value.trim() && answer());
closer?.addEventListener("click", close);
for (const part of parts) part.addEventListener("keydown", onKey);
if (panel) {
  for (const part of parts)
    part.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && isOutside(relatedTarget) && !sheet?.open) hide();
    });
  document.addEventListener("pointerdown", ({ target }) => isOutside(target) && !sheet?.open && hide());
  panel.addEventListener("click", ({ target }) => {
    chosen = target.closest("a") !== null;
    if (chosen) sheet?.open ? sheet.close() : hide();
  });
} else field.value = new URLSearchParams(location.search).get("q") || "";

/** Called by the loader: `opener` is the link to search that was pressed, or null for the field in the page;
    `asked` tells that words were typed or the field pressed before this file came. */
export const open = async (opener, asked) => {
  load();
  if (opener) await styles;
  if (opener) openSheet(opener);
  if ((opener || asked) && field.value.trim()) answer();
};
