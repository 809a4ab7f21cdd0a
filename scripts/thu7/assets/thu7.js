// The Saturday pages carry all their dates; this marks what has passed and what is next, by the phone's clock.
// Without it every coming Saturday stands in order, so a page built days ago never says a wrong "next".
"use strict";
(function () {
  var now = Date.now();
  function passed(element) {
    var time = element.querySelector("time[data-het]");
    return time !== null && Date.parse(time.getAttribute("data-het")) <= now;
  }
  document.querySelectorAll("[data-t7=buoi]").forEach(function (card) {
    var next = null;
    card.querySelectorAll(".t7-buoi > li:not(.t7-het)").forEach(function (item) {
      var closed = item.classList.contains("t7-nghi");
      // A closed Saturday is told only while it comes before the next open one.
      item.hidden = passed(item) || next !== null;
      if (!item.hidden && !closed) {
        next = item;
        item.classList.add("t7-toi");
      }
    });
    card.querySelector(".t7-het").hidden = next !== null;
    card.querySelector(".t7-nhan").hidden = next === null;
  });
  var past = document.querySelector("[data-t7=da-qua]");
  document.querySelectorAll("[data-t7=sap-toi] > .t7-ca").forEach(function (card) {
    if (passed(card)) {
      past.hidden = false;
      past.querySelector(".t7-cac-ca").prepend(card);
    }
  });
})();
