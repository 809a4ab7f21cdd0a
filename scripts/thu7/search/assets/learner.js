// What is learnt of all the ways people ask, once for each build; phones get what comes out of it (ranker.js, `learnt`).
// A softmax regression over the terms of the ranker, by gradient descent: counting words alone cannot know that "lại" tells a
// second registration from a first. Then the weights that are worth their letters are kept, fitted again without the others,
// and rounded. It runs in V8, whose arithmetic is the same everywhere, so the same texts give the same bytes.
"use strict";
var thu7Learner = (function () {
  const L = {
    title: 3, alias: 2, phrasing: 1, summary: 0.4, heading: 0.4, // how much is learnt from one of each
    said: 0.2, // what a text counts that was made of another by the lexicon
    least: 2, // texts in which a term must stand
    decay: 0.3, // how fast a weight is forgotten
    rounds: 4, again: 20, last: 8, // with all weights; with those that are kept; with rounded ones
    kept: 222, // weights for each page
    pair: 3, // letters that a pair of words takes besides its weights
    most: 7, outliers: 0.99, // the largest rounded weight, and the share of weights below it
    trifle: 0.01, // a chance this near to what is right teaches nothing
    far: 9, // a page whose sum is so far below the best one has no chance
  };
  const MARKED = "=";

  /**
   * @param lessons pages: their number; texts: [page, kind, text] each, a page of that number for what no page answers;
   *   short, plain: the lexicon
   * @returns pages, texts: how many there were; most, step: the largest rounded weight and what one is worth;
   *   terms: [term, level, [page, weight, …]] each, for every term that says something
   */
  function learn(lessons) {
    const size = lessons.pages + 1, counts = new Map(), rows = [];
    function read(page, kind, terms, share) {
      terms.forEach((term) => counts.set(term, (counts.get(term) || 0) + share));
      rows.push({ page, step: L[kind], terms });
    }
    for (const [page, kind, text] of lessons.texts) {
      const words = thu7Ranker.syllables(text), terms = thu7Ranker.terms(words, true);
      if (!words.length) continue;
      read(page, kind, terms, 1);
      // Once more as people type who put no marks, and with short forms and everyday words put as the guides put them.
      read(page, kind, terms.filter((term) => term[0] !== MARKED), 0);
      if (kind !== "summary") thu7Ranker.variants({ texts: lessons }, words).slice(1).forEach((other) => read(page, kind, thu7Ranker.terms(other, false), L.said));
    }
    const known = Array.from(counts.keys()).filter((term) => counts.get(term) >= L.least).sort();
    const level = known.map((term) => Math.floor(Math.log2(counts.get(term)))), numbers = new Map(known.map((term, id) => [term, id]));
    const rare = level.map((one) => thu7Ranker.rarity(lessons.texts.length, one));
    rows.forEach((row) => { row.ids = row.terms.map((term) => numbers.get(term)).filter((id) => id !== undefined); });
    weigh(rows, rare);
    const weights = worth(rows, roughly(rows, known.length, size), known, rare, size);
    rows.forEach((row) => { row.ids = row.ids.filter((id) => weights[id]); }); // a phone knows no other terms
    weigh(rows, rare);
    fit(rows, weights, size, L.again, 0);
    const sizes = [].concat(...weights.filter(Boolean).map((one) => Array.from(one.values, Math.abs))).sort((a, b) => a - b);
    const step = (sizes[Math.floor(L.outliers * (sizes.length - 1))] || 1) / L.most;
    fit(rows, weights, size, L.last, step);
    const terms = [];
    weights.forEach((one, id) => {
      const told = [];
      if (one) one.values.forEach((value, i) => { const whole = rounded(value, step); if (whole) told.push(one.pages[i], whole); });
      if (told.length) terms.push([known[id], level[id], told]);
    });
    return { pages: lessons.pages, texts: lessons.texts.length, most: L.most, step: Number(step.toPrecision(3)), terms };
  }

  function rounded(weight, step) {
    const whole = Math.floor(weight / step + 0.5);
    return whole > L.most ? L.most : whole < -L.most ? -L.most : whole;
  }

  /** Gives each row its values: a vector of length one. */
  function weigh(rows, rare) {
    rows.forEach((row) => {
      let sum = 0;
      for (const id of row.ids) sum += rare[id] * rare[id];
      row.values = Float64Array.from(row.ids, (id) => rare[id] / Math.sqrt(sum));
    });
  }

  /** All rows, some rounds long, each time shuffled, and always in the same way; the step grows smaller to the end. */
  function rounds(rows, number, learnFrom, forget) {
    const order = rows.slice();
    let seed = 1;
    for (let round = 0; round < number; round++) {
      for (let i = order.length - 1; i > 0; i--) {
        seed = (seed * 16807) % 2147483647;
        const j = seed % (i + 1), row = order[i];
        order[i] = order[j];
        order[j] = row;
      }
      const rate = 1 - round / number;
      for (const row of order) learnFrom(row, rate * row.step);
      forget(1 - L.decay * rate);
    }
  }

  /** In place: sums of weights into how far each page's chance is from what is right. */
  function wrong(sums, right) {
    let top = -Infinity, total = 0;
    for (let page = 0; page < sums.length; page++) if (sums[page] > top) top = sums[page];
    for (let page = 0; page < sums.length; page++) total += sums[page] = sums[page] < top - L.far ? 0 : Math.exp(sums[page] - top);
    for (let page = 0; page < sums.length; page++) sums[page] /= total;
    sums[right] -= 1;
  }

  /** A weight for each term and page. */
  function roughly(rows, terms, size) {
    const weights = new Float32Array(terms * size), sums = new Float64Array(size), at = new Int32Array(size), by = new Float64Array(size);
    rounds(rows, L.rounds, ({ page, ids, values }, rate) => {
      sums.fill(0);
      for (let n = 0; n < ids.length; n++) {
        const start = ids[n] * size, value = values[n];
        for (let p = 0; p < size; p++) sums[p] += weights[start + p] * value;
      }
      wrong(sums, page);
      let told = 0;
      for (let p = 0; p < size; p++) if (Math.abs(sums[p]) > L.trifle) { at[told] = p; by[told++] = rate * sums[p]; }
      for (let n = 0; n < ids.length; n++) {
        const start = ids[n] * size, value = values[n];
        for (let k = 0; k < told; k++) weights[start + at[k]] -= by[k] * value;
      }
    }, (share) => { for (let i = 0; i < weights.length; i++) weights[i] *= share; });
    return weights;
  }

  /** For each term the pages and values that are worth sending, or null: large weights of terms that are met often. */
  function worth(rows, weights, known, rare, size) {
    const met = rare.map(() => 0);
    rows.forEach((row) => row.ids.forEach((id) => met[id]++));
    const matter = weights.map((weight, i) => Math.abs(weight) * rare[Math.floor(i / size)] * Math.sqrt(met[Math.floor(i / size)]));
    const kept = L.kept * size, bar = matter.length > kept ? matter.slice().sort()[matter.length - kept] : 0;
    return known.map((term, id) => {
      const pages = [];
      let gain = 0;
      for (let page = 0; page < size; page++) {
        const much = matter[id * size + page];
        if (much && much >= bar) { pages.push(page); gain += much - bar; }
      }
      if (!pages.length || gain < (term.includes(" ") ? L.pair * bar : 0)) return null;
      return { pages: Int32Array.from(pages), values: Float64Array.from(pages, (page) => weights[id * size + page]) };
    });
  }

  /** Fits the weights that were kept; with a step, as they will be when they are rounded. */
  function fit(rows, weights, size, number, step) {
    const sums = new Float64Array(size), found = weights.filter(Boolean);
    rounds(rows, number, ({ page, ids, values }, rate) => {
      sums.fill(0);
      for (let n = 0; n < ids.length; n++) {
        const { pages, values: own } = weights[ids[n]], value = values[n];
        if (step) for (let i = 0; i < pages.length; i++) sums[pages[i]] += value * step * rounded(own[i], step);
        else for (let i = 0; i < pages.length; i++) sums[pages[i]] += value * own[i];
      }
      wrong(sums, page);
      for (let n = 0; n < ids.length; n++) {
        const { pages, values: own } = weights[ids[n]], by = rate * values[n];
        for (let i = 0; i < pages.length; i++) own[i] -= by * sums[pages[i]];
      }
    }, (share) => found.forEach(({ values }) => { for (let i = 0; i < values.length; i++) values[i] *= share; }));
  }

  return { learn, L };
})();
