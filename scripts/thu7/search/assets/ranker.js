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
    title: 3, alias: 2, phrasing: 1, summary: 1, heading: 1, // how much is learnt from one of each
    rate: 2, rounds: 3, trifle: 0.05, // how fast and how often the phrasings are learnt, and what is too small to learn from
    sharp: 1, // how sure the learnt answer is taken
    likeness: 0.6, // the nearest phrasing beside what was learnt from all
    repaired: 0.8, completed: 0.6, // a word that was mended, or that may go on
    event: 0.7, // a life event beside a guide that fits as well
    weak: 0.45, // under this nothing fits well
    asked: 0.5, // a heading this near is what was asked
    tail: 0.15, // of the first one's score: what has less is left away
    common: 3.2, // words less rare than this are not marked
  };
  const WHOLE = { title: 1.3, alias: 1.3, phrasing: 0.5, summary: 0, heading: 0.3 }; // met word for word
  const START = { title: 0.7, alias: 0.5, phrasing: 0.15, summary: 0, heading: 0 }; // met as its beginning
  const LAW = 3, KINDS = [1, W.event, 1, 1];
  const LONGEST = 200, MOST = 24; // letters and words of a question that are looked at
  const MARKED = "=";

  // Phrasings come as numbers in the list of words, as index.py writes them.
  const DIGITS = Array.from({ length: 0x7f - 0x23 }, (_, i) => String.fromCharCode(0x23 + i)).filter((digit) => digit !== "\\"), ALONE = 66;
  const DIGIT = new Map(DIGITS.map((digit, value) => [digit, value]));
  function numbers(coded) {
    return coded.split(" ").filter(Boolean).map((line) => {
      const words = [];
      for (let i = 0; i < line.length; i++) {
        const value = DIGIT.get(line[i]);
        words.push(value < ALONE ? value : ALONE + (value - ALONE) * DIGITS.length + DIGIT.get(line[++i]));
      }
      return words;
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

  /** The pages, from lists of one kind each: what is alike lies together, which packs smaller. An empty value is none. */
  function rows(columns) {
    const keys = Object.keys(columns);
    return columns.u.map((_, i) => {
      const page = {};
      keys.forEach((key) => { if (columns[key][i]) page[key] = columns[key][i]; });
      return page;
    });
  }

  /** The index: every passage as a vector of length one. It answers by the nearest passage alone until it has learnt. */
  function create(texts) {
    const pages = rows(texts.columns), listed = texts.words.split(" ");
    const passages = [], features = new Map(), counts = [], marks = []; // marks: whether a term has them
    const words = new Map(); // each known syllable and how many passages have it
    function number(term) {
      let id = features.get(term);
      if (id === undefined) { features.set(term, (id = counts.length)); counts.push(0); marks.push(term[0] === MARKED); }
      counts[id]++;
      return id;
    }
    function add(page, text, kind, found) {
      if (!found.length) return;
      const ids = terms(found, true).map(number), key = joined(found);
      new Set(key.split(" ")).forEach((word) => words.set(word, (words.get(word) || 0) + 1));
      passages.push({ page, kind, text, ids, key });
    }
    const known = listed.map(syllables); // phrasings share their words: each is looked at once
    pages.forEach((page, i) => {
      const put = (kind) => (text) => add(i, text, kind, syllables(text));
      put("title")(page.t);
      (page.a || []).forEach(put("alias"));
      numbers(page.q || "").forEach((line) => add(i, "", "phrasing", [].concat(...line.map((word) => known[word]))));
      (page.s || []).forEach(put("summary"));
      (page.h || []).forEach(put("heading"));
    });
    const rare = counts.map((count) => 1 + Math.log((1 + passages.length) / (1 + count)));
    const postings = counts.map(() => []);
    passages.forEach((passage, i) => {
      passage.values = unit(passage.ids.map((id) => rare[id]));
      passage.ids.forEach((id, n) => postings[id].push(i, passage.values[n]));
    });
    const vocabulary = Array.from(words.keys()).sort();
    const pairs = Array.from(features.keys()).filter((term) => term[0] !== MARKED && term.includes(" ")).sort();
    const sounds = new Map();
    vocabulary.forEach((word) => sounds.set(sound(word), [...(sounds.get(sound(word)) || []), word]));
    // Legal texts come last; they are found by their numbers, so there is nothing to learn of them.
    const size = pages.filter((page) => page.k !== LAW).length;
    const forms = Array.from(new Set([].concat(...pages.map((page) => page.c || [])))).filter((code) => /^[a-z]+[0-9]+[a-z]?$/i.test(code));
    return { texts, pages, forms, size, passages, features, marks, rare, postings, words, vocabulary, pairs, sounds, weights: null };
  }

  function unit(values) {
    let sum = 0;
    for (const value of values) sum += value * value;
    const length = Math.sqrt(sum) || 1;
    for (let i = 0; i < values.length; i++) values[i] /= length;
    return values;
  }

  /**
   * What each term says for and against each page: a softmax regression over all passages, by gradient descent.
   * Counting words alone cannot know that "lại" tells a second registration from a first; learning from the phrasings does.
   */
  function learn(index) {
    const size = index.size;
    const weights = index.postings.map((list) => (list.length > 2 ? new Float32Array(size) : null)); // a term of one passage tells nothing general
    const lesson = (passage, marked) => {
      const ids = [], values = [];
      for (const id of passage.ids) {
        if (!weights[id] || (index.marks[id] && !marked)) continue;
        ids.push(id);
        values.push(index.rare[id]);
      }
      return { page: passage.page, step: W.rate * W[passage.kind], ids, values: unit(values) };
    };
    const lessons = [true, false].map((marked) => index.passages.map((passage) => lesson(passage, marked)));
    const order = index.passages.map((_, i) => i).filter((i) => index.passages[i].page < size);
    const at = new Int32Array(size), by = new Float64Array(size);
    let seed = 1;
    for (let round = 0; round < W.rounds; round++) {
      for (let i = order.length - 1; i > 0; i--) { // shuffled, and every time in the same way
        seed = (seed * 16807) % 2147483647;
        const j = seed % (i + 1), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
      }
      for (const i of order) {
        const { page: right, step, ids, values } = lessons[round % 2][i]; // every other time as people type who put no marks
        const wrong = chances(weights, ids, values, size);
        wrong[right] -= 1;
        let told = 0; // the pages from which there is something to learn, and how much
        for (let page = 0; page < size; page++) {
          if (Math.abs(wrong[page]) < W.trifle) continue;
          at[told] = page;
          by[told++] = (step * wrong[page]) / (1 + round / 3);
        }
        for (let n = 0; n < ids.length; n++) {
          const weight = weights[ids[n]], value = values[n];
          for (let k = 0; k < told; k++) weight[at[k]] -= by[k] * value;
        }
      }
    }
    index.weights = weights;
  }

  /** How likely each page is, by its weights for some terms. */
  function chances(weights, ids, values, size) {
    const sums = new Float64Array(size);
    for (let n = 0; n < ids.length; n++) {
      const told = weights[ids[n]], value = values[n];
      if (told) for (let page = 0; page < size; page++) sums[page] += told[page] * value;
    }
    let top = -Infinity, total = 0;
    for (let page = 0; page < size; page++) if (sums[page] > top) top = sums[page];
    for (let page = 0; page < size; page++) total += sums[page] = Math.exp(W.sharp * (sums[page] - top));
    for (let page = 0; page < size; page++) sums[page] /= total;
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
        const pair = start ? index.features.has(best[start][best[start].length - 1] + " " + part) : true;
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
        const whole = known && (!before || index.features.has(before + " " + word.folded));
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
    const after = before ? startingWith(index.pairs, before + " " + start).map((pair) => pair.slice(before.length + 1)) : [];
    const longer = (after.length ? after : startingWith(index.vocabulary, start)).filter((word) => word !== start);
    const total = longer.reduce((sum, word) => sum + index.words.get(word), 0);
    return longer.map((folded) => ({ folded, weight: index.words.get(folded) / total }));
  }

  /** The words that a mended one may be: where some of them make a known pair with a neighbour, only those. */
  function shared(index, found, before, next, weight) {
    const fitting = found.filter((word) => index.features.has(before + " " + word) || index.features.has(word + " " + next));
    const kept = fitting.length ? fitting : found.slice(0, 3);
    return kept.map((folded) => ({ folded, weight: weight / kept.length }));
  }

  /** The question as a vector of length one. */
  function vector(index, slots, marks) {
    const values = new Map();
    function put(term, weight) {
      const id = index.features.get(term);
      if (id !== undefined) values.set(id, Math.max(values.get(id) || 0, weight * index.rare[id]));
    }
    slots.forEach((options, i) => {
      for (const option of options) {
        put(option.folded, option.weight);
        if (marks && option.marked) put(MARKED + option.marked, option.weight);
        for (const before of i ? slots[i - 1] : []) {
          put(before.folded + " " + option.folded, before.weight * option.weight);
        }
      }
    });
    const ids = Array.from(values.keys());
    return { ids, values: unit(ids.map((id) => values.get(id))) };
  }

  /** How well each page answers, and how near each passage is to the question. */
  function score(index, words, half) {
    const slots = lattice(index, words, half);
    const marks = words.some((word) => word.marked !== word.folded), asked = vector(index, slots, marks);
    if (!asked.ids.length) return null;
    const like = new Float64Array(index.passages.length), near = new Float64Array(index.pages.length);
    asked.ids.forEach((id, n) => {
      const list = index.postings[id];
      for (let i = 0; i < list.length; i += 2) like[list[i]] += asked.values[n] * list[i + 1];
    });
    const key = joined(words), whole = new Float64Array(index.pages.length);
    const mended = slots.map((options) => options.reduce((best, one) => (one.weight > best.weight ? one : best), { folded: "", weight: 0 }).folded).join(" ");
    index.passages.forEach((passage, i) => {
      if (!like[i]) return;
      near[passage.page] = Math.max(near[passage.page], like[i]);
      const met = passage.key === key ? WHOLE[passage.kind] : passage.key === mended ? W.repaired * WHOLE[passage.kind] : passage.key.startsWith(key) ? START[passage.kind] : 0;
      whole[passage.page] = Math.max(whole[passage.page], met);
    });
    const chance = index.weights ? chances(index.weights, asked.ids, asked.values, index.size) : [];
    const scores = index.pages.map((page, i) => (near[i] ? KINDS[page.k || 0] * ((chance[i] || 0) + W.likeness * near[i]) + whole[i] : 0));
    return { scores, like, slots, marks };
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
      if (found) found.scores.forEach((value, page) => { if (value > best[page]) { best[page] = value; from[page] = found; } });
    }
    index.pages.forEach((page, i) => {
      const sure = /\d/.test(asked) ? named(page, asked) : 0;
      if (sure) best[i] = (best[i] || 0) + sure;
    });
    const found = Array.from(best.keys()).filter((page) => best[page] > 0).sort((a, b) => best[b] - best[a] || a - b);
    return found.filter((page) => best[page] >= W.tail * best[found[0]]).slice(0, limit || 8).map((page) => ({ page, score: best[page], from: from[page] }));
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
    const found = find(index, question, limit);
    return {
      sure: found.length > 0 && found[0].score >= 5,
      weak: !found.length || found[0].score < W.weak,
      early: !index.weights, // asked again it will know better
      topics: found.length ? [] : index.texts.topics,
      pages: found.map((result) => {
        const page = index.pages[result.page], said = telling(index, result);
        return { address: page.u + (said.at ? "#" + said.at : ""), title: page.t, said: marked(index, result, said.text), fee: page.f || "", trip: page.g || "" };
      }),
    };
  }

  return { create, learn, find, answer, syllables, W };
})();
