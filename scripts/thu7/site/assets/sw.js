// Pages come from the network and, where it fails or is slow, from what is kept. Hashed assets come from what is kept.
// Calendars are never kept: the phone's calendar asks for them itself. Nor are people's own pages and what certificates say: a phone may be shared.
"use strict";
const root = self.registration.scope;
// Wards may share a host: what is kept bears the site's own address, and only that is ever cleared away.
const mine = `thu7 ${root} `, kept = mine + VERSION;

async function fill() {
  const cache = await caches.open(kept);
  // The reader asked to save data: keep only what is visited.
  if (navigator.connection && navigator.connection.saveData) return;
  // Should the network fail in between, nothing is installed and the next visit tries again.
  const pages = await (await fetch(new URL(PAGES, root))).json();
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY };
  const whole = (path) => pages[path].replace(EARLY[0], () => EARLY[1]);
  await Promise.all(Object.keys(pages).map((path) => cache.put(new URL(path, root).href, new Response(whole(path), { headers }))));
  await cache.addAll(ASSETS.map((path) => new URL(path, root).href));
}

/** A page that is asked for without a network and was never opened with one. */
function absent() {
  const page = `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Chưa có mạng</title><h1>Trang này chưa có trong máy</h1><p>Có mạng thì mở lại. Những trang bạn đã mở thì xem lại được khi không có mạng.</p><p><a href="${root}">Về trang chủ</a></p>`;
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function answer(request) {
  const cache = await caches.open(kept);
  const address = request.url.split(/[?#]/)[0];
  const held = await cache.match(address);
  if (held && address.startsWith(new URL("assets/", root).href)) return held;
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
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method === "GET" && request.url.startsWith(root) && !/\.ics$|\/lich\/rieng\/|\/xac-nhan\//.test(request.url)) event.respondWith(answer(request));
});
