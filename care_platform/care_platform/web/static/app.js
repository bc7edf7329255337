// Keeps the page live, tells the server which alarms were on a screen, and makes alarms heard.

const REPEAT_MS = { high: 6000, medium: 12000, technical: 20000, low: 20000 };
// Pulses after IEC 60601-1-8: [pitch in Hz, start in s] of each.
const BURSTS = {
  high: [[988, 0], [988, 0.2], [988, 0.4], [784, 0.8], [988, 1.0]],
  medium: [[784, 0], [784, 0.35], [659, 0.7]],
  technical: [[523, 0], [440, 0.35]],
  low: [[523, 0], [440, 0.35]],
};
const URGENCY = ["high", "medium", "technical", "low"];
const language = document.documentElement.lang;
const title = document.title;
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const day = new Intl.DateTimeFormat(language, { month: "short", day: "numeric" });
const since = new Intl.RelativeTimeFormat(language, { numeric: "always", style: "narrow" });
const audio = "AudioContext" in window ? new AudioContext() : null;
let lastBurst = 0;
let told = new Set();

function localise(root) {
  for (const element of root.querySelectorAll("time[datetime]")) {
    const moment = new Date(element.dateTime);
    const today = moment.toDateString() === new Date().toDateString();
    element.textContent = today ? clock.format(moment) : `${day.format(moment)} ${clock.format(moment)}`;
  }
  age(root);
}

function age(root) {
  for (const element of root.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.round((Date.now() - new Date(element.dataset.since)) / 1000));
    const [count, unit] = seconds < 60 ? [seconds, "second"] : seconds < 3600 ? [Math.floor(seconds / 60), "minute"] : [Math.floor(seconds / 3600), "hour"];
    element.textContent = since.format(-count, unit);
  }
}

function show(when, visible) {
  for (const element of document.querySelectorAll(`[data-when="${when}"]`)) element.hidden = !visible;
}

const FIELDS = "input:not([type=hidden]), select, textarea";

// Somebody who is typing or choosing keeps the old part until the field is left, and a tap on its button has arrived.
function replace(part, html) {
  const active = document.activeElement;
  if (part.contains(active) && active.matches(FIELDS)) {
    active.addEventListener("blur", () => setTimeout(() => replace(part, html), 500), { once: true });
    return;
  }
  const open = part.querySelector("details")?.open ?? false;
  const focused = part.contains(active) ? active.id : "";
  const written = new Map([...part.querySelectorAll(FIELDS)].map((field) => [field.id, field.value]));
  part.innerHTML = html;
  for (const field of part.querySelectorAll(FIELDS)) field.value = written.get(field.id) ?? field.value;
  if (open) part.querySelector("details")?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.focus();
  localise(part);
  alarms();
}

function waiting() {
  const found = [...document.querySelectorAll("[data-alert]")].map((element) => element.dataset.alert);
  return URGENCY.find((priority) => found.includes(priority));
}

function alarms() {
  const priority = waiting();
  document.body.dataset.alarm = priority ?? "";
  document.title = priority ? `\u26a0 ${title}` : title;
  show("muted", Boolean(priority) && audio?.state !== "running");
  report();
  announce();
  sound();
}

// The receipt: this alarm was on a screen that somebody could see.
async function report() {
  if (document.visibilityState !== "visible") return;
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  for (const element of document.querySelectorAll("[data-unseen]")) {
    const id = element.dataset.unseen;
    element.removeAttribute("data-unseen");
    await fetch(`/api/alarms/${id}/shown`, { method: "POST", headers: { "X-CSRF-Token": token } });
  }
}

function announce() {
  const region = document.querySelector("[data-announce]");
  const titles = [...document.querySelectorAll("[data-alert] .alarm__title")].map((element) => element.textContent.trim());
  const fresh = titles.filter((text) => !told.has(text));
  told = new Set(titles);
  if (region && fresh.length) region.textContent = fresh.join(". ");
}

function sound() {
  const priority = waiting();
  if (!priority || audio?.state !== "running" || Date.now() - lastBurst < REPEAT_MS[priority]) return;
  lastBurst = Date.now();
  for (const [pitch, start] of BURSTS[priority]) beep(pitch, audio.currentTime + start);
  navigator.vibrate?.(priority === "high" ? [300, 150, 300, 150, 300] : [250]);
}

function beep(pitch, start) {
  const tone = new OscillatorNode(audio, { type: "triangle", frequency: pitch });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setTargetAtTime(0.5, start, 0.01);
  volume.gain.setTargetAtTime(0, start + 0.13, 0.02);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 0.25);
}

function listen() {
  const parts = [...document.querySelectorAll("[data-live]")];
  if (!parts.length) return;
  const names = parts.map((part) => part.dataset.live).join(",");
  const source = new EventSource(`/live?parts=${encodeURIComponent(names)}`);
  source.addEventListener("open", () => show("offline", false));
  source.addEventListener("error", () => {
    show("offline", true);
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
  source.addEventListener("signed_out", () => location.assign("/login"));
  source.addEventListener("part", (event) => {
    const { name, html } = JSON.parse(event.data);
    const part = parts.find((element) => element.dataset.live === name);
    if (part) replace(part, html);
  });
}

for (const gesture of ["pointerdown", "keydown"]) {
  document.addEventListener(gesture, () => audio?.resume().then(alarms), { once: true });
}
document.addEventListener("visibilitychange", alarms);
setInterval(() => { age(document); sound(); }, 1000);
localise(document);
alarms();
listen();
