// One of many wards: found by typing its new or old name, kept on this phone, shown with its next Saturday.
"use strict";
(function () {
  var box = document.querySelector("[data-lich]"), way = box.dataset.lich, status = box.parentElement.querySelector("[role=status]");
  var key = "t7-" + box.dataset.khoa, list = document.querySelector("[data-t7=phuong-thay]"), own = document.querySelector("[data-t7=buoi-cua-toi]"), MOST = 8, wards = null;
  function fold(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase(); }
  function kept() { try { return localStorage.getItem(key); } catch (error) { return ""; } }
  function keep(ward) { try { localStorage.setItem(key, ward); } catch (error) { /* a private window */ } }
  function ended(item) { var time = item.querySelector("time[data-het]"); return time && Date.parse(time.dataset.het) <= Date.now(); }

  /** The chosen ward's next Saturday, from its own small file. */
  function show(ward) {
    fetch(way + ward + "/buoi.html").then(function (answer) { return answer.ok ? answer.text() : ""; }).then(function (html) {
      own.innerHTML = html;
      var next = null;
      own.querySelectorAll(".t7-buoi > li:not(.t7-het)").forEach(function (item) {
        item.hidden = Boolean(ended(item) || next);
        if (!item.hidden && !item.classList.contains("t7-nghi")) { next = item; item.classList.add("t7-toi"); }
      });
      if (!html) return;
      own.querySelector(".t7-buoi").classList.add("t7-xong");
      own.querySelector(".t7-het").hidden = Boolean(next);
      own.querySelector(".t7-nhan").hidden = !next;
      own.querySelectorAll("a[href^='./']").forEach(function (link) { link.href = way + ward + "/"; });
    }, function () { /* no network, and never seen with one */ });
  }

  /** Names that begin with what was typed come before those in which it stands inside. */
  function find() {
    var words = fold(box.value).split(/\s+/).filter(Boolean);
    list.textContent = "";
    if (!wards || !words.length) { status.textContent = ""; return; }
    var found = wards.map(function (row) {
      var best = 9;
      row.folded.forEach(function (name, number) {
        var parts = name.split(" ");
        var all = words.every(function (word) { return parts.some(function (part) { return part.indexOf(word) === 0; }); });
        if (all) best = Math.min(best, (name.replace(/^(phuong|xa|dac khu|thi tran) /, "").indexOf(words.join(" ")) === 0 ? 0 : 1) + (number ? 2 : 0));
      });
      return { row: row, best: best };
    }).filter(function (one) { return one.best < 9; });
    found.sort(function (a, b) { return a.best - b.best; });
    status.textContent = found.length ? (found.length > MOST ? "Gõ thêm để thấy ít hơn: đang có " + found.length + " phường." : "") : "Không có phường nào tên như vậy.";
    found.slice(0, MOST).forEach(function (one) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = way + one.row[0] + "/";
      link.textContent = one.row[1] + (one.row.length > 2 ? " (" + one.row.slice(2).join(", ") + ")" : "");
      link.addEventListener("click", function () { keep(one.row[0]); });
      item.append(link);
      list.append(item);
    });
  }
  function fill() {
    if (wards) return;
    fetch(way + "wards.json").then(function (answer) { return answer.json(); }).then(function (rows) {
      wards = rows;
      wards.forEach(function (row) { row.folded = row.slice(1).map(fold); });
      find();
    }, function () { status.textContent = "Chưa tải được danh sách. Có mạng thì thử lại."; });
  }
  box.parentElement.hidden = false;
  box.addEventListener("input", function () { fill(); find(); });
  if (document.activeElement === box) fill();
  box.addEventListener("focus", fill);
  if (kept()) show(kept());
})();
