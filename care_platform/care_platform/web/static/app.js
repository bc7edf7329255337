// Tells alarms in every way a page can, and the server which of them were on a screen.

import { install, keepAwake, notice, offerNotices, tellZone } from "./device.js";
import { listen } from "./live.js";
import { arm, armed, burst, sound } from "./sound.js";

const URGENCY = ["high", "medium", "technical", "low", "drill"];
const BACK_SHOWN_MS = 6000;
const language = document.documentElement.lang;
const title = document.title;
const since = new Intl.RelativeTimeFormat(language, { numeric: "always", style: "narrow" });
const favicon = document.querySelector("[data-icon]");
const told = { alarms: new Set(), orders: new Set() };
let connected = true;
let lostAt = 0;

function show(when, visible) {
  for (const element of document.querySelectorAll(`[data-when="${when}"]`)) element.hidden = !visible;
}

function age() {
  for (const element of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.round((Date.now() - new Date(element.dataset.since)) / 1000));
    const [count, unit] = seconds < 60 ? [seconds, "second"] : seconds < 3600 ? [Math.floor(seconds / 60), "minute"] : [Math.floor(seconds / 3600), "hour"];
    element.textContent = since.format(-count, unit);
  }
}

// The most urgent alarm that waits for this person; a lost connection is a technical one.
function waiting() {
  const found = [...document.querySelectorAll("[data-alert]")].map((element) => element.dataset.alert);
  if (!connected && Date.now() - lostAt > 15000) found.push("technical");
  return URGENCY.find((priority) => found.includes(priority));
}

function refresh() {
  const priority = waiting();
  const framed = document.body.classList.contains("framed");
  for (const banner of document.querySelectorAll(".banner")) banner.hidden = banner.pathname === location.pathname;
  show("muted", Boolean(priority) && !armed());
  show("unarmed", framed && !armed() && !priority);
  show("armed", framed && armed());
  age();
  report();
  announce("alarms", "[data-alert]");
  announce("orders", "[data-order]");
  sound(priority);
  blink(priority);
}

// Even a tab among many and the icon on a home screen show that somebody is waiting.
function blink(priority) {
  const on = priority && Math.floor(Date.now() / 1000) % 2 === 0;
  document.title = priority ? `${on ? "\u26a0" : "\u26a0\u26a0\u26a0"} ${title}` : title;
  if (favicon) {
    const wanted = on ? "/static/icon-alarm.svg" : "/static/icon.svg";
    if (favicon.getAttribute("href") !== wanted) favicon.href = wanted;
  }
  const count = document.querySelectorAll("[data-alert]").length;
  if (count) navigator.setAppBadge?.(count).catch(() => {});
  else navigator.clearAppBadge?.().catch(() => {});
}

// The receipt: this alarm was on a screen that somebody could see.
async function report() {
  if (document.visibilityState !== "visible") return;
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  for (const element of document.querySelectorAll("[data-unseen]")) {
    if (!element.checkVisibility()) continue;
    const id = element.dataset.unseen;
    element.removeAttribute("data-unseen");
    await fetch(`/api/alarms/${id}/shown`, { method: "POST", headers: { "X-CSRF-Token": token } });
  }
}

function announce(what, marked) {
  const region = document.querySelector(`[data-announce="${what}"]`);
  const texts = [...document.querySelectorAll(marked)].map((element) => element.textContent.replace(/\s+/g, " ").trim());
  const fresh = texts.filter((text) => !told[what].has(text));
  told[what] = new Set(texts);
  if (region && fresh.length) region.textContent = fresh.join(". ");
  const notices = [...document.querySelectorAll(`${marked}[data-notice]`)].map((element) => element.dataset.notice);
  if (fresh.length && notices.length) notice(notices[0]);
}

function reached(there) {
  if (there === connected) return;
  connected = there;
  if (!there) lostAt = Date.now();
  show("offline", !there);
  show("back", there);
  if (there) setTimeout(() => show("back", false), BACK_SHOWN_MS);
}

async function wake() {
  await arm();
  refresh();
}

for (const gesture of ["pointerdown", "keydown"]) document.addEventListener(gesture, wake, { once: true });
for (const button of document.querySelectorAll("[data-arm]")) button.addEventListener("click", wake);
document.querySelector("[data-try-sound]")?.addEventListener("click", () => wake().then(() => burst("high")));
document.addEventListener("visibilitychange", refresh);
setInterval(refresh, 1000);
tellZone();
install();
keepAwake();
offerNotices();
refresh();
listen(refresh, reached);
