// One walk through a built site, the same in every engine: node walk.mjs ENGINE SITE [PICTURES]
// Exit 0 where all went well, 1 with what went wrong, 75 where the engine stood still, 77 where it is not on this machine.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { ENGINES, pause } from "./engines.mjs";

const [name, site, pictures] = process.argv.slice(2);
const engine = ENGINES[name];
if (!engine || !engine.program()) {
  console.log(`${name} is not here`);
  process.exit(77);
}

const port = await new Promise((done) => { const probe = createServer().listen(0, "127.0.0.1", () => { const found = probe.address().port; probe.close(() => done(found)); }); });
const BASE = `http://127.0.0.1:${port}/`;
let server = await serve();
let at = "";
const wrong = [];
const hold = (right, said) => { if (!right) wrong.push(said); };

// The old builds run in one process, which now and then stands still on a busy machine. That says nothing of the site: 75.
let page;
setTimeout(() => {
  console.log(`${name}: no answer any more, at ${at || "the start"}`);
  server.kill("SIGKILL");
  if (page) page.kill();
  process.exit(75);
}, 70000).unref();
page = await engine.start(engine.program());
try {
  for (const step of [home, search, guide, saturday, secretary, keepAll, withoutNetwork]) {
    await step().catch((error) => { throw Object.assign(error, { message: `${step.name}, at ${at}: ${error.message}` }); });
  }
} catch (error) {
  wrong.push(error.message);
} finally {
  hold(page.errors.length === 0, `console: ${page.errors.slice(0, 5).join(" | ")}`);
  await page.close();
  server.kill("SIGKILL");
}
console.log(wrong.length ? `${name}:\n${wrong.join("\n")}` : `${name}: all well`);
process.exit(wrong.length ? 1 : 0);

// --- the walk

async function home() {
  await open(BASE);
  await settled("home");
  hold(await page.look("document.querySelectorAll('.t7-the').length >= 6"), "home: no cards");
  hold(await page.look("document.documentElement.className.includes('t7-js')"), "home: the script did not run");
  hold(await page.look("/\\d/.test(document.querySelector('.t7-buoi-toi').textContent)"), "home: no next Saturday");
  await lettered();
  await clipped("home");
  await apart(".t7-luoi .t7-the", "home: cards stick together");
  await tap("[data-t7=menu] summary");
  hold(await until("document.querySelector('[data-t7=menu]').open"), "menu: does not open");
  await apart(".dau .muc button", "menu: buttons stick together", 2);
  await tap("[data-t7=nen]");
  hold(await until("document.documentElement.dataset.nen"), "menu: no dark");
  hold(await page.look("getComputedStyle(document.body).backgroundColor !== 'rgb(250, 246, 239)'"), "menu: dark is not dark");
  await photograph("home-dark");
  await tap("[data-t7=nen]");
  await tap("[data-t7=chu]");
  hold(await until("document.documentElement.dataset.chu"), "menu: no large text");
  await settled("home, large");
  await clipped("home, large");
  await open(`${BASE}ho-tich/khai-sinh/`);
  await settled("guide, large");
  await clipped("guide, large");
  await photograph("guide-large");
  await open(BASE);
  await tap("[data-t7=menu] summary");
  await tap("[data-t7=chu]");
  await tap("[data-t7=menu] summary");
}

async function search() {
  await open(BASE);
  await tap(".t7-tim input");
  await page.type("lam giay khai sanh");
  hold(await until("document.querySelector('[role=listbox] a')", 20000), "search: no answer");
  hold(await until("/^Đăng ký khai sinh/.test((document.querySelector('[role=listbox] a strong') || {}).textContent || '')", 8000),
    `search: first is ${await page.look("(document.querySelector('[role=listbox] a') || {}).textContent")}`);
  await settled("search");
  await clipped("search");
  await photograph("search");
  await tap("[role=listbox] a");
  hold(await until("location.pathname.includes('/ho-tich/khai-sinh')"), "search: the answer leads elsewhere");
}

