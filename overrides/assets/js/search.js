/* Search, fetched when a reader wants it. Answers stand in a panel below the field, which narrow screens show under the
   head while it is open; and on the page of answers in its text. */
const find = (selector) => document.querySelector(selector);
const [form, list, count, more] = [".t-search", "#search-results", ".t-answers-count", ".t-answers-more"].map(find);
const panel = find("#search-panel"); // none on the page of answers
const field = form.elements.q;
const row = form.parentElement; // has the class t-open while a narrow screen shows it
const region = find(".t-unseen[role=status]");
const TITLE = document.title;
const here = new URL(import.meta.url);
let speaking, said;

const make = (tag, properties, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};
const link = (url, text) => make("a", { href: new URL(url, new URL("../../", here)) }, text);
const addressOf = (query) => (query ? `${form.action}?q=${encodeURIComponent(query)}` : form.action);
const all = make("span");
more.prepend(all);
/** How answers look comes with them. */
const styles = new Promise((done) => {
  const href = new URL("../css/answers.css", here);
  document.head.append(make("link", { rel: "stylesheet", href, onload: done, onerror: done }));
});

/** Let screen readers say a text after a while. The region is empty until then, so that the same is said again; Orca
    leaves out what is the last text to the letter, so a space is added every other time. */
const say = (text, delay = 100) => {
  clearTimeout(speaking);
  region.textContent = "";
  if (text) speaking = setTimeout(() => (region.textContent = said = text === said ? `${text}\u00a0` : text), delay);
};

const SENTENCE = /\S.*?(?:[.!?…](?=\s+[\p{Lu}\p{N}“‘(])|$)/gu;
/** The sentence with most of the words, as nodes in which they are marked; the first one if none has any. */
const snippet = (texts, marks) => {
  const isMarked = (token) => code.forms(token).some((form) => marks.has(form));
  const split = (text) => text.split(new RegExp(`(${code.TOKEN.source})`, "u"));
  const kinds = (text) => new Set(split(text).filter(isMarked).map((token) => stem(code.forms(token)[0]))).size;
  const sentences = texts.flatMap((text) => text.split("\n")[0].match(SENTENCE) || []); // then words of a long page
  const best = sentences.reduce((a, b) => (kinds(b) > kinds(a) ? b : a), sentences[0] || "");
  return split(best).map((piece) => (isMarked(piece) ? make("mark", {}, piece) : piece));
};

const item = ({ url, title, section, heading, texts, marks }, n) =>
  make("li", { className: n ? "" : "t-answers-first" },
    section && make("p", { className: "t-answers-section" }, section),
    link(url, heading ? `${title}: ${heading}` : title),
    make("p", {}, ...snippet(texts, marks)));

/** What is found, in words; a word that stands on no page is never said to be found. */
const summary = (query, { answers, unsaid }) => {
  const pages = `${answers.length} page${answers.length === 1 ? "" : "s"}`;
  if (!answers.length) return `No page found for “${query}”`;
  if (!unsaid.length) return `${pages} found for “${query}”`;
  return `No page says “${query.split(/\s+/).length > 3 ? unsaid.join("” or “") : query}”. Nearest: ${pages}`;
};

/** Show the answers to a query, or that there are none. */
const show = (query, result) => {
  const [first] = result.answers;
  count.textContent = summary(query, result);
  list.replaceChildren(...result.answers.slice(0, panel ? 8 : Infinity).map(item));
  all.replaceChildren(...(panel && first ? [link(addressOf(query), "All results"), ". "] : []));
  more.hidden = (panel || more).hidden = false;
  if (!panel) document.title = `${count.textContent} - ${TITLE}`;
  say(count.textContent + (first ? `. First: ${first.title}` : ""), 1000);
};

const hide = () => {
  say("");
  more.hidden = (panel || more).hidden = true;
  if (panel) return;
  document.title = TITLE;
  [count, list].forEach((node) => node.replaceChildren());
};

/** Answer the words in the field. */
const answer = () => {
  const query = field.value.trim();
  if (!panel && (query || location.search)) history.replaceState(null, "", addressOf(query));
  if (query) show(query, search(field.value));
  else hide();
};

const onKey = (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const stops = [field, ...list.querySelectorAll("a")];
  const at = stops.indexOf(event.target);
  if (event.key === "ArrowDown" && at >= 0) stops[at + 1]?.focus();
  else if (event.key === "ArrowUp" && at > 0) stops[at - 1].focus();
  else if (event.key === "Escape") escape(event.target);
  else return;
  event.preventDefault();
};

const close = () => {
  row.classList.remove("t-open");
  hide();
};

/** Close what is open: the words stay. With nothing open, clear the words. */
const escape = (focus) => {
  const isNarrow = row.matches(".t-open");
  if (focus === field && !isNarrow && panel?.hidden !== false) field.value = "";
  if (panel) close();
  else if (!field.value) answer();
  (isNarrow ? find(".t-search-link") : field).focus();
};

const closer = make("button", { className: "t-answers-close", type: "button", onclick: () => escape(closer) }, "Close");
for (const part of [form, panel || list]) part.addEventListener("keydown", onKey);
if (panel) {
  panel.append(closer);
  for (const name of ["focusin", "pointerdown"]) addEventListener(name, ({ target }) => row.contains(target) || close());
  panel.addEventListener("click", ({ target }) => target.closest("a") && close());
}

// Nothing is answered before all of it has come; where a part does not come, the loader says so.
say("Loading search", 1000);
const index = fetch(new URL("../search.json", here)).then((found) => found.json());
const whole = Promise.all([import("./search-engine.js"), index, styles]);
const [code, data] = await whole.finally(() => clearTimeout(speaking));
const { search, stem } = code.engine(data);
field.addEventListener("input", answer);
form.addEventListener("submit", (event) => {
  if (panel) return; // Enter leads to the page of answers, and there to how many there are
  event.preventDefault();
  if (field.value.trim()) count.focus();
  else say("Type a word or a question first.");
});
field.addEventListener("click", () => panel?.hidden && answer());

/** Called by the loader when search is wanted. */
export const open = () => {
  answer();
  if (!panel && field.value && document.activeElement === document.body) count.focus({ preventScroll: true });
};
