// Everything reads without this file; it comes after the page is shown. It remembers what the reader ticked and chose
// (on this phone only), finds guides, and keeps the site at hand without a network.
"use strict";
(function () {
  var root = document.documentElement;
  var all = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };
  var one = function (selector, within) { return (within || document).querySelector(selector); };
  function kept(key) { try { return localStorage.getItem("t7-" + key) || ""; } catch (error) { return ""; } }
  function keep(key, value) { try { value ? localStorage.setItem("t7-" + key, value) : localStorage.removeItem("t7-" + key); } catch (error) { /* a private window */ } }
  function fold(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase(); }

  // --- settings
  all("[data-t7=nen]").forEach(function (button) {
    button.addEventListener("click", function () {
      var dark = root.dataset.nen ? root.dataset.nen === "toi" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.nen = dark ? "sang" : "toi";
      keep("nen", root.dataset.nen);
    });
  });
  all("[data-t7=chu]").forEach(function (button) {
    button.addEventListener("click", function () {
      root.dataset.chu = root.dataset.chu === "to" ? "" : "to";
      keep("chu", root.dataset.chu);
    });
  });
  var menu = one("[data-t7=menu]");
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && menu.open) { menu.open = false; one("summary", menu).focus(); }
  });
  document.addEventListener("click", function (event) { if (menu.open && !menu.contains(event.target)) menu.open = false; });

  // --- the reader's ward, chosen once
  var select = one("[data-t7=chon-phuong]");
  if (select) {
    var show = function () {
      all("[data-t7=phuong] > section").forEach(function (card) { card.hidden = select.value !== "" && card.dataset.ma !== select.value; });
    };
    select.value = kept("phuong");
    if (select.selectedIndex < 0) select.value = "";
    select.addEventListener("change", function () { keep("phuong", select.value); show(); });
    show();
  }

  // --- things to prepare stay ticked
  var heading = one("#can-chuan-bi");
  for (var part = heading && heading.nextElementSibling; part && part.tagName !== "H2"; part = part.nextElementSibling) {
    if (part.tagName !== "UL") continue;
    all(":scope > li", part).forEach(function (item) {
      var box = document.createElement("input");
      var key = location.pathname + "#" + fold(item.textContent).replace(/[^a-z0-9]+/g, "-").slice(0, 60);
      box.type = "checkbox";
      box.setAttribute("aria-label", item.textContent.trim());
      box.checked = kept(key) === "1";
      box.addEventListener("change", function () { keep(key, box.checked ? "1" : ""); });
      item.classList.add("t7-danh-dau");
      item.prepend(box);
    });
  }

  // --- tables name their columns in each cell, for the cards they become on a phone
  all("table").forEach(function (table) {
    var names = all("thead th", table).map(function (cell) { return cell.textContent.trim(); });
    all("tbody tr", table).forEach(function (row) {
      all("td", row).forEach(function (cell) { if (names[cell.cellIndex]) cell.dataset.cot = names[cell.cellIndex]; });
    });
  });

  // --- share, read aloud
  var tools = one("[data-t7=cong-cu]");
  if (tools) {
    var share = one("[data-t7=gui]", tools);
    share.addEventListener("click", function () {
      var said = share.textContent;
      if (navigator.share) { navigator.share({ title: document.title, url: location.href }).catch(function () {}); return; }
      (navigator.clipboard ? navigator.clipboard.writeText(location.href) : Promise.reject()).then(
        function () { share.textContent = "Đã chép địa chỉ"; setTimeout(function () { share.textContent = said; }, 3000); },
        function () { prompt("Chép địa chỉ này:", location.href); });
    });
    one("[data-t7=in]", tools).addEventListener("click", function () { print(); });
    var read = one("[data-t7=doc]", tools);
    var find = function () {
      var voice = window.speechSynthesis && speechSynthesis.getVoices().find(function (v) { return /^vi/i.test(v.lang); });
      read.classList.toggle("t7-san", Boolean(voice));
      return voice;
    };
    if (window.speechSynthesis) {
      find();
      speechSynthesis.addEventListener("voiceschanged", find);
      read.addEventListener("click", function () {
        if (speechSynthesis.speaking) { speechSynthesis.cancel(); read.textContent = "Đọc to"; return; }
        all("main > :is(h1,h2,h3,p,ul,ol,dl)").forEach(function (block) {
          var words = new SpeechSynthesisUtterance(block.innerText);
          words.voice = find(); words.lang = "vi-VN"; words.rate = 0.9;
          speechSynthesis.speak(words);
        });
        read.textContent = "Ngừng đọc";
      });
    }
  }

  // --- search: the list of all guides stands in the page; this only puts the right ones first
  var list = one("[data-t7=danh-sach]");
  if (list) {
    var field = one("[data-t7=o-tim]"), status = one("[data-t7=ket-qua]");
    var items = all("li", list).map(function (item, order) {
      return { item: item, order: order, title: " " + fold(one("a", item).textContent), names: " " + fold(one("span", item).textContent), words: " " + item.dataset.tu };
    });
    var search = function () {
      var words = fold(field.value).split(/[^a-z0-9]+/).filter(Boolean);
      items.forEach(function (entry) {
        entry.score = words.reduce(function (sum, word) {
          var at = " " + word;
          return sum + (entry.title.includes(at) ? 8 : 0) + (entry.names.includes(at) ? 5 : 0) + (entry.words.includes(at) ? 2 : 0) + ((entry.title + entry.names + entry.words).includes(at) ? 20 : 0);
        }, 0);
        if (words.length && (entry.title + entry.names).includes(" " + words.join(" "))) entry.score += 40;
      });
      var best = Math.max.apply(null, items.map(function (entry) { return entry.score; }));
      items.sort(function (a, b) { return b.score - a.score || a.order - b.order; });
      items.forEach(function (entry) {
        entry.item.hidden = words.length > 0 && (entry.score === 0 || entry.score < best / 2);
        list.append(entry.item);
      });
      var count = items.filter(function (entry) { return !entry.item.hidden; }).length;
      status.textContent = words.length ? (count ? count + " trang, trang gần nhất ở trên" : "Không thấy. Thử ít chữ hơn, hoặc xem cả danh sách khi xóa ô tìm.") : "";
    };
    field.value = field.value || new URLSearchParams(location.search).get("q") || "";
    field.addEventListener("input", search);
    field.form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
    search();
  }

  // --- without a network
  if ("serviceWorker" in navigator && root.dataset.goc && location.protocol !== "file:") {
    navigator.serviceWorker.register(root.dataset.goc.replace(/\/$/, "") + "/sw.js").catch(function () {});
  }

  root.classList.add("t7-san-sang");
})();
