(function () {
  "use strict";
  function passed(element) {
    var time = element.querySelector("time[data-het]");
    return time && Date.parse(time.dataset.het) <= Date.now();
  }
  document.addEventListener("DOMContentLoaded", function () {
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
})();