async function guide() {
  await open(`${BASE}ho-tich/khai-sinh/`);
  await settled("guide");
  await photograph("guide");
  hold(await until("document.querySelectorAll('.t7-danh-dau > input').length > 1"), "guide: nothing to tick");
  const over = `(() => { const box = document.querySelector('.t7-danh-dau > input').getBoundingClientRect(); const item = document.querySelector('.t7-danh-dau').getBoundingClientRect(); return box.top >= item.top - 1 && box.bottom <= item.bottom + 12 && box.left < item.left; })()`;
  hold(await page.look(over), "guide: the box does not lie on its line");
  await tap(".t7-danh-dau > input");
  hold(await until("document.querySelector('.t7-danh-dau > input').checked"), "guide: the box cannot be ticked");
  await photograph("guide-ticked");
  await open(`${BASE}ho-tich/khai-sinh/`);
  hold(await until("(document.querySelector('.t7-danh-dau > input') || {}).checked"), "guide: the tick is not kept");
  await page.look("(() => { for (const name of ['share', 'clipboard']) try { Object.defineProperty(navigator, name, { value: undefined, configurable: true }); } catch (error) {} window.prompt = () => { window.told = true; }; })()");
  await tap("[data-t7=gui]");
  hold(await until("window.told || /Đã chép/.test(document.querySelector('[data-t7=gui]').textContent)"), "guide: cannot be sent on");
  await apart(".muc-luc li", "guide: the ways to the sections stick together");
  await clipped("guide");
}

async function saturday() {
  const ward = await (async () => { await open(`${BASE}lich/`); await settled("saturdays"); return page.look("document.querySelector('main a[href]').getAttribute('href')"); })();
  await open(new URL(ward, `${BASE}lich/`).href);
  await settled("ward");
  hold(await page.look("document.querySelectorAll('#vao-dien-thoai a').length > 1"), "ward: no way to subscribe");
  hold(await page.look("Boolean(document.querySelector('.t7-buoi-toi .t7-buoi, .t7-buoi-toi p'))"), "ward: no next Saturday");
  await photograph("ward");
  await open(`${BASE}tim/`);
  await settled("a to z");
  hold(await page.look("document.querySelectorAll('.t7-az li').length > 30"), "a to z: no list");
  await page.look("history.back()");
  hold(await until("/\\/lich\\//.test(location.pathname)"), "back: leads elsewhere");
}

async function secretary() {
  const own = "lich/rieng/", folder = `${site}/${own}`;
  const [token] = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory() && readFileSync(`${folder}${one.name}/index.html`, "utf8").includes('id="bien-ban"')).map((one) => one.name);
  await open(`${BASE}${own}${token}/`);
  await settled("secretary");
  await clipped("secretary");
  await photograph("secretary");
  hold(await until("document.querySelector('.dem [data-buoc=\"1\"]')"), "secretary: nothing to count with");
  await tap('.dem [data-buoc="1"]');
  await tap('.dem [data-buoc="1"]');
  hold(await until("/lượt người: 2\\n/.test(document.querySelector('[data-chu=tep]').textContent)"), "secretary: does not count");
  await open(`${BASE}${own}${token}/`);
  hold(await until("/lượt người: 2\\n/.test(document.querySelector('[data-chu=tep]').textContent)"), "secretary: the count is not kept");
}

async function keepAll() {
  await open(`${BASE}tim/`);
  if (!(await page.look("Boolean(navigator.serviceWorker) && window.isSecureContext"))) return;
  // An engine whose worker does not start shows no button: that is as it should be.
  if (!(await until("document.querySelector('[data-khoa=giu]').offsetParent", 8000))) return;
  await settled("all pages");
  await tap("[data-khoa=giu]");
  hold(await until("/Mọi bài đã ở trong máy/.test(document.querySelector('[data-t7=giu]').textContent)", 15000),
    `all pages: not kept: ${await page.look("document.querySelector('[data-t7=giu]').textContent")}`);
  await photograph("all-pages");
}

