/* The engine of search, which touches no page: engine(index)("payrol") gives the answers, the best page first. */
const WEIGHTS = { title: 9, words: 8, url: 5, heading: 4, description: 2.5, text: 2, readers: 1.3 };
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
/** The words of a query: "6 per cent" is 6%, "h and s" is h&s. */
const asked = (query) => {
  const signs = query.replace(/(\d)\s*(?:%|per\s?cent\b)/gi, "$1%");
  const pairs = signs.replace(/(^|\s)(\p{L})\s*(?:&|\s(?:and|n)\s)\s*(\p{L})(?=\s|$)/giu, "$1$2&$3");
  return wordsOf(pairs, split);
};
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

/** Make the function that answers queries. A field is the name of a page, {page}, or one of its parts, {page, part}. */
export const engine = ({ pages, words: pairs, little: spoken }) => {
  const little = new Set(spoken.split(" ")); // words that say little in a question
  const found = new Map(); // word -> Map(field -> weight)
  const of = (word) => found.get(word) || found.set(word, new Map()).get(word);
  const add = (field, weight, words) => words.forEach((word) => raise(of(word), field, weight));
  const length = (words) => words.filter((word) => !little.has(word)).length || 1;
  const addName = (field, weight, words) => add(field, weight / length(words) ** 0.4, words);
  const own = pages.map(([url, title, , description, words, parts], page) => {
    const name = { page };
    for (const [kind, text] of Object.entries({ title, url })) addName(name, WEIGHTS[kind], wordsOf(text));
    for (const [kind, text] of Object.entries({ words, description })) add(name, WEIGHTS[kind], wordsOf(text));
    return [name, ...parts.map((part) => {
      const [field, text, counts] = [{ page, part }, wordsOf(part[2]), new Map()];
      for (const word of text) counts.set(word, (counts.get(word) || 0) + 1);
      for (const [word, n] of counts) raise(of(word), field, (WEIGHTS.text * n) / (n + 0.5 + text.length / 300));
      addName(field, WEIGHTS.heading, wordsOf(part[1]));
      return field;
    })];
  });
  const known = new Set(found.keys());
  const readers = new Map(); // first stem of a reader's words -> [[stems, ours], ...]
  for (const [theirs, ours] of pairs)
    for (const words of theirs.split("|").map((phrase) => wordsOf(phrase, split))) {
      words.forEach((word) => known.add(word));
      push(readers, stem(words[0]), [words.map(stem), ours]);
    }
  const family = new Map(); // stem -> words
  for (const word of known) push(family, stem(word), word);

  /** The known words that a typed one may stand for, each with how sure that is; `last`: it may not be typed out. */
  const meant = (typed, last) => {
    const sure = new Map((family.get(stem(typed)) || []).map((word) => [word, word === typed ? 1 : 0.85]));
    const [open, start] = [last && typed.length > 1 && !little.has(typed), sure.size ? 0.2 : 0.4];
    for (const word of open ? known : [])
      if (word.startsWith(typed)) raise(sure, word, start * (1 + typed.length / word.length));
    const most = /\d/.test(typed) ? 0 : typed.length > 7 ? 2 : typed.length > 3 ? 1 : 0;
    const near = new Map(); // slips -> words; a beginning counts as half a slip more
    for (const word of sure.size || !most ? [] : known)
      push(near, Math.min(slips(typed, word, most), last ? slips(typed, word, most, true) + 0.5 : Infinity), word);
    const least = Math.min(...near.keys());
    const nearest = least < Infinity ? near.get(least) : [];
    for (const word of nearest.flatMap((each) => family.get(stem(each)))) raise(sure, word, 0.75 - least * 0.15);
    return sure;
  };
  /** Weights of fields for words that belong together: [field, mean weight, whether it has all of them]. */
  const together = (terms, quality) => {
    const weights = new Map();
    for (const term of terms) {
      const best = new Map();
      for (const [word, sure] of term)
        for (const [field, weight] of found.get(word) || []) raise(best, field, sure * weight);
      for (const [field, weight] of best) push(weights, field, weight);
    }
    const part = ([field, all]) => [field, sum(all) * all.length ** 3, all.length === terms.length];
    return [...weights].map(part).map(([field, weight, all]) => [field, (quality * weight) / terms.length ** 4, all]);
  };
  /** One piece of a query, the typed words `at` to `at + span`, looked for in several ways. */
  const piece = (typed, terms, at) => {
    let [span, ways] = [1, []]; // ways: [terms, quality]
    const mean = (words) => words.map((word) => meant(word));
    const says = (term, part) => [...(term || [])].some(([word]) => stem(word) === part);
    for (const [word, sure] of terms[at])
      for (const [phrase, ours] of readers.get(stem(word)) || []) {
        if (phrase.length < span || !phrase.every((part, n) => says(terms[at + n], part))) continue;
        if (phrase.length > span) [span, ways] = [phrase.length, []];
        for (const words of ours.split("|")) ways.push([mean(asked(words)), WEIGHTS.readers * sure * span ** 0.5]);
      }
    const joined = typed[at] + typed[at + 1];
    if (span < 3 && known.has(joined)) [span, ways] = [2, [...ways, [mean([joined]), 1]]];
    for (let cut = 3; span === 1 && !terms[at].size && cut < typed[at].length - 2; cut++) {
      const halves = [typed[at].slice(0, cut), typed[at].slice(cut)];
      if (halves.every((half) => known.has(half))) ways.push([mean(halves), 0.9]);
    }
    ways.unshift([terms.slice(at, at + span), 1]);
    const [weights, on] = [new Map(), new Set()]; // on: the pages that have it, as typed or else in another way
    for (const all of ways.map((way) => together(...way))) {
      for (const [field, weight] of all) raise(weights, field, weight);
      if (!on.size) for (const [{ page }, , complete] of all) if (complete) on.add(page);
    }
    const marks = ways.flatMap(([words]) => words.flatMap((term) => [...term.keys()]));
    const slight = span === 1 && (little.has(typed[at]) || /^20\d\d$/.test(typed[at]));
    return { span, weights, marks, slight, worth: Math.log((pages.length + 1) / (on.size || 3)) + 0.15 };
  };
  return (query) => {
    const typed = asked(query).slice(0, 30);
    const terms = typed.map((word, n) => meant(word, n === typed.length - 1 && !/\s$/.test(query)));
    const all = [];
    for (let at = 0; at < typed.length; at += all.at(-1).span) all.push(piece(typed, terms, at));
    const pieces = all.filter(({ weights }) => weights.size);
    const question = pieces.some(({ slight }) => !slight);
    for (const one of pieces) if (question && one.slight) Object.assign(one, { worth: one.worth / 10, marks: [] });
    const [whole, marks] = [sum(pieces.map(({ worth }) => worth)), new Set(pieces.flatMap((one) => one.marks))];
    const answers = pages.map(([url, title, section, description, , , boost], page) => {
      const weigh = (field) => sum(pieces.map(({ weights, worth }) => worth * (weights.get(field) || 0)));
      const has = ({ weights }) => Math.min(1, 1.5 * Math.max(...own[page].map((field) => weights.get(field) || 0)));
      const [name, ...parts] = own[page].map((field) => ({ part: field.part, score: weigh(field) }));
      const [best, ...others] = [...parts.sort((a, b) => b.score - a.score), { part: ["", "", ""], score: 0 }];
      const share = sum(pieces.map((one) => one.worth * has(one))) / whole;
      const score = (name.score + best.score + 0.15 * sum(others.map((one) => one.score))) * share ** 2 * boost;
      const [anchor, heading, text] = best.part;
      const inside = anchor && name.score < 1.5 * best.score && { url: `${url}#${anchor}`, heading };
      const texts = inside ? [text, description] : [description, text];
      return { title, section, marks, score, texts, ...(inside || { url, heading: "" }) };
    });
    const least = 0.1 * Math.max(...answers.map(({ score }) => score || 0));
    return answers.filter(({ score }) => score > least).sort((a, b) => b.score - a.score);
  };
};
