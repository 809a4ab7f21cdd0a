// Everything reads without this file; it comes after the page is shown. It remembers what the reader ticked and chose
// (on this phone only), opens the search, and keeps the site at hand without a network.
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
  document.addEventListener("click", function (event) { if (!menu.contains(event.target)) menu.open = false; });

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

  // --- things to prepare stay ticked, and whatever else was written with a box
  var heading = one("#can-chuan-bi"), lists = all("main ul.contains-task-list");
  for (var part = heading && heading.nextElementSibling; part && part.tagName !== "H2"; part = part.nextElementSibling) {
    if (part.tagName === "UL" && lists.indexOf(part) < 0) lists.push(part);
  }
  lists.forEach(function (list) {
    all(":scope > li", list).forEach(function (item) {
      var box = document.createElement("input");
      var key = location.pathname + "#" + fold(item.textContent).replace(/[^a-z0-9]+/g, "-").slice(0, 60);
      box.type = "checkbox";
      box.setAttribute("aria-label", item.textContent.trim());
      box.checked = kept(key) === "1";
      box.addEventListener("change", function () { keep(key, box.checked ? "1" : ""); });
      item.classList.add("t7-danh-dau");
      item.prepend(box);
    });
  });

  // --- tables name their columns in each cell, for the cards they become on a phone
  all("table").forEach(function (table) {
    var names = all("thead th", table).map(function (cell) { return cell.textContent.trim(); });
    all("tbody td", table).forEach(function (cell) { if (names[cell.cellIndex]) cell.dataset.cot = names[cell.cellIndex]; });
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

  // --- search: a box comes with the page or at a tap; what it knows comes at the first touch, the box and the texts at once
  var base = root.dataset.goc.replace(/\/$/, ""), folder = location.protocol === "file:";
  var link = one("[data-t7=tim]"), own = one("[data-t7=o-tim]"), sheet, fields = [];
  function address(target) {
    var parts = target.split("#");
    return base + "/" + parts[0] + (folder ? "index.html" : "") + (parts[1] ? "#" + parts[1] : "");
  }
  function load(source, done, failed) {
    var script = document.createElement("script");
    script.src = source;
    script.onload = done;
    script.onerror = failed;
    document.body.append(script);
  }
  // A box or a button that has a script of its own fetches it when it is used, or at once where the reader has chosen before.
  function arm(used, selector) {
    all(selector).forEach(function (field) {
      function get() { load(field.dataset.nap); }
      field.parentElement.hidden = false;
      kept(field.dataset.khoa) ? get() : field.addEventListener(used, get, { once: true });
    });
  }
  arm("focus", "input[data-nap]");
  function equip(field) {
    if (field.dataset.san) return;
    field.dataset.san = "1";
    fields.push(field);
    if (window.thu7Box) { thu7Box.equip(fields); return; }
    if (fields.length > 1) return;
    var worker = null;
    try {
      if (!folder) worker = new Worker(root.dataset.tim);
      // It may fail before the box has come to hear of it.
      if (worker) worker.onerror = function () { worker.failed = true; };
    } catch (error) { /* the page asks by itself */ }
    load(root.dataset.hop, function () { thu7Box.start(worker, load, address); thu7Box.equip(fields); });
  }
  function open() {
    if (own) { own.focus(); own.scrollIntoView({ block: "center" }); return; }
    if (!sheet) {
      sheet = document.createElement("dialog");
      sheet.className = "t7-to-tim";
      sheet.setAttribute("aria-label", "Tìm bài hướng dẫn");
      sheet.innerHTML = '<form class="t7-tim" role="search"><input type="search" name="q" aria-label="Gõ việc cần làm, có dấu hay không dấu đều được" placeholder="Bạn cần làm gì?" autocomplete="off"><button class="t7-nut t7-nut-phu" type="button">Đóng</button></form>';
      one("form", sheet).action = address("tim/");
      one("button", sheet).addEventListener("click", function () { sheet.close(); });
      sheet.addEventListener("close", function () { if (history.state && history.state.t7 !== undefined) history.back(); });
      sheet.addEventListener("click", function (event) { if (event.target === sheet) sheet.close(); });
      document.body.append(sheet);
    }
    sheet.showModal();
    if (!history.state || history.state.t7 === undefined) history.pushState({ t7: "" }, "");
    var field = one("input", sheet);
    equip(field);
    field.focus();
  }
  function returned() {
    var words = history.state && history.state.t7;
    if (words == null) { if (sheet && sheet.open) sheet.close(); return; }
    if (!own && !(sheet && sheet.open)) open();
    var field = own || one("input", sheet);
    if (words && field.value !== words) { field.value = words; field.dispatchEvent(new Event("input")); }
    if (words) equip(field);
  }
  if (own) {
    own.value = own.value || new URLSearchParams(location.search).get("q") || "";
    own.addEventListener("focus", function () { equip(own); });
    if (own.value || document.activeElement === own) equip(own);
  }
  // A phone without dialogs follows the link to the page of the search.
  var dialogs = "showModal" in document.createElement("dialog");
  link.addEventListener("click", function (event) { if (own || dialogs) { event.preventDefault(); open(); } });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    event.preventDefault();
    if (own || dialogs) open(); else link.click();
  });
  addEventListener("popstate", returned);
  returned();

  // --- opened from a folder, a link to a folder would show its files
  if (folder) all("a[href]").forEach(function (one) { if (one.protocol === "file:" && /\/$/.test(one.pathname)) one.pathname += "index.html"; });

  // --- without a network
  if ("serviceWorker" in navigator && !folder && root.dataset.thu === undefined) {
    navigator.serviceWorker.register(base + "/sw.js").then(function () { arm("click", "button[data-nap]"); }, function () {});
  }

  root.classList.add("t7-san-sang");
})();
