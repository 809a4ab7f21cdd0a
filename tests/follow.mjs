// A phone that subscribes as ICSx5 does: it takes an event anew only where LAST-MODIFIED has risen, and drops what is gone.
// Usage: node follow.mjs MODULE STORE URL; prints what it then holds.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
const [module, store, url] = process.argv.slice(2);
const { default: ICAL } = await import(module);
const held = existsSync(store) ? JSON.parse(readFileSync(store, "utf8")) : { tag: "", events: {} };
const answer = await fetch(url, { headers: held.tag ? { "If-None-Match": held.tag } : {} });
if (answer.status === 200) {
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  calendar.getAllSubcomponents("vtimezone").forEach((zone) => ICAL.TimezoneService.register(zone));
  const events = {};
  for (const part of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(part);
    const changed = part.getFirstPropertyValue("last-modified").toJSDate().toISOString();
    const before = held.events[event.uid];
    events[event.uid] = before && before.changed >= changed ? before : {
      changed,
      title: event.summary,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      location: event.location,
      cancelled: part.getFirstPropertyValue("status") === "CANCELLED",
    };
  }
  writeFileSync(store, JSON.stringify({ tag: answer.headers.get("etag"), events }));
  console.log(JSON.stringify({ asked: 200, events: Object.values(events) }));
} else {
  console.log(JSON.stringify({ asked: answer.status, events: Object.values(held.events) }));
}
