/* The engine of search, which touches no page: engine(index).search("payrol") gives { answers, unsaid }, the best page
   first. Its figures, and why they are so, stand in scripts/website/search/words.toml.

   A query is cut into pieces: a word, or words that readers say together for one thing of ours. A field is the name of
   a page, {page}, or one of its parts, {page, part}. A piece weighs in a field what its best wording weighs there: as
   typed, or ours for it. A page scores by its name and its best part: the weight of each piece, times its worth. */

const MOST_WORDS = 30; // of a query: a pasted page does not stop the browser
/** The slips that a typed word may have: one from 4 letters on, two from 8 on (the defaults of Algolia). */
const slipsIn = (word) => (/\d/.test(word) || word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

export const TOKEN = /[\p{L}\p{N}]+(?:['’‘ʼ`´&.\-‐‑/@]+[\p{L}\p{N}]+)*%?/gu;
const getOr = (map, key, make) => map.get(key) ?? map.set(key, make(key)).get(key);
const once = (make, made = new Map()) => (key) => getOr(made, key, make);
const raise = (map, key, value) => map.set(key, Math.max(map.get(key) || 0, value));
const push = (map, key, value) => getOr(map, key, () => []).push(value);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
/** The words in a word as they are compared: small letters, no accents, no apostrophes; "light-touch" is two. */
const split = once((word) =>
  word.replace(/['’‘ʼ`´]/g, "").normalize("NFKD").replace(/\p{M}/gu, "")
    .toLowerCase().match(/[\p{L}\p{N}%]+/gu) || []);
/** All forms of a word of a text: "light-touch" is light, touch and lighttouch. */
export const forms = once((word) => [...new Set([...split(word), split(word).join("")])]);
const wordsOf = (text, of = forms) => (text.match(TOKEN) || []).flatMap(of);
/** A query as it is read: "6 per cent" is 6%, "h and s" is h&s. */
const read = (query) =>
  query.replace(/(\d)\s*(?:%|per\s?cent\b)/gi, "$1%")
    .replace(/(^|\s)(\p{L})\s*(?:&|\s(?:and|n)\s)\s*(\p{L})(?=\s|$)/giu, "$1$2&$3");
/** The slips from a typed word to another one, or with `open` to its nearest beginning; Infinity above `most`. */
const slips = (typed, word, most, open) => {
  if (typed && typed[0] === word[0]) return slips(typed.slice(1), word.slice(1), most, open);
  if (!typed && (!word || open)) return 0;
  if (!most || typed.length > word.length + most || (!open && word.length > typed.length + most)) return Infinity;
  const ways = [[1, 0], [0, 1], [1, 1], ...(typed[0] === word[1] && typed[1] === word[0] ? [[2, 2]] : [])];
  return 1 + Math.min(...ways.map(([n, m]) => slips(typed.slice(n), word.slice(m), most - 1, open)));
};

/** Make the functions that answer queries, and that bring a word to what its forms begin with. */
export const engine = ({ pages, words: pairs, stop_words: stopped, figures, endings }) => {
  const ends = endings.map(([end, instead]) => [new RegExp(`${end}$`), instead]);
  /** What all forms of a word begin with: governor, governance and governing are govern. */
  const stem = once((word) => {
    if (word.length < 4 || /\d/.test(word)) return word;
    const cut = ends.reduce((cut, [end, instead]) => cut.replace(end, instead), word);
    return cut === word ? word.replace(/(...)[ey]$/, "$1") : stem(cut);
  });
  const stopWords = new Set(stopped.split(" "));
  /** What each word of a field weighs, by its names and its texts: the more telling words a name has, the less. */
  const weightsOf = (names, texts) => {
    const weights = new Map();
    const add = (text, weight) => wordsOf(text).forEach((word) => raise(weights, word, weight));
    const count = (name) => wordsOf(name).filter((word) => !stopWords.has(word)).length || 1;
    for (const [kind, name] of Object.entries(names)) add(name, figures[kind] / count(name) ** figures.length);
    for (const [kind, text] of Object.entries(texts)) add(text, figures[kind]);
    return weights;
  };
  const fieldsOf = pages.map(([url, title, , description, words, parts], page) => [
    { page, weights: weightsOf({ title, heading: url }, { words, text: description }) },
    ...parts.map((part) => ({ page, part, weights: weightsOf({ heading: part[1] }, { text: part[2] }) })),
  ]);
  const fields = fieldsOf.flat();
  const seen = pages.map(([, title, , description, , parts]) => // the words that a reader sees on a page
    new Set([title, description, ...parts.flat()].flatMap((text) => wordsOf(text))));
  const readers = pairs.flatMap((pair) => { // what readers say, and our wordings for it; words of ours belong together too
    const [theirs, ours] = pair.map((text) => text.split("|").map((phrase) => wordsOf(phrase, split)));
    const said = [...theirs, ...ours.filter((words) => words.length > 1)];
    return said.map((words) => ({ words, stems: words.map(stem), wordings: ours }));
  });
  const known = new Set([fields.map(({ weights }) => [...weights.keys()]), readers.map(({ words }) => words)].flat(2));
  const family = new Map(); // stem -> words
  for (const word of known) push(family, stem(word), word);

  /** The known words that a typed one may stand for, each with how sure that is; `last`: it may not be typed out. */
  const meant = (typed, last) => {
    const sure = new Map((family.get(stem(typed)) || []).map((word) => [word, word === typed ? 1 : figures.form]));
    if (last && typed.length > 1 && !stopWords.has(typed))
      for (const word of known) if (word.startsWith(typed)) raise(sure, word, figures.beginning);
    if (sure.size || !slipsIn(typed)) return sure;
    const near = new Map(); // slips -> words; a beginning counts as half a slip more
    for (const word of known)
      for (const open of last ? [0, 0.5] : [0]) push(near, open + slips(typed, word, slipsIn(typed), open > 0), word);
    near.delete(Infinity);
    const nearest = near.get(Math.min(...near.keys())) || [];
    return new Map(nearest.flatMap((word) => family.get(stem(word))).map((word) => [word, figures.slip]));
  };
  /** What a wording, terms that belong together, weighs in a field. */
  const weigh = ({ terms, sure }, { weights }) => {
    const weight = ([word, sureness]) => sureness * (weights.get(word) || 0);
    const found = terms.map((term) => Math.max(0, ...Array.from(term, weight)));
    return sure * (sum(found) / terms.length) * (found.filter(Boolean).length / terms.length) ** figures.completeness;
  };
  /** How many pages say all the words of a wording, stop words left out. */
  const countSaying = ({ terms }) => {
    const telling = terms.filter((term) => ![...term].some(([word, sure]) => sure === 1 && stopWords.has(word)));
    const says = (words) => (term) => [...term.keys()].some((word) => words.has(word));
    return seen.filter((words) => (telling.length ? telling : terms).every(says(words))).length;
  };
  /** The piece that begins at a word: the longest of readers' phrases there, or two words that we write as one. */
  const pieceAt = (typed, terms, at) => {
    const sureOf = (part, n) =>
      Math.max(0, ...Array.from(terms[at + n] || [], ([word, sure]) => (stem(word) === part ? sure : 0)));
    const fit = readers.filter(({ stems }) => stems.every(sureOf));
    const longest = Math.max(1, ...fit.map(({ stems }) => stems.length));
    const joined = typed[at] + typed[at + 1];
    const span = longest === 1 && known.has(joined) ? 2 : longest;
    const own = [{ terms: terms.slice(at, at + span), sure: 1 }];
    if (span === 2 && known.has(joined)) own.push({ terms: [meant(joined)], sure: 1 });
    const ours = fit.filter(({ stems }) => stems.length === longest).flatMap(({ stems, wordings }) => wordings.map(
      (words) => ({ terms: words.map((word) => meant(word)), sure: sureOf(stems[0], 0) * figures.ours })));
    const wordings = [...own, ...ours];
    const weighed = fields.map((field) => [field, Math.max(...wordings.map((wording) => weigh(wording, field)))]);
    const weights = new Map(weighed.filter(([, weight]) => weight));
    const saying = Math.max(...own.map(countSaying));
    const on = saying || new Set([...weights.keys()].map(({ page }) => page)).size;
    const isSlight = span === 1 && (stopWords.has(typed[at]) || /^20\d\d$/.test(typed[at]));
    const worth = Math.log(1 + pages.length / on) * (isSlight ? figures.slight : 1);
    return {
      words: typed.slice(at, at + span), weights, isSaid: saying > 0, worth, isSlight,
      marks: wordings.flatMap(({ terms }) => terms.flatMap((term) => [...term.keys()])),
    };
  };
  const answer = (page, pieces, marks) => {
    const [url, title, section, description, , , boost] = pages[page];
    const weightIn = (field) => sum(pieces.map(({ weights, worth }) => worth * (weights.get(field) || 0)));
    const [name, ...parts] = fieldsOf[page].map((field) => ({ part: field.part, weight: weightIn(field) }));
    const best = parts.reduce((a, b) => (b.weight > a.weight ? b : a), { part: ["", "", ""], weight: 0 });
    const others = figures.others * (sum(parts.map(({ weight }) => weight)) - best.weight);
    const has = ({ weights }) => fieldsOf[page].some((field) => weights.get(field));
    const share = sum(pieces.map((piece) => has(piece) * piece.worth)) / sum(pieces.map(({ worth }) => worth));
    const [anchor, heading, text] = best.part;
    const found = { title, section, marks, score: (name.weight + best.weight + others) * share * boost };
    return anchor && name.weight <= best.weight
      ? { ...found, url: `${url}#${anchor}`, heading, texts: [text, description] }
      : { ...found, url, heading: "", texts: [description, text] };
  };
  const search = (query) => {
    const text = read(query);
    const typed = wordsOf(text, split).slice(0, MOST_WORDS);
    const terms = typed.map((word, n) => meant(word, n === typed.length - 1 && !/\s$/.test(query)));
    const all = [];
    for (let at = 0; at < typed.length; at += all.at(-1).words.length) all.push(pieceAt(typed, terms, at));
    const pieces = all.filter(({ weights }) => weights.size);
    const telling = pieces.filter(({ isSlight }) => !isSlight);
    const marks = new Set((telling.length ? telling : pieces).flatMap((piece) => piece.marks));
    const answers = pages.map((_, page) => answer(page, pieces, marks)).sort((a, b) => b.score - a.score);
    const missing = all.filter(({ isSlight, isSaid }) => !isSlight && !isSaid).flatMap(({ words }) => words);
    const unsaid = text.match(TOKEN)?.filter((token) => split(token).some((word) => missing.includes(word))) || [];
    return { answers: answers.filter(({ score }) => score > figures.least * answers[0].score), unsaid };
  };
  return { search, stem };
};
