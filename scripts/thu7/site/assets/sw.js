// Pages come from the network and, where it fails or is slow, from what is kept. Hashed assets come from what is kept.
// Calendars are never kept: the phone's calendar asks for them itself. Nor are people's own pages and what certificates say: a phone may be shared.
"use strict";
const root = self.registration.scope;
// Wards may share a host: what is kept bears the site's own address, and only that is ever cleared away.
const mine = `thu7 ${root} `, kept = mine + VERSION;
const at = (path) => new URL(path, root).href, WISH = at("giu-moi-bai"), PRIVATE = /\.ics$|\/lich\/rieng\/|\/xac-nhan\//;
const HEADERS = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY };

/** A kept page with this version's style and scripts: those of another version are gone. */
const whole = (html) => html.replace(EARLY[0], () => EARLY[1]).replace(/assets\/([\w-]+\.)(?:[0-9a-f]{10}|~)(\.\w+)/g,
  (was, stem, ending) => ASSETS.find((place) => place.startsWith(`assets/${stem}`) && place.endsWith(ending)) || was);
const stem = (address) => address.replace(/\.[0-9a-f]{10}\.json$/, "");
const saves = () => Boolean(navigator.connection && navigator.connection.saveData);

/** What the versions before have kept: addresses, and how to get at them. */
async function before() {
  const names = (await caches.keys()).filter((name) => name.startsWith(mine) && name !== kept), held = new Map();
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) held.set(request.url, () => cache.match(request));
  }
  return held;
}

/** Keeps the pages of a part. What was kept already is not fetched again; a phone that saves data makes do with an older part. */
async function keep(cache, place, old, frugal) {
  const address = at(place);
  if (await cache.match(address)) return;
  const older = Array.from(old.keys()).find((one) => stem(one) === stem(address));
  const same = old.get(address), packed = await (same ? same() : !frugal ? fetch(address) : older && old.get(older)());
  if (!packed) return;
  if (!packed.ok) throw new Error(address);
  const pages = await packed.clone().json();
  await Promise.all(Object.keys(pages).map(async (path) => {
    // Whoever opened it has all of it.
    if (!await cache.match(at(path))) await cache.put(at(path), new Response(whole(pages[path]), { headers: HEADERS }));
  }));
  // Last: it says that all of the part is there.
  if (same || !frugal) await cache.put(address, packed);
}

/** Keeps a page that this reader wants. Should the network fail, then as it was. */
async function own(cache, address, old, frugal) {
  if (await cache.match(address)) return;
  const fresh = frugal ? null : await fetch(address).catch(() => null), was = old.get(address);
  if (fresh && fresh.ok) await cache.put(address, fresh);
  else if (was && !(fresh && fresh.status < 500)) await cache.put(address, new Response(whole(await (await was()).text()), { headers: HEADERS }));
}

const ofWard = (ward) => [at(`lich/${ward}/`), at(`lich/${ward}/buoi.html`)];
const assets = (cache, old) => Promise.all(ASSETS.map(at).map(async (address) => {
  const same = await cache.match(address) || old.has(address) && await old.get(address)();
  await (same ? cache.put(address, same) : cache.add(address));
}));

async function fill() {
  const cache = await caches.open(kept), old = await before(), frugal = saves(), wish = old.has(WISH);
  const open = (await self.clients.matchAll({ type: "window", includeUncontrolled: true })).map((one) => one.url.split(/[?#]/)[0]);
  const visited = open.filter((address) => address.startsWith(root) && !PRIVATE.test(address));
  // What serves this reader: the ways in; the topic they are reading, or what most ask for; their ward; all, if they asked for it.
  const held = new Set(Array.from(old.keys()).map(stem)), parts = PARTS.map((part) => part[0]), others = parts.slice(1).concat(FOLLOWING);
  const had = others.filter((place) => held.has(stem(at(place))));
  const topic = PARTS.find((part) => part[1] && visited.some((address) => address.startsWith(at(`${part[1]}/`))));
  const chosen = wish ? parts : [FIRST].concat(had.length ? had : topic ? topic[0] : FOLLOWING);
  // Should the network fail in between, nothing is installed and the next visit tries again.
  for (const place of chosen) await keep(cache, place, old, frugal);
  // The reader asked to save data: keep only what is visited, and what was kept.
  if (!frugal) await assets(cache, old);
  const card = Array.from(old.keys()).map((address) => /\/lich\/([\w-]+)\/buoi\.html$/.exec(address)).filter(Boolean).slice(-1);
  for (const address of card.length ? ofWard(card[0][1]) : frugal ? [] : visited.slice(0, 1)) await own(cache, address, old, frugal);
  if (wish) await cache.put(WISH, new Response(""));
}

/** How many pages of the parts are there, of how many; and whether the reader asked for all. */
async function state() {
  const cache = await caches.open(kept), held = await Promise.all(PARTS.map((part) => cache.match(at(part[0]))));
  const sum = (parts) => parts.reduce((total, part) => total + part[2], 0);
  return { have: sum(PARTS.filter((part, number) => held[number])), all: sum(PARTS), wish: Boolean(await cache.match(WISH)), saves: saves() };
}

/** Everything, on request, part after part; what is there stays, wherever it breaks off. */
async function keepAll(ward, tell) {
  const cache = await caches.open(kept), old = await before();
  await cache.put(WISH, new Response(""));
  await assets(cache, old);
  for (const [place] of PARTS) {
    tell(await state());
    await keep(cache, place, old, false);
  }
  if (/^[\w-]+$/.test(ward)) for (const address of ofWard(ward)) await own(cache, address, old, false);
}

/** A page that is asked for without a network and was never opened with one. */
function absent() {
  const page = `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Chưa có mạng</title><h1>Trang này chưa có trong máy</h1><p>Có mạng thì mở lại. Những trang bạn đã mở thì xem lại được khi không có mạng.</p><p>Muốn có sẵn mọi bài: khi có mạng, vào <a href="${root}tim/#moi-bai">trang Tìm</a>, bấm “Giữ mọi bài trong máy”.</p><p><a href="${root}">Về trang chủ</a></p>`;
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function answer(request) {
  const cache = await caches.open(kept);
  const address = request.url.split(/[?#]/)[0];
  const held = await cache.match(address);
  if (held && address.startsWith(at("assets/"))) return held;
  const fresh = fetch(request).then((found) => {
    if (found.ok && !address.endsWith(".ics")) cache.put(address, found.clone());
    return found;
  });
  if (!held) return request.mode === "navigate" ? fresh.catch(absent) : fresh;
  const patience = new Promise((resolve) => setTimeout(resolve, 3000, held));
  // A server in trouble is as good as none.
  return Promise.race([fresh.then((found) => found.status < 500 ? found : held, () => held), patience]);
}

self.addEventListener("install", (event) => { event.waitUntil(fill().then(() => self.skipWaiting())); });
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith(mine) && name !== kept).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
// The button “Giữ mọi bài trong máy” asks how much is there, or for all of it.
self.addEventListener("message", (event) => {
  const port = event.ports[0], tell = (said) => port.postMessage(said);
  const work = event.data.keep ? keepAll(event.data.ward, tell).then(() => true, () => false) : Promise.resolve(true);
  event.waitUntil(work.then(async (well) => tell(Object.assign(await state(), { done: true, well }))));
});
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method === "GET" && request.url.startsWith(root) && !PRIVATE.test(request.url)) event.respondWith(answer(request));
});
