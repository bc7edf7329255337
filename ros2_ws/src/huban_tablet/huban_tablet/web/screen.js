"use strict";

const byId = (id) => document.getElementById(id);
const buttons = [...document.querySelectorAll("[data-button]")];

function caption({ by_robot, text }) {
  const line = document.createElement("li");
  line.className = by_robot ? "robot" : "person";
  line.textContent = text;
  return line;
}

function show(view) {
  document.documentElement.lang = view.language;
  document.title = view.labels.title;
  document.body.dataset.face = view.face;
  document.body.dataset.alarm = view.alarm !== "";
  byId("doing").textContent = view.doing;
  byId("alarm").textContent = view.alarm;
  byId("captions").replaceChildren(...view.captions.map(caption));
  byId("answers").hidden = !view.question;
  byId("lost").textContent = view.labels.lost;
  for (const button of buttons) button.textContent = view.labels[button.dataset.button];
}

for (const button of buttons) {
  button.addEventListener("click", async () => {
    button.classList.add("pressed");
    setTimeout(() => button.classList.remove("pressed"), 600);
    try {
      const answer = await fetch(`/press/${button.dataset.button}`, { method: "POST" });
      byId("lost").hidden = answer.ok;
    } catch {
      byId("lost").hidden = false;
    }
  });
}

const live = new EventSource("/live");
live.onmessage = (event) => {
  byId("lost").hidden = true;
  show(JSON.parse(event.data));
};
live.onerror = () => { byId("lost").hidden = false; };
