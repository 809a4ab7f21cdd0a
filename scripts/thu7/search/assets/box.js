// The search box: a combobox after the WAI-ARIA pattern (editable, with a listbox). It comes at the first touch of a box.
// What is shown is put in as text, never as markup, so nothing that somebody typed or wrote can run.
"use strict";
window.thu7Box = (function () {
  var count = 0, ask, address;

  /**
   * @param worker runs the ranker, or null where the page itself must
   * @param load brings a script: its address, what to do then, what to do when it fails
   * @param place makes a link's address from one below the site's root
   */
  function start(worker, load, place) {
    var style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = place("").replace(/index\.html$/, "") + THU7_BOX_STYLE;
    document.head.append(style);
    address = place;
    ask = asker(worker, load, document.documentElement.dataset.tim);
  }

  /** Gives `ask(question, done)`. Of several questions at once the last is answered; null where nothing can be asked. */
  function asker(worker, load, source) {
    var busy = null, next = null, broken = Boolean(worker && worker.failed);
    function answered(answer) {
      var done = busy[1];
      busy = next;
      next = null;
      if (busy) send();
      done(answer);
    }
    function send() {
      if (broken) answered(null);
      else if (worker) worker.postMessage(busy[0]);
      else if (window.thu7Answer) answered(thu7Answer(busy[0]));
    }
    function failed() {
      broken = true;
      if (busy) send();
    }
    if (worker) {
      worker.onmessage = function (event) { answered(event.data); };
      worker.onerror = failed;
    } else load(source, function () { if (busy) send(); }, failed);
    return function (question, done) {
      if (busy) next = [question, done];
      else {
        busy = [question, done];
        send();
      }
    };
  }

  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  /** Makes a combobox of a text field in a form. */
  function box(field) {
    var form = field.form, id = "t7-tim-" + ++count, active = -1, shown = null, waiting = null;
    var list = make("div", "t7-ket-qua"), status = make("p", "t7-tim-bao");
    list.id = id;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Bài tìm được");
    status.setAttribute("role", "status");
    form.after(status, list);
    [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", id], ["aria-haspopup", "listbox"],
      ["autocapitalize", "none"], ["spellcheck", "false"], ["enterkeyhint", "search"]].forEach(function (pair) { field.setAttribute(pair[0], pair[1]); });

    function options() { return Array.from(list.children); }

    function choose(next) {
      options().forEach(function (option, i) { option.setAttribute("aria-selected", String(i === next)); });
      active = next;
      if (next < 0) { field.removeAttribute("aria-activedescendant"); return; }
      field.setAttribute("aria-activedescendant", list.children[next].id);
      list.children[next].scrollIntoView({ block: "nearest" });
    }

    function option(target, title) {
      var link = make("a", "t7-bai");
      link.href = target.slice(0, 4) === "tel:" ? target : address(target);
      link.id = id + "-" + list.children.length;
      link.tabIndex = -1;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.append(make("strong", "", title));
      list.append(link);
      return link;
    }

    function fact(link, name, value) {
      if (!value) return;
      var line = make("span", "t7-bai-so");
      line.append(make("b", "", name + ": "), value);
      link.append(" ", line);
    }

    function page(found) {
      var link = option(found.address, found.title), said = make("span", "t7-bai-cau");
      found.said.forEach(function (part, i) { said.append(i % 2 ? make("mark", "", part) : part); });
      link.append(" ", said);
      fact(link, "Phải đi không", found.trip);
      fact(link, "Lệ phí", found.fee);
    }

    function show(answer) {
      shown = answer;
      list.textContent = "";
      choose(-1);
      if (!answer) {
        status.textContent = field.value.trim() ? "Chưa tải được ô tìm. Bạn xem danh sách mọi bài, hoặc thử lại khi có mạng." : "";
      } else if (!answer.asked) {
        status.textContent = "";
      } else {
        answer.pages.forEach(page);
        status.textContent = !answer.pages.length ? "Chưa thấy bài nào khớp. Bạn chọn một mục, hoặc hỏi người giúp."
          : answer.weak ? "Chưa chắc trang này có bài bạn cần. Gần nhất là:"
          : answer.pages.length === 1 ? "Một bài khớp."
          : answer.pages.length + " bài, bài khớp nhất ở trên.";
        if (!answer.pages.length) answer.topics.forEach(function (topic) { option(topic[1], topic[0]); });
        if (answer.weak) {
          option("lich/", "Sáng thứ Bảy có người giúp bạn ở phường");
          if (answer.help.length) option(answer.help[0], answer.help[1]);
        }
      }
      if (!answer || answer.weak) option("tim/#moi-bai", "Xem mọi bài, từ A đến Z");
      var open = field.value.trim() !== "" && list.children.length > 0;
      list.hidden = !open;
      field.setAttribute("aria-expanded", String(open));
    }

    function search() {
      var question = field.value;
      clearTimeout(waiting);
      if (!question.trim()) { show({ asked: false, pages: [] }); return; }
      waiting = setTimeout(function () { if (!shown) status.textContent = "Đang tìm…"; }, 400);
      ask(question, function (answer) {
        if (field.value !== question) return; // an older question: the next answer is on its way
        clearTimeout(waiting);
        if (answer) answer.asked = true;
        show(answer);
      });
    }

    function close() {
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      choose(-1);
    }

    /** The list comes back with the back button: the words stay with this entry of the history. */
    function leave() {
      history.replaceState(Object.assign({}, history.state, { t7: field.value }), "");
    }

    list.addEventListener("click", leave);
    field.addEventListener("input", search);
    field.addEventListener("keydown", function (event) {
      var size = list.hidden ? 0 : list.children.length;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!size && field.value.trim()) search();
        if (!size) return;
        event.preventDefault();
        var step = event.key === "ArrowDown" ? 1 : -1;
        choose(active < 0 ? (step > 0 ? 0 : size - 1) : (active + step + size) % size);
      } else if (event.key === "Escape" && (size || field.value)) {
        event.preventDefault(); // the first one clears, the next one leaves
        if (size) close(); else field.value = "";
      } else if (event.key === "Tab" && size) close();
    });
    form.addEventListener("submit", function (event) {
      if (!shown || list.hidden) return; // nothing has come yet: the page of all guides takes over
      event.preventDefault();
      var target = active >= 0 ? active : shown.sure ? 0 : -1;
      if (target >= 0) { list.children[target].click(); return; }
      if (matchMedia("(pointer: coarse)").matches) field.blur(); else choose(0); // the keyboard gives way to the list
    });
    if (field.value) search();
    return { search: search, close: close };
  }

  return { start: start, equip: function (fields) { fields.splice(0).forEach(box); } };
})();
