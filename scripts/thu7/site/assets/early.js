(function (root) {
  "use strict";
  root.classList.add("t7-js");
  try {
    ["nen", "chu"].forEach(function (key) {
      var value = localStorage.getItem("t7-" + key);
      if (value) root.dataset[key] = value;
    });
  } catch (error) { /* a private window */ }
  function passed(element) {
    var time = element.querySelector("time[data-het]");
    return time && Date.parse(time.dataset.het) <= Date.now();
  }
  document.addEventListener("DOMContentLoaded", function () {
    /* The law's clock only goes forward: a phone with a wrong date takes no warning away. */
    var told;
    document.querySelectorAll("[data-ngay]").forEach(function (note) {
      if (note.hidden && Date.parse(note.dataset.ngay + "T00:00+07:00") > Date.now()) return;
      if (told) told.hidden = true;
      note.hidden = false;
      told = note;
    });
    document.querySelectorAll("[data-t7=buoi]").forEach(function (card) {
      var next = null;
      card.querySelectorAll(".t7-buoi > li:not(.t7-het)").forEach(function (item) {
        item.hidden = passed(item) || next;
        if (!item.hidden && !item.classList.contains("t7-nghi")) (next = item).classList.add("t7-toi");
      });
      card.querySelector(".t7-buoi").classList.add("t7-xong");
      card.querySelector(".t7-het").hidden = next;
      card.querySelector(".t7-nhan").hidden = !next;
    });
    var past = document.querySelector("[data-t7=da-qua]");
    document.querySelectorAll("[data-t7=sap-toi] > .t7-ca").forEach(function (card) {
      if (passed(card)) {
        past.hidden = false;
        past.querySelector(".t7-cac-ca").prepend(card);
      }
    });
  });
  /* The rest comes when the page stands: on a slow line the words are first. */
  addEventListener("load", function () {
    setTimeout(function () { document.body.appendChild(document.createElement("script")).src = root.dataset.js; }, 200);
  });
})(document.documentElement);
