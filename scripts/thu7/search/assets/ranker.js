// The search itself: from texts and a question to pages, the best first. It knows no page and no network, so that a worker,
// a page opened from a folder and `thu7 check` all run this one file. Nothing here is fetched, kept or sent.
"use strict";
var thu7Ranker = (function () {
  // --- words: the same forms as vietnamese.py gives; both are held to tests/search/folding.json
  const TONES = { "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5 };
  const WORD = /\d+(?:\.\d+)+|[a-z0-9đ\u0300-\u036f]+/g;
  const FINAL_Y = /(^|[bcdghklmnpqrstvx]|qu)y$/;

  /** The syllables of a text: `folded` without any mark, `marked` with its letters' shapes and the tone as a digit behind. */
  function syllables(text) {
    const found = [];
    for (const word of text.normalize("NFKD").toLowerCase().replace(/ð/g, "đ").match(WORD) || []) {
      let shapes = "", folded = "", tone = 0;
      for (const letter of word) {
        if (TONES[letter]) tone = TONES[letter];
        else if (letter >= "\u0300" && letter <= "\u036f") shapes += letter;
        else {
          shapes += letter;
          folded += letter === "đ" ? "d" : letter;
        }
      }
      if (!folded) continue;
      const plain = FINAL_Y.test(folded);
      found.push({ folded: sameFinal(folded), marked: (plain ? shapes.replace(/y(?=[^a-z]*$)/, "i") : shapes) + (tone || "") });
    }
    return found;
  }
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  const sameFinal = (folded) => (FINAL_Y.test(folded) ? folded.slice(0, -1) + "i" : folded);
  const joined = (words) => words.map((word) => word.folded).join(" ");

  // --- how much each thing weighs; `make bench-search` shows what a change of them does
  const W = {
    likeness: 0.4, // the nearest name or heading beside what was learnt
    named: 0.8, // the same where nothing was learnt
    soft: 0.5, // the power of a chance: what comes second is not lost beside it
    repaired: 0.8, completed: 0.6, // a word that was mended, or that may go on
    event: 0.7, // a life event beside a guide that fits as well
    near: 0.2, none: 2.7, unknown: 0.3, // what is added to a chance for likeness, and taken for no page's chance and for words that nothing has
    weak: 0.08, // under this nothing fits well
    asked: 0.5, // a heading this near is what was asked
    tail: 0.15, // of the first one's score, or of one: what has less is left away
    common: 3.2, // words less rare than this are not marked
  };
  const WHOLE = { title: 1.3, alias: 1.3, summary: 0, heading: 0.3 }; // met word for word
  const START = { title: 0.7, alias: 0.5, summary: 0, heading: 0 }; // met as its beginning
  const EVENT = 1, DESK = 2;
  const SURE = 5; // a score that only a page's own number gives
  const FEW = 3; // pages that are shown where none fits well: what helps then stands below them
  const LONGEST = 200, MOST = 24; // letters and words of a question that are looked at
  const MARKED = "=";

  // Lists of numbers come in one or two letters each, as coding.py writes them.
  const DIGITS = Array.from({ length: 0x7f - 0x23 }, (_, i) => String.fromCharCode(0x23 + i)).filter((digit) => digit !== "\\"), ALONE = 66;
  const DIGIT = new Map(DIGITS.map((digit, value) => [digit, value]));
  function numbers(coded) {
    return coded.split(" ").map((line) => {
      const found = [];
      for (let i = 0; i < line.length; i++) {
        const value = DIGIT.get(line[i]);
        found.push(value < ALONE ? value : ALONE + (value - ALONE) * DIGITS.length + DIGIT.get(line[++i]));
      }
      return found;
    });
  }

  /** What a text is compared by: its syllables and their pairs without marks, and, behind "=", its syllables with them. */
  function terms(words, marks) {
    const found = [];
    words.forEach((word, i) => {
      const before = i && words[i - 1];
      found.push(word.folded);
      if (i) found.push(before.folded + " " + word.folded);
      if (marks) found.push(MARKED + word.marked);
    });
    return Array.from(new Set(found));
  }

  /** How much a term tells that stands in 2^level of so many texts. */
  const rarity = (texts, level) => 1 + Math.log((1 + texts) / (1 + 1.4 * Math.pow(2, level)));

  /** The pages, from lists of one kind each: what is alike lies together, which packs smaller. An empty value is none. */
  function rows(columns) {
    const keys = Object.keys(columns);
    return columns.u.map((_, i) => {
      const page = {};
      keys.forEach((key) => { if (columns[key][i]) page[key] = columns[key][i]; });
      return page;
    });
  }

  /** What was learnt, by term: how rare it is, and what it says for and against some pages. learner.js made it. */
  function learnt(model, listed) {
    const known = new Map(), first = new Map();
    if (!model) return known;
    listed.forEach((word) => { if (!first.has(word.folded)) first.set(word.folded, first.size); });
    const folded = Array.from(first.keys());
    const pairs = numbers(model.pairs)[0];
    const found = folded.concat(listed.map((word) => MARKED + word.marked));
    for (let i = 0; i < pairs.length; i += 2) found.push(folded[pairs[i]] + " " + folded[pairs[i + 1]]);
    let at = 0;
    numbers(model.rows).forEach((gaps, i) => {
      if (!gaps.length) return;
      let page = -1;
      const pages = gaps.map((gap) => (page += gap + 1));
      const values = gaps.map(() => model.step * (DIGIT.get(model.values[at++]) - model.most));
      known.set(found[i], { rare: rarity(model.texts, DIGIT.get(model.levels[i])), pages, values });
    });
    return known;
  }

  /** The index: what was learnt of all phrasings, and every name, sentence and heading as a vector of length one. */
  function create(texts) {
    const pages = rows(texts.columns), spelled = texts.words.split(" ").filter(Boolean), listed = spelled.map((word) => syllables(word)[0]);
    const passages = [], features = new Map(), counts = [];
    const words = new Map(); // each known syllable and how often it stands in the texts
    function number(term) {
      let id = features.get(term);
      if (id === undefined) { features.set(term, (id = counts.length)); counts.push(0); }
      counts[id]++;
      return id;
    }
    function add(page, text, kind, found) {
      if (!found.length) return;
      const ids = terms(found, true).map(number), key = joined(found);
      new Set(key.split(" ")).forEach((word) => words.set(word, (words.get(word) || 0) + 1));
      passages.push({ page, kind, text, ids, key });
    }
    pages.forEach((page, i) => {
      const put = (kind) => (text) => add(i, text, kind, syllables(text));
      put("title")(page.t);
      (page.a ? numbers(page.a) : []).forEach((line) => add(i, line.map((word) => spelled[word]).join(" "), "alias", line.map((word) => listed[word])));
      (page.s || []).forEach(put("summary"));
      (page.h || []).forEach(put("heading"));
    });
    const model = learnt(texts.model, listed);
    listed.forEach((word) => words.set(word.folded, (words.get(word.folded) || 0) + 1));
    const rare = counts.map((count) => 1 + Math.log((1 + passages.length) / (1 + count)));
    const postings = counts.map(() => []);
    passages.forEach((passage, i) => {
      const values = unit(passage.ids.map((id) => rare[id]));
      passage.ids.forEach((id, n) => postings[id].push(i, values[n]));
    });
    const vocabulary = Array.from(words.keys()).sort();
    const pairs = new Set([...features.keys(), ...model.keys()].filter((term) => term[0] !== MARKED && term.includes(" ")));
    const sounds = new Map();
    vocabulary.forEach((word) => sounds.set(sound(word), [...(sounds.get(sound(word)) || []), word]));
    const size = texts.model ? texts.model.pages : 0; // wards and legal texts come last, and nothing is learnt of them
    const forms = Array.from(new Set([].concat(...pages.map((page) => page.c || [])))).filter((code) => /^[a-z]+[0-9]+[a-z]?$/i.test(code));
    return { texts, pages, forms, size, desks: pages.findIndex((page) => page.k === DESK), model, passages, features, rare, postings, words, vocabulary, pairs, sorted: Array.from(pairs).sort(), sounds };
  }

  function unit(values) {
    let sum = 0;
    for (const value of values) sum += value * value;
    const length = Math.sqrt(sum) || 1;
    for (let i = 0; i < values.length; i++) values[i] /= length;
    return values;
  }

  /** How likely each page is by what was learnt, and behind them how likely it is that no page answers. */
  function chances(index, weighed) {
    const sums = new Float64Array(index.size + 1), found = [], values = [];
    weighed.forEach((weight, term) => {
      const told = index.model.get(term);
      if (told) { found.push(told); values.push(weight * told.rare); }
    });
    if (!found.length) return sums;
    unit(values);
    found.forEach((told, n) => { for (let i = 0; i < told.pages.length; i++) sums[told.pages[i]] += told.values[i] * values[n]; });
    const top = Math.max(...sums);
    let total = 0;
    for (let page = 0; page < sums.length; page++) total += sums[page] = Math.exp(sums[page] - top);
    for (let page = 0; page < sums.length; page++) sums[page] /= total;
    return sums;
  }

  /** Southern and hurried spelling: what sounds alike is one. */
  function sound(word) {
    return word.replace(/^(?:gi|r|v)(?=[aeiouy])/, "d").replace(/^tr/, "ch").replace(/^s/, "x").replace(/^ngh/, "ng").replace(/^gh/, "g").replace(/^[ck](?!h)/, "k").replace(/ng$/, "n").replace(/[ct]$/, "c");
  }

  function startingWith(sorted, prefix) {
    let low = 0, high = sorted.length;
    while (low < high) { const middle = (low + high) >> 1; if (sorted[middle] < prefix) low = middle + 1; else high = middle; }
    const found = [];
    while (low < sorted.length && sorted[low].startsWith(prefix)) found.push(sorted[low++]);
    return found;
  }

  /** Keys left by Telex (dd aa ow, a closing s f r x j) and VNI (a9 d9) when the phone did not put the marks. */
  function keyed(word) {
    const vni = word.replace(/([a-z])[1-9]+/g, "$1");
    const plain = word.replace(/dd/g, "d").replace(/([aeo])\1/g, "$1").replace(/([a-z])w/g, "$1").replace(/^w/, "u");
    const at = plain.search(/[aeiouy]/);
    const tails = at < 0 ? [] : Array.from(plain.slice(at + 1)).map((letter, i) => ("sfrxj".includes(letter) ? plain.slice(0, at + 1 + i) + plain.slice(at + 2 + i) : ""));
    return [vni, plain, ...tails.reverse()].filter((form) => form && form !== word).map(sameFinal);
  }

  function oneEdit(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0;
    while (i < a.length && i < b.length && a[i] === b[i]) i++;
    if (a.slice(i + 1) === b.slice(i + 1) || a.slice(i) === b.slice(i + 1) || a.slice(i + 1) === b.slice(i)) return true;
    return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
  }

  function split(index, word) {
    // The fewest known words that stand one behind the other in it.
    const best = [[]];
    for (let end = 1; end <= word.length; end++) {
      for (let start = Math.max(0, end - 7); start < end; start++) {
        const part = sameFinal(word.slice(start, end));
        if (!best[start] || !index.words.has(part) || (part.length < 2 && !/\d/.test(part))) continue;
        const pair = start ? index.pairs.has(best[start][best[start].length - 1] + " " + part) : true;
        if (!pair) continue;
        if (!best[end] || best[start].length + 1 < best[end].length) best[end] = [...best[start], part];
      }
    }
    const found = best[word.length];
    return found && found.length > 1 ? found : null;
  }

  function repaired(index, word) {
    const known = (form) => index.words.has(form);
    const typed = keyed(word).filter(known);
    if (typed.length) return typed.slice(0, 2);
    if (/\d/.test(word) || word.length < 2) return [];
    const near = word.length > 2 ? index.vocabulary.filter((other) => other.length > 1 && oneEdit(word, other)) : [];
    const alike = index.sounds.get(sound(word)) || [];
    return Array.from(new Set([...alike, ...near])).sort((a, b) => index.words.get(b) - index.words.get(a)).slice(0, 6);
  }

  /** The question as it was typed, and with short forms and everyday words put as the guides put them. */
  function variants(index, typed) {
    const has = Object.prototype.hasOwnProperty; // Object.hasOwn is younger than the phones
    const lists = [index.texts.short || {}, index.texts.plain || {}];
    const forms = typed.map((word) => word.folded), spans = [];
    lists.forEach((list, kind) => {
      for (let from = 0; from < forms.length; ) {
        let size = Math.min(5, forms.length - from);
        while (size && !has.call(list, forms.slice(from, from + size).join(" "))) size--;
        if (size) spans.push({ kind, from, size, to: list[forms.slice(from, from + size).join(" ")] });
        from += size || 1;
      }
    });
    if (!spans.length) return [typed];
    const options = Math.max(...spans.map((span) => span.to.length));
    const made = [typed];
    for (const kinds of [[0], [1], [0, 1]]) {
      for (let option = 0; option < options; option++) {
        const chosen = spans.filter((span) => kinds.includes(span.kind) && (option === 0 || span.to.length > option));
        if (!chosen.length || (kinds.length > 1 && new Set(chosen.map((span) => span.kind)).size < 2)) continue;
        const out = [];
        for (let i = 0; i < typed.length; i++) {
          const span = chosen.find((one) => one.from <= i && i < one.from + one.size);
          if (!span) out.push(typed[i]);
          else if (span.from === i) out.push(...syllables(span.to[Math.min(option, span.to.length - 1)]));
        }
        made.push(out);
      }
    }
    return made;
  }

  /** For each place of the question the words it may stand for, each with its weight; the weights of one place add up to one at most. */
  function lattice(index, words, half) {
    const slots = [];
    words.forEach((word, i) => {
      const known = index.words.has(word.folded), before = i ? words[i - 1].folded : "";
      if (before && !known && index.words.has(before + word.folded)) { // "vne id"
        slots[slots.length - 1] = [{ folded: before + word.folded, weight: 1 }];
        return;
      }
      let options = known ? [{ folded: word.folded, marked: word.marked, weight: 1 }] : [];
      if (half && i === words.length - 1 && !/^\d$/.test(word.folded)) {
        const longer = completions(index, before, word.folded);
        // A word may be whole and half at once ("lý lị"): with no such pair, it is half.
        const whole = known && (!before || index.pairs.has(before + " " + word.folded));
        const part = whole ? W.completed / (1 + word.folded.length) : known ? 0.9 : 1;
        if (longer.length && known) options[0].weight -= part;
        for (const option of longer) options.push({ folded: option.folded, weight: option.weight * part });
      }
      if (!options.length) {
        const parts = split(index, word.folded);
        if (parts) { parts.forEach((part) => slots.push([{ folded: part, weight: 1 }])); return; }
        const next = i + 1 < words.length ? words[i + 1].folded : "";
        options = shared(index, repaired(index, word.folded), before, next, W.repaired);
      }
      slots.push(options);
    });
    return slots;
  }

  /** Words that go on from a beginning, those first that follow the word before; together they weigh one. */
  function completions(index, before, start) {
    const after = before ? startingWith(index.sorted, before + " " + start).map((pair) => pair.slice(before.length + 1)) : [];
    const longer = (after.length ? after : startingWith(index.vocabulary, start)).filter((word) => word !== start);
    const total = longer.reduce((sum, word) => sum + index.words.get(word), 0);
    return longer.map((folded) => ({ folded, weight: index.words.get(folded) / total }));
  }

  /** The words that a mended one may be: where some of them make a known pair with a neighbour, only those. */
  function shared(index, found, before, next, weight) {
    const fitting = found.filter((word) => index.pairs.has(before + " " + word) || index.pairs.has(word + " " + next));
    const kept = fitting.length ? fitting : found.slice(0, 3);
    return kept.map((folded) => ({ folded, weight: weight / kept.length }));
  }

  /** What the question says, by term: how surely, at most one. */
  function weighed(slots, marks) {
    const values = new Map();
    const put = (term, weight) => values.set(term, Math.max(values.get(term) || 0, weight));
    slots.forEach((options, i) => {
      for (const option of options) {
        put(option.folded, option.weight);
        if (marks && option.marked) put(MARKED + option.marked, option.weight);
        for (const before of i ? slots[i - 1] : []) put(before.folded + " " + option.folded, before.weight * option.weight);
      }
    });
    return values;
  }

  /** How well each page answers, and how near each passage is to the question. */
  function score(index, words, half) {
    const slots = lattice(index, words, half);
    const marks = words.some((word) => word.marked !== word.folded), asked = weighed(slots, marks);
    const chance = chances(index, asked), terms = Array.from(asked.keys()).filter((term) => index.features.has(term));
    const ids = terms.map((term) => index.features.get(term)), values = unit(terms.map((term, n) => asked.get(term) * index.rare[ids[n]]));
    const like = new Float64Array(index.passages.length), near = new Float64Array(index.pages.length);
    ids.forEach((id, n) => {
      const list = index.postings[id];
      for (let i = 0; i < list.length; i += 2) like[list[i]] += values[n] * list[i + 1];
    });
    const key = joined(words), whole = new Float64Array(index.pages.length);
    const mended = slots.map((options) => options.reduce((best, one) => (one.weight > best.weight ? one : best), { folded: "", weight: 0 }).folded).join(" ");
    index.passages.forEach((passage, i) => {
      if (!like[i]) return;
      near[passage.page] = Math.max(near[passage.page], like[i]);
      const met = passage.key === key ? WHOLE[passage.kind] : passage.key === mended ? W.repaired * WHOLE[passage.kind] : passage.key.startsWith(key) ? START[passage.kind] : 0;
      whole[passage.page] = Math.max(whole[passage.page], met);
    });
    // A ward is as likely as the page of all wards, and its name says that it is meant.
    const likely = (page, i) => Math.pow((i < index.size ? chance[i] : page.k === DESK ? chance[index.desks] * near[i] : 0) || 0, W.soft);
    const scores = index.pages.map((page, i) => (page.k === EVENT ? W.event : 1) * (likely(page, i) + (i < index.size ? W.likeness : W.named) * near[i]) + whole[i]);
    const known = (word, i) => index.words.has(word.folded) || /^[0-9]/.test(word.folded) || (half && i === words.length - 1 && startingWith(index.vocabulary, word.folded).length > 0);
    const unknown = words.filter((word, i) => !known(word, i)).length / words.length;
    const fits = (page) => (chance[index.pages[page].k === DESK ? index.desks : page] || 0) + W.near * near[page] - W.none * chance[index.size] - W.unknown * unknown;
    return { scores, like, slots, marks, asked, fits };
  }

  // --- numbers of procedures, forms and laws
  const BESIDE = /^(?:(?:mau|so|giay|don|to khai|to|phieu|form|ma|thu tuc|dvc|[0-9]+|h[0-9]+) )*$/;
  const spaced = (text) => fold(text).replace(/[^a-z0-9]+/g, " ").trim() + " ";

  /** The question with each form's number as the forms have it: "mẫu CT-01" and "ct 1" ask for CT01. */
  function withForms(index, text) {
    for (const form of index.forms) {
      const runs = /^([a-z]+)0*(.+)$/i.exec(form);
      text = text.replace(new RegExp("(^|[^\\wà-ỹđ])" + runs[1] + "[\\s._-]*0*" + runs[2] + "(?![\\wà-ỹđ])", "gi"), "$1" + form);
    }
    return text;
  }

  /** How surely a question names a page by a code of its own: 10 where it says nothing else, 5 where that is not its first one, 2 beside other words. */
  function named(page, asked) {
    let most = 0;
    (page.c || []).forEach((code, i) => {
      if (!code) return;
      const own = spaced(code), at = (" " + asked).indexOf(" " + own);
      if (at < 0) return;
      const rest = asked.slice(0, at) + asked.slice(at + own.length);
      most = Math.max(most, BESIDE.test(rest) ? (i ? 5 : 10) : own.length > 8 ? 5 : 2);
    });
    return most;
  }

  function find(index, question, limit) {
    const text = withForms(index, question.slice(0, LONGEST)), typed = syllables(text).slice(0, MOST);
    const asked = spaced(text), half = !/\s$/.test(text);
    const best = new Float64Array(index.pages.length), from = [];
    for (const words of typed.length ? variants(index, typed) : []) {
      const found = score(index, words, half && words[words.length - 1] === typed[typed.length - 1]);
      found.scores.forEach((value, page) => { if (value > best[page]) { best[page] = value; from[page] = found; } });
    }
    index.pages.forEach((page, i) => {
      const sure = /\d/.test(asked) ? named(page, asked) : 0;
      if (sure) best[i] = (best[i] || 0) + sure;
    });
    const found = Array.from(best.keys()).filter((page) => best[page] > 0).sort((a, b) => best[b] - best[a] || a - b);
    return found.filter((page) => best[page] >= W.tail * Math.min(1, best[found[0]])).slice(0, limit || 8).map((page) => ({ page, score: best[page], from: from[page] }));
  }

  // --- what a reader sees of a page that was found
  const anchor = (text) => fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

  /** What to show of a page: a question that it answers, where that is nearer to what was asked than all its names; else a sentence. */
  function telling(index, result) {
    const best = {};
    index.passages.forEach((passage, i) => {
      if (passage.page !== result.page) return;
      const like = result.from ? result.from.like[i] : 0, kind = passage.kind === "alias" ? "title" : passage.kind;
      if (!best[kind] || like > best[kind].like) best[kind] = { like, text: passage.text };
    });
    const { heading, title, summary } = best;
    if (heading && heading.like >= W.asked && heading.like > title.like) return { text: heading.text, at: anchor(heading.text) };
    return { text: summary ? summary.text : "", at: "" };
  }

  /** A sentence in parts, every other one marked: the words that were asked for, a rare one alone and others in their pair. */
  function marked(index, result, text) {
    const alone = new Set(), pairs = new Set(), form = (word) => (result.from && result.from.marks ? word.marked : word.folded);
    const slots = result.from ? result.from.slots : [];
    slots.forEach((options, i) => options.forEach((option) => {
      const own = result.from.marks ? option.marked || option.folded : option.folded;
      if (index.rare[index.features.get(option.folded)] > W.common) alone.add(own);
      for (const before of i ? slots[i - 1] : []) pairs.add((result.from.marks ? before.marked || before.folded : before.folded) + " " + own);
    }));
    const pieces = text.split(/([a-zđ0-9\u00c0-\u1ef9\u0300-\u036f]+)/i), hits = new Set();
    for (let i = 1; i < pieces.length; i += 2) {
      const word = syllables(pieces[i])[0], before = i > 1 && pieces[i - 1].trim() === "" ? syllables(pieces[i - 2])[0] : null;
      if (!word) continue;
      if (alone.has(form(word))) hits.add(i);
      if (before && pairs.has(form(before) + " " + form(word))) hits.add(i).add(i - 1).add(i - 2);
      else if (before && hits.has(i) && hits.has(i - 2)) hits.add(i - 1);
    }
    const parts = [""];
    pieces.forEach((piece, i) => {
      if (hits.has(i) === (parts.length % 2 === 0)) parts[parts.length - 1] += piece;
      else parts.push(piece);
    });
    return parts;
  }

  /** The answer to a question: pages with their best sentence, whether the first is meant beyond doubt, or nothing fits well. */
  function answer(index, question, limit) {
    const found = find(index, question, limit), weak = !found.length || (found[0].score < SURE && !(found[0].from.fits(found[0].page) >= W.weak));
    return {
      sure: found.length > 0 && found[0].score >= SURE,
      weak,
      help: index.texts.help || [],
      topics: found.length ? [] : index.texts.topics,
      pages: found.slice(0, weak ? FEW : found.length).map((result) => {
        const page = index.pages[result.page], said = telling(index, result);
        return { address: page.u + (said.at ? "#" + said.at : ""), title: page.t, said: marked(index, result, said.text), fee: page.f || "", trip: page.g || "" };
      }),
    };
  }

  return { create, find, answer, spaced, withForms, syllables, terms, variants, rarity, W };
})();
