/* The engine of search, which touches no page: engine(index)("payrol") gives { answers, unsaid }, the best page first.

   A query is cut into pieces: a word, or words that readers say together for one thing of ours. A field is the name of
   a page, {page}, or one of its parts, {page, part}. A piece weighs in a field what its best wording weighs there: as
   typed, or ours for it. A page scores by its name and its best part: the weight of each piece, times its worth. */

/* Where the figures come from: each was halved and doubled on the 213 queries of queries.toml, of which 209 find their
   page first (scripts/bench.py counts them); how many do then stands beside it. Where nothing does, none changes. */
export const FIGURES = {
  // The weight of a word, by where it stands. How often, and among how many, lost seven queries (tried: BM25).
  title: 10, // 206, 207
  words: 6, // of the front matter: 207, 203
  heading: 4, // 205, 205
  url: 3, // of the address
  description: 2, // 210, 210
  text: 2, // 209, 203
  length: 0.25, // a name of n telling words has its weight / n ** this: 207, 207
  // How sure it is that a word is meant by the typed one; the same word is 1.
  form: 0.8, // another form of it: 208, 205
  beginning: 0.4, // of which it is the beginning
  slip: 0.6, // a near one, if it is not known; without these 204
  ours: 1.3, // our word for what readers say; without such words 169
  completeness: 2, // words that belong together weigh their mean * (share of them that is there) ** this: 208, 209
  slight: 0.1, // of the worth (inverse document frequency) of a word such as "how"
  others: 0.05, // of the weight of a page's other parts: of two equal pages the fuller comes first; without it 208
  least: 0.1, // of the best score; what has less is no answer
};
const MOST_WORDS = 30; // of a query: a pasted page does not stop the browser
/** The slips that a typed word may have: one from 4 letters on, two from 8 on (the defaults of Algolia). */
const slipsIn = (word) => (/\d/.test(word) || word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

export const TOKEN = /[\p{L}\p{N}]+(?:['’‘ʼ`´&.\-‐‑/@]+[\p{L}\p{N}]+)*%?/gu;
const ENDINGS = [
  [/(ss|sh|ch|x)es$/, "$1"], [/(..)(?:ies|ied|ying|icants?|ications?)$/, "$1y"], [/([^siu])s$/, "$1"],
  [/bility$/, "ble"], [/cision$/, "cide"], [/ersion$/, "ert"], [/(..)mission$/, "$1mit"], [/us(?:ion|ive)$/, "ude"],
  [/aint$/, "ain"], [/(..)([^aeious])\2$/, "$1$2"], [/(...)(?:ing|ed|ments?|ness|ship|ful|less|ly)$/, "$1"],
  [/(....)(?:i[sz])?(?:[ai]tions?|ions?|[ae]nces?|[ae]nt|ive|[ai]ble|i?ty|i?al|[eo]rs?|ee|ate|acy|i[sz]e?|ic)$/, "$1"],
];
const once = (make, made = new Map()) => (key) => made.get(key) ?? made.set(key, make(key)).get(key);
const raise = (map, key, value) => map.set(key, Math.max(map.get(key) || 0, value));
const push = (map, key, value) => (map.get(key) || map.set(key, []).get(key)).push(value);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
/** The words in a word as they are compared: small letters, no accents, no apostrophes; "light-touch" is two. */
const plain = (word) => word.replace(/['’‘ʼ`´]/g, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const split = once((word) => plain(word).match(/[\p{L}\p{N}%]+/gu) || []);
/** All forms of a word of a text: "light-touch" is light, touch and lighttouch. */
export const forms = once((word) => [...new Set([...split(word), split(word).join("")])]);
const wordsOf = (text, of = forms) => (text.match(TOKEN) || []).flatMap(of);
/** A query as it is read: "6 per cent" is 6%, "h and s" is h&s. */
const read = (query) =>
  query.replace(/(\d)\s*(?:%|per\s?cent\b)/gi, "$1%")
    .replace(/(^|\s)(\p{L})\s*(?:&|\s(?:and|n)\s)\s*(\p{L})(?=\s|$)/giu, "$1$2&$3");
/** What all forms of a word begin with: governor, governance and governing are govern. */
export const stem = once((word) => {
  if (word.length < 4 || /\d/.test(word)) return word;
  let [now, before] = [word, ""];
  while (now !== before) [before, now] = [now, ENDINGS.reduce((cut, [end, instead]) => cut.replace(end, instead), now)];
  return now.replace(/(...)[ey]$/, "$1");
});
/** The slips from a typed word to another one, or with `open` to its nearest beginning; Infinity above `most`. */
const slips = (typed, word, most, open) => {
  if (typed && typed[0] === word[0]) return slips(typed.slice(1), word.slice(1), most, open);
  if (!typed && (!word || open)) return 0;
  if (!most || typed.length > word.length + most || (!open && word.length > typed.length + most)) return Infinity;
  const ways = [[1, 0], [0, 1], [1, 1], ...(typed[0] === word[1] && typed[1] === word[0] ? [[2, 2]] : [])];
  return 1 + Math.min(...ways.map(([n, m]) => slips(typed.slice(n), word.slice(m), most - 1, open)));
};

/** Make the function that answers queries. */
export const engine = ({ pages, words: pairs, little: spoken }) => {
  const little = new Set(spoken.split(" ")); // words that say little in a question
  const weightsOf = new Map(); // word -> Map(field -> weight)
  const pagesThatSay = new Map(); // word -> Set(page): a reader sees it there
  const add = (field, weight, words) => {
    for (const word of words) raise(weightsOf.get(word) || weightsOf.set(word, new Map()).get(word), field, weight);
  };
  const count = (words) => words.filter((word) => !little.has(word)).length || 1;
  const addName = (field, weight, words) => add(field, weight / count(words) ** FIGURES.length, words);
  const fieldsOf = pages.map(([url, title, , description, words, parts], page) => {
    const name = { page };
    for (const [kind, text] of Object.entries({ title, url })) addName(name, FIGURES[kind], wordsOf(text));
    for (const [kind, text] of Object.entries({ words, description })) add(name, FIGURES[kind], wordsOf(text));
    for (const word of [title, description, ...parts.flat()].flatMap((text) => wordsOf(text)))
      (pagesThatSay.get(word) || pagesThatSay.set(word, new Set()).get(word)).add(page);
    return [name, ...parts.map((part) => {
      const field = { page, part };
      addName(field, FIGURES.heading, wordsOf(part[1]));
      add(field, FIGURES.text, wordsOf(part[2]));
      return field;
    })];
  });
  const known = new Set(weightsOf.keys());
  const readers = new Map(); // first stem of a reader's words -> [[their stems, our wordings], ...]
  for (const [theirs, ours] of pairs)
    for (const words of theirs.split("|").map((phrase) => wordsOf(phrase, split))) {
      words.forEach((word) => known.add(word));
      push(readers, stem(words[0]), [words.map(stem), ours.split("|").map((phrase) => wordsOf(phrase, split))]);
    }
  const family = new Map(); // stem -> words
  for (const word of known) push(family, stem(word), word);

  /** The known words that a typed one may stand for, each with how sure that is; `last`: it may not be typed out. */
  const meant = (typed, last) => {
    const sure = new Map((family.get(stem(typed)) || []).map((word) => [word, word === typed ? 1 : FIGURES.form]));
    if (last && typed.length > 1 && !little.has(typed))
      for (const word of known) if (word.startsWith(typed)) raise(sure, word, FIGURES.beginning);
    if (sure.size || !slipsIn(typed)) return sure;
    const near = new Map(); // slips -> words; a beginning counts as half a slip more
    for (const word of known)
      for (const open of last ? [0, 0.5] : [0]) push(near, open + slips(typed, word, slipsIn(typed), open > 0), word);
    near.delete(Infinity);
    const nearest = near.get(Math.min(...near.keys())) || [];
    for (const word of nearest.flatMap((each) => family.get(stem(each)))) sure.set(word, FIGURES.slip);
    return sure;
  };
  /** The weights of fields for a wording, terms that belong together: [[field, weight], ...]. */
  const weigh = ({ terms, sure }) => {
    const all = new Map(); // field -> the weight of each term that it has
    for (const term of terms) {
      const best = new Map();
      for (const [word, sureness] of term)
        for (const [field, weight] of weightsOf.get(word) || []) raise(best, field, sureness * weight);
      for (const [field, weight] of best) push(all, field, weight);
    }
    const weight = (found) => (sum(found) / terms.length) * (found.length / terms.length) ** FIGURES.completeness;
    return [...all].map(([field, found]) => [field, sure * weight(found)]);
  };
  /** Our wordings for the longest of readers' phrases that begins at a word of the query, and how many words it has. */
  const oursFor = (typed, terms, at) => {
    let [span, ours] = [1, []];
    const has = (term, part) => [...(term || new Map()).keys()].some((word) => stem(word) === part);
    for (const [word, sure] of terms[at])
      for (const [stems, wordings] of readers.get(stem(word)) || []) {
        if (stems.length < span || !stems.every((part, n) => has(terms[at + n], part))) continue;
        if (stems.length > span) [span, ours] = [stems.length, []];
        for (const words of wordings) ours.push({ terms: words.map((each) => meant(each)), sure: sure * FIGURES.ours });
      }
    return { span: span === 1 && known.has(typed[at] + typed[at + 1]) ? 2 : span, ours };
  };
  /** The wordings of the query's own words: as typed, or two written as one. */
  const ownFor = (typed, terms, at, span) => {
    const wordings = [{ terms: terms.slice(at, at + span), sure: 1 }];
    const joined = typed[at] + typed[at + 1];
    if (span === 2 && known.has(joined)) wordings.push({ terms: [meant(joined)], sure: 1 });
    return wordings;
  };
  /** How many pages say all the words of a wording, those that say little left out. */
  const countSaying = ({ terms }) => {
    const telling = terms.filter((term) => ![...term].some(([word, sure]) => sure === 1 && little.has(word)));
    const says = (page) => (term) => [...term.keys()].some((word) => pagesThatSay.get(word)?.has(page));
    return pages.filter((_, page) => (telling.length ? telling : terms).every(says(page))).length;
  };
  const pieceAt = (typed, terms, at) => {
    const { span, ours } = oursFor(typed, terms, at);
    const own = ownFor(typed, terms, at, span);
    const weights = new Map();
    for (const [field, weight] of [...own, ...ours].flatMap(weigh)) raise(weights, field, weight);
    const saying = Math.max(...own.map(countSaying));
    const on = saying || new Set([...weights.keys()].map(({ page }) => page)).size;
    return {
      words: typed.slice(at, at + span), weights, isSaid: saying > 0, worth: Math.log(1 + pages.length / on),
      isSlight: span === 1 && (little.has(typed[at]) || /^20\d\d$/.test(typed[at])),
      marks: [...own, ...ours].flatMap((wording) => wording.terms.flatMap((term) => [...term.keys()])),
    };
  };
  const answer = (page, pieces, marks) => {
    const [url, title, section, description, , , boost] = pages[page];
    const weightIn = (field) => sum(pieces.map(({ weights, worth }) => worth * (weights.get(field) || 0)));
    const [name, ...parts] = fieldsOf[page].map((field) => ({ part: field.part, weight: weightIn(field) }));
    const best = parts.reduce((a, b) => (b.weight > a.weight ? b : a), { part: ["", "", ""], weight: 0 });
    const others = FIGURES.others * (sum(parts.map(({ weight }) => weight)) - best.weight);
    const has = ({ weights }) => Math.min(1, Math.max(...fieldsOf[page].map((field) => weights.get(field) || 0)));
    const share = sum(pieces.map((piece) => piece.worth * has(piece))) / sum(pieces.map(({ worth }) => worth));
    const [anchor, heading, text] = best.part;
    const found = { title, section, marks, score: (name.weight + best.weight + others) * share * boost };
    return anchor && name.weight <= best.weight
      ? { ...found, url: `${url}#${anchor}`, heading, texts: [text, description] }
      : { ...found, url, heading: "", texts: [description, text] };
  };
  return (query) => {
    const text = read(query);
    const typed = wordsOf(text, split).slice(0, MOST_WORDS);
    const terms = typed.map((word, n) => meant(word, n === typed.length - 1 && !/\s$/.test(query)));
    const all = [];
    for (let at = 0; at < typed.length; at += all.at(-1).words.length) all.push(pieceAt(typed, terms, at));
    const pieces = all.filter(({ weights }) => weights.size);
    const telling = pieces.filter(({ isSlight }) => !isSlight);
    for (const piece of telling.length ? pieces : []) if (piece.isSlight) piece.worth *= FIGURES.slight;
    const marks = new Set((telling.length ? telling : pieces).flatMap((piece) => piece.marks));
    const answers = pages.map((_, page) => answer(page, pieces, marks)).sort((a, b) => b.score - a.score);
    const missing = all.filter(({ isSlight, isSaid }) => !isSlight && !isSaid).flatMap(({ words }) => words);
    const unsaid = text.match(TOKEN)?.filter((token) => split(token).some((word) => missing.includes(word))) || [];
    return { answers: answers.filter(({ score }) => score > FIGURES.least * answers[0].score), unsaid };
  };
};
