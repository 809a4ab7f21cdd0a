// Why a page was found, for whoever looks after the texts (`thu7 find`). No phone gets it.
"use strict";
/**
 * What spoke most for a page: its own number, a name or heading that is near, words that were learnt to mean it.
 *
 * @returns [kind, text, how much] each, the strongest first; kinds: code, whole, near, learnt (a term as the ranker has it)
 */
function thu7Reasons(index, question, result) {
  const page = index.pages[result.page], from = result.from, found = [];
  const asked = " " + thu7Ranker.spaced(thu7Ranker.withForms(index, question));
  (page.c || []).forEach((code) => { if (code && /\d/.test(code) && asked.includes(" " + thu7Ranker.spaced(code))) found.push(["code", code, 10]); });
  if (from) {
    let nearest = -1;
    index.passages.forEach((passage, i) => { if (passage.page === result.page && from.like[i] > (nearest < 0 ? 0 : from.like[nearest])) nearest = i; });
    if (nearest >= 0) found.push([from.like[nearest] > 0.99 ? "whole" : "near", index.passages[nearest].text, (from.like[nearest] > 0.99 ? 5 : 2) * from.like[nearest]]);
    // What each term says of this page, beside what it says of all pages.
    const terms = Array.from(from.asked).filter(([term]) => index.model.has(term));
    const length = Math.sqrt(terms.reduce((sum, [term, weight]) => sum + Math.pow(weight * index.model.get(term).rare, 2), 0));
    terms.forEach(([term, weight]) => {
      const told = index.model.get(term), i = told.pages.indexOf(result.page);
      if (i >= 0 && told.values[i] > 0) found.push(["learnt", term, (told.values[i] * weight * told.rare) / length]);
    });
  }
  return found.sort((a, b) => b[2] - a[2]);
}
