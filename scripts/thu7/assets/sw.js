// Pages come from the network and, where it fails or is slow, from what is kept. Hashed assets come from what is kept.
// Calendars are never kept: the phone's calendar asks for them itself.
"use strict";
const root = self.registration.scope;

async function fill() {
  const cache = await caches.open(VERSION);
  // The reader asked to save data: keep only what is visited.
  if (navigator.connection && navigator.connection.saveData) return;
  await Promise.all(KEPT.map(async (path) => {
    const address = new URL(path, root).href;
    try {
      const answer = await fetch(address, { cache: "no-cache" });
      if (answer.ok) await cache.put(address, answer);
    } catch (error) { /* without a network now; the next visit tries again */ }
  }));
}

async function answer(request) {
  const cache = await caches.open(VERSION);
  const address = request.url.split(/[?#]/)[0];
  const held = await cache.match(address);
  if (held && address.startsWith(new URL("assets/", root).href)) return held;
  const fresh = fetch(request).then((found) => {
    if (found.ok && !address.endsWith(".ics")) cache.put(address, found.clone());
    return found;
  });
  if (!held) return fresh;
  const patience = new Promise((resolve) => setTimeout(resolve, 3000, held));
  return Promise.race([fresh.catch(() => held), patience]);
}

self.addEventListener("install", (event) => { self.skipWaiting(); event.waitUntil(fill()); });
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method === "GET" && request.url.startsWith(root) && !request.url.endsWith(".ics")) event.respondWith(answer(request));
});
