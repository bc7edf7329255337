// Draws what the node sends, and tells it what was pressed.

import * as microphone from "./microphone.js";

const find = (selector) => document.querySelector(selector);

function fill(selector, text) {
  const element = find(selector);
  if (element.textContent !== text) element.textContent = text;
  if (element.matches("[role=status]")) element.hidden = !text;
}

function draw(view) {
  if (!view.mood) return;
  document.documentElement.lang = view.language;
  document.body.dataset.mood = view.mood;
  tellTime();
  document.body.dataset.help = view.help?.step ?? "";
  document.body.toggleAttribute("data-speaking", view.speaking);
  document.body.toggleAttribute("data-quiet", view.quiet);
  fill(".help", view.help?.text ?? "");
  fill(".robot", view.robot);
  fill(".person", view.person);
  fill(".doing", view.doing);
  fill(".notice", view.notice);
  fill(".question", view.question?.text ?? "");
  find(".answers").hidden = !view.question;
  find(".answers").dataset.question = view.question?.id ?? "";
  if (view.question) find(".settings").open = false;
  for (const button of document.querySelectorAll("[data-press]")) {
    const label = button.querySelector("span") ?? button;
    label.textContent = view.buttons[button.dataset.press];
  }
  find(".settings summary").textContent = view.settings;
  find(".join").textContent = view.microphone.use;
  fill(".microphone span", view.microphone.text);
  document.body.dataset.microphone = view.microphone.state;
  document.body.dataset.camera = view.camera.state;
  fill(".camera span", view.camera.text);
  find(".camera").hidden = !view.camera.text;
  microphone.mute(view.microphone.state === "muted");
}

function drawCapture() {
  document.body.dataset.capture = microphone.state();
  find(".join").hidden = !microphone.possible || microphone.state() !== "closed";
}

function tellTime() {
  const now = new Date(), language = document.documentElement.lang;
  find(".clock time").textContent = now.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hour12: false });
  find(".clock span").textContent = now.toLocaleDateString(language, { weekday: "long", month: "long", day: "numeric" });
}

async function press(button) {
  button.classList.add("pressed");
  setTimeout(() => button.classList.remove("pressed"), 600);
  const question = button.parentElement.dataset.question;
  const what = button.dataset.press + (question ? `?question=${question}` : "");
  const answer = await fetch(`/press/${what}`, { method: "POST", headers: { "X-Huban-Screen": "1" } }).catch(() => null);
  find(".lost").hidden = answer?.ok ?? false;
}

function listen() {
  const source = new EventSource("/live");
  source.addEventListener("open", () => { find(".lost").hidden = true; });
  source.addEventListener("error", () => {
    find(".lost").hidden = false;
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  });
  source.addEventListener("message", (event) => draw(JSON.parse(event.data)));
}

for (const button of document.querySelectorAll("[data-press]")) {
  button.addEventListener("click", () => press(button));
}
find(".join").addEventListener("click", () => microphone.want());
microphone.onChange(drawCapture);
drawCapture();
microphone.again();
setInterval(tellTime, 5000);
listen();