async function withoutNetwork() {
  await open(BASE);
  if (!(await page.look("Boolean(navigator.serviceWorker) && window.isSecureContext"))) return;
  await page.look("Promise.race([navigator.serviceWorker.ready, new Promise((done) => setTimeout(done, 8000))]).then(() => true)");
  await until(`caches.keys().then((keys) => keys.length > 0)`, 8000);
  await pause(2500);
  const before = page.errors.length;
  server.kill("SIGKILL");
  await pause(300);
  await open(`${BASE}ho-tich/ket-hon/`).catch(() => {});
  hold(await until("/kết hôn/i.test((document.querySelector('h1') || {}).textContent || '')", 8000), "no network: the page is not kept");
  server = await serve();
  await pause(800); // what a console still has to say of it
  page.errors.length = before; // that there was no network
}

// --- small things

/** A server that answers: on a busy machine it takes its time. */
async function serve() {
  const started = spawn("python3", ["-m", "http.server", String(port), "--bind", "127.0.0.1", "--directory", site], { stdio: "ignore" });
  for (const end = Date.now() + 20000; Date.now() < end; await pause(100)) {
    if (await fetch(BASE, { method: "HEAD" }).then((answer) => answer.ok, () => false)) return started;
  }
  throw new Error("the server does not answer");
}

async function until(expression, most = 4000) {
  for (const end = Date.now() + most; Date.now() < end; await pause(60)) {
    const found = await page.look(`Promise.resolve(${expression}).then(Boolean)`).catch(() => false);
    if (found === true) return true;
  }
  return false;
}

async function open(url) {
  at = url;
  // What the engine tells of a load may be the load before: the page that stood here is marked, the next one is not.
  await page.look("window.past = true").catch(() => {});
  await page.open(url);
  await until("!window.past && document.readyState === 'complete'", 8000);
}

async function tap(selector) {
  await page.look(`document.querySelector(${JSON.stringify(selector)}).scrollIntoView({ block: "center" })`);
  await pause(80);
  const [x, y] = await page.look(`(() => { const box = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; })()`);
  await page.tapAt(x, y);
  await pause(120);
}

/** Nothing scrolls sideways. */
async function settled(where) {
  await pause(400);
  const [wide, room] = await page.look("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
  hold(wide <= room, `${where}: scrolls sideways, ${wide} of ${room}`);
}

/** Neighbours of a kind have room between them. */
async function apart(selector, said, least = 4) {
  const near = await page.look(`(() => { const all = Array.from(document.querySelectorAll(${JSON.stringify(selector)})).map((one) => one.getBoundingClientRect()).filter((box) => box.width);
    return all.some((one, i) => all.slice(i + 1).some((two) => Math.max(two.left - one.right, one.left - two.right, two.top - one.bottom, one.top - two.bottom) < ${least} - 0.5)); })()`);
  hold(!near, said);
}

/** Letters with two marks on top are not cut off by what they stand in. */
async function clipped(where) {
  const cut = await page.look(`Array.from(document.querySelectorAll("h1, h2, button, a.t7-nut, input, summary, .t7-the strong")).filter((one) => one.offsetParent)
    .filter((one) => { const style = getComputedStyle(one), high = one.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom); return one.clientHeight && (high < 1.2 * parseFloat(style.fontSize) || (style.overflowY !== "visible" && one.scrollHeight > one.clientHeight + 1)); })
    .map((one) => one.tagName + " " + one.textContent.slice(0, 30))`);
  hold(cut.length === 0, `${where}: clipped: ${cut.slice(0, 3).join(" | ")}`);
}

/** Every letter is about as wide as its bare form: the box that stands for one that no font has is not. */
async function lettered() {
  const lost = await page.look(`(() => { const line = document.createElement("span"); line.style.cssText = "font-size:100px;position:absolute"; document.body.append(line);
    const wide = (letter) => { line.textContent = letter; return line.getBoundingClientRect().width; };
    const found = Array.from("ẵậểỗửỹẮĐƠƯ").filter((letter) => { const bare = letter.normalize("NFD")[0].replace("Đ", "D"); return Math.abs(wide(letter) / wide(bare) - 1) > 0.25; });
    line.remove(); return found; })()`);
  hold(lost.length === 0, `letters without a shape: ${lost.join(" ")}`);
}

async function photograph(what) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.photograph(`${pictures}/${name}-${what}.png`);
}
