// The page of doors: what is typed leaves only the lines that have all its words, in their title or in what people call them.
"use strict";
(function () {
  var line = document.querySelector(".t7-loc"), box = line.querySelector("input"), status = line.querySelector("[role=status]");
  function fold(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase(); }
  var items = Array.from(document.querySelectorAll(".t7-cua > li")).map(function (item) {
    return { item: item, text: fold(item.textContent + " " + item.dataset.ten) };
  });
  function filter() {
    var words = fold(box.value).split(/\s+/).filter(Boolean), left = 0;
    items.forEach(function (one) {
      one.item.hidden = !words.every(function (word) { return one.text.indexOf(word) >= 0; });
      if (!one.item.hidden) left++;
    });
    document.querySelectorAll(".t7-cua").forEach(function (list) {
      list.hidden = list.previousElementSibling.hidden = !list.querySelector("li:not([hidden])");
    });
    status.textContent = !words.length ? "" : left ? left + " việc" : "Không thấy việc này ở đây. Hãy hỏi người trực sáng thứ Bảy.";
  }
  box.addEventListener("input", filter);
  filter(); // what was typed while this came
})();
