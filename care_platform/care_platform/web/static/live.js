// Keeps the page live: parts that changed come as server-sent events; silence is told.

const SILENCE_MS = 30000;
const RETRY_MS = 3000;
const FIELDS = "input:not([type=hidden]), select, textarea";
let source = null;
let heardAt = Date.now();

// Calls `changed(part)` after each replacement and `reached(whether)` when the platform is lost or there again.
export function listen(changed, reached) {
  const parts = [...document.querySelectorAll("[data-live]")];
  if (!parts.length) return;
  const names = parts.map((part) => part.dataset.live).join(",");
  source = new EventSource(`/live?parts=${encodeURIComponent(names)}`);
  const hear = () => {
    heardAt = Date.now();
    reached(true);
  };
  source.addEventListener("open", hear);
  source.addEventListener("beat", hear);
  source.addEventListener("error", () => reached(false));
  source.addEventListener("signed_out", () => location.assign("/login"));
  source.addEventListener("part", (event) => {
    hear();
    const { name, html } = JSON.parse(event.data);
    const part = parts.find((element) => element.dataset.live === name);
    if (part) replace(part, html, changed);
  });
  watch(changed, reached);
}

addEventListener("offline", () => source?.dispatchEvent(new Event("error")));

// A connection that is closed, or says nothing for three beats, is opened anew.
function watch(changed, reached) {
  const timer = setInterval(() => {
    const silent = Date.now() - heardAt > SILENCE_MS;
    if (source.readyState !== EventSource.CLOSED && !silent) return;
    clearInterval(timer);
    reached(false);
    source.close();
    heardAt = Date.now();
    listen(changed, reached);
  }, RETRY_MS);
}

// Somebody who is typing or choosing keeps the old part until the field is left, and a tap on its button has arrived.
function replace(part, html, changed) {
  const active = document.activeElement;
  if (part.contains(active) && active.matches(FIELDS)) {
    active.addEventListener("blur", () => setTimeout(() => replace(part, html, changed), 500), { once: true });
    return;
  }
  const open = part.querySelector("details")?.open ?? false;
  const focused = part.contains(active) ? active.id : "";
  const written = new Map([...part.querySelectorAll(FIELDS)].map((field) => [field.id, field.value]));
  part.innerHTML = html;
  for (const field of part.querySelectorAll(FIELDS)) field.value = written.get(field.id) ?? field.value;
  if (open) part.querySelector("details")?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.focus();
  changed(part);
}
