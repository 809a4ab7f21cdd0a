// The secretary's form: counts on this phone alone, as a message and as a file. Plain enough for Chromium 72 and Safari 12.
"use strict";
(() => {
  const told = JSON.parse(document.getElementById("bien-ban").textContent);
  const form = document.querySelector(".bien-ban"), days = Object.keys(told.buoi);
  const one = (selector) => form.querySelector(selector), all = (selector) => Array.from(form.querySelectorAll(selector));
  if (!days.length) { document.querySelector(".het").hidden = false; return; }
  form.hidden = false;

  // What was typed, by Saturday. Without storage it lives as long as the page.
  const held = {};
  const place = (day) => `thu7 ket-qua ${told.phuong} ${day}`;
  // Who was planned is not who came: nobody is ticked before somebody looked.
  const fresh = () => ({ came: [], counts: {}, others: {} });
  const load = (day) => {
    try { held[day] = held[day] || JSON.parse(localStorage.getItem(place(day))); } catch (error) { /* no storage, or not ours */ }
    const found = held[day];
    held[day] = found && Array.isArray(found.came) && found.counts && found.others ? found : fresh();
    return held[day];
  };
  const store = (day) => { try { localStorage.setItem(place(day), JSON.stringify(held[day])); } catch (error) { one(".giu").textContent = "Máy này không giữ được số. Đừng đóng trang trước khi chép."; } };

  const now = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
  const past = days.filter((day) => day <= now);
  const choice = one("[name=ngay]");
  const open = past.filter((day) => !told.buoi[day].da);
  choice.value = open.length ? open[open.length - 1] : past.length ? past[past.length - 1] : days[0];

  const channel = () => one("[data-kenh][aria-pressed=true]").dataset.kenh;
  /** A count as it is typed; null for anything else: “1.5” is not fifteen. */
  const number = (text) => { const said = text.normalize("NFKC").trim(); return said === "" ? 0 : /^\d{1,4}$/.test(said) && Number(said) <= 5000 ? Number(said) : null; };
  const isField = (key) => told.linh.indexOf(key) >= 0;
  const at = (state, key, way) => (isField(key) ? (state.counts[key] || {})[way] : state.others[key]) || 0;
  const put = (state, key, way, value) => {
    if (isField(key)) { (state.counts[key] = state.counts[key] || {})[way] = value; } else state.others[key] = value;
  };
  const sum = (listed) => listed.reduce((whole, part) => whole + part, 0);

  /** The counts as the file has them. */
  function counted(state) {
    const by = (key) => sum(["tt", "tq", "hoi"].map((way) => at(state, key, way)));
    const ways = ["tt", "tq", "hoi"].map((way) => sum(told.linh.map((key) => at(state, key, way))));
    return { people: sum(ways), online: ways[0], counter: ways[1], asked: ways[2], fields: told.linh.map((key) => [key, by(key)]).filter((pair) => pair[1]), again: at(state, "hen"), yes: at(state, "co"), no: at(state, "khong") };
  }

  function file(day, state, c) {
    const slips = c.yes + c.no ? [`hài lòng: {có: ${c.yes}, không: ${c.no}}`] : [];
    return [`# Kết quả buổi ${told.buoi[day].ngay}, phường ${told.phuong}. Chỉ ghi con số, không ghi tên, số của người dân.`]
      .concat(state.came.length ? [`có mặt: [${state.came.join(", ")}]`] : [], [`lượt người: ${c.people}`, `trực tuyến: ${c.online}`, `trực tiếp: ${c.counter}`, `chỉ hỏi: ${c.asked}`],
        c.fields.length ? [`theo lĩnh vực: {${c.fields.map((pair) => pair.join(": ")).join(", ")}}`] : [], "hen" in state.others ? [`hẹn lại: ${c.again}`] : [], slips).join("\n") + "\n";
  }

  // Of fewer than twenty a share says nothing.
  const percent = (part, whole, what) => whole < 20 ? "" : " (" + Math.floor((200 * part + whole) / (2 * whole)) + "\u00a0%" + (what || "") + ")";

  const spoken = (pair) => (pair[0] === "vneid" ? "VNeID" : pair[0]) + " " + pair[1];

  function message(day, state, c) {
    const lines = [`Kết quả buổi ${told.buoi[day].ngay.replace("Thứ Bảy ", "")}, ${told.ten}`, `${c.people} lượt người.`,
      `Hồ sơ trực tuyến ${c.online}, trực tiếp ${c.counter}${percent(c.online, c.online + c.counter, " nộp trực tuyến")}.`, `Chỉ hỏi ${c.asked}.`];
    if (c.fields.length) lines.push("Lĩnh vực: " + c.fields.map(spoken).join(", ") + ".");
    if ("hen" in state.others) lines.push(`Hẹn lại ${c.again}.`);
    if (c.yes + c.no) lines.push(`Hài lòng ${c.yes} trên ${c.yes + c.no} phiếu${percent(c.yes, c.yes + c.no)}.`);
    if (state.came.length) lines.push(`Tình nguyện viên có mặt: ${state.came.length}.`);
    return lines.join("\n");
  }

  function show() {
    const day = choice.value, state = load(day), c = counted(state), way = channel();
    all(".nguoi input").forEach((box) => {
      box.checked = state.came.indexOf(box.value) >= 0;
      const home = one(told.buoi[day].xep.indexOf(box.value) >= 0 ? "[data-xep]" : "[data-khac]");
      if (box.parentNode.parentNode !== home) home.appendChild(box.parentNode);
    });
    all(".dem").forEach((row) => { const box = row.querySelector("input"); if (box !== document.activeElement) { box.removeAttribute("aria-invalid"); box.value = at(state, row.dataset.muc, way); } });
    one(".cong").textContent = `Cộng ${c.people} lượt người: trực tuyến ${c.online}, trực tiếp ${c.counter}, chỉ hỏi ${c.asked}.`;
    one("[data-chu=tin]").textContent = message(day, state, c);
    one("[data-chu=tep]").textContent = file(day, state, c);
    one("[data-ten]").textContent = `schedule/${told.phuong}/${told.buoi[day].tep}`;
    one(".da-co").hidden = !told.buoi[day].da;
    if (told.kho) {
      const link = one("a.kho");
      link.href = told.kho.dia + encodeURIComponent(told.buoi[day].tep) + (told.kho.chu ? told.kho.chu + encodeURIComponent(file(day, state, c)) : "");
      // The host's page for a new file would refuse one that is there.
      link.hidden = one("p.kho").hidden = told.buoi[day].da;
    }
  }
  const keep = (change) => { change(load(choice.value)); store(choice.value); show(); };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    const box = event.target;
    if (box.type === "checkbox") keep((state) => { const others = state.came.filter((code) => code !== box.value); state.came = box.checked ? others.concat(box.value) : others; });
    else show();
  });
  form.addEventListener("input", (event) => {
    const row = event.target.closest(".dem");
    if (!row) return;
    const count = number(event.target.value);
    event.target.setAttribute("aria-invalid", String(count === null));
    if (count !== null) keep((state) => put(state, row.dataset.muc, channel(), count));
    else one(".cong").textContent = `“${event.target.value}” không phải là số người. Viết như: 34`;
  });
  form.addEventListener("focusin", (event) => { if (event.target.closest(".dem input")) event.target.select(); });
  form.addEventListener("focusout", () => setTimeout(show));
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.kenh) { all("[data-kenh]").forEach((other) => other.setAttribute("aria-pressed", String(other === button))); show(); }
    const row = button.closest(".dem");
    if (row) keep((state) => put(state, row.dataset.muc, channel(), Math.max(0, Math.min(5000, at(state, row.dataset.muc, channel()) + Number(button.dataset.buoc)))));
    if (button.dataset.chep) copy(button, one(`[data-chu=${button.dataset.chep}]`));
    if ("xoa" in button.dataset && confirm("Xóa số đang ghi của buổi này?")) { const day = choice.value; held[day] = fresh(); store(day); show(); }
  });

  function copy(button, from) {
    const said = button.textContent, done = (text) => { button.textContent = text; setTimeout(() => { button.textContent = said; }, 2000); };
    const selected = () => {
      const range = document.createRange();
      range.selectNodeContents(from);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      done(document.execCommand("copy") ? "Đã chép" : "Giữ vào chữ ở dưới để chép");
    };
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(from.textContent).then(() => done("Đã chép"), selected);
    else selected();
  }
  show();
})();
