// The view into the simulator: pictures come as streams, everything else is asked for four times a second.
const REFRESH_MS = 250;
const RETRY_MS = 2000;
const ACTS = [
  ["act-wave", "wave", {}],
  ["act-walk-kitchen", "walk_to", { place: "kitchen" }],
  ["act-sit-sofa", "sit", { on: "sofa" }],
  ["act-lie-bed", "lie", { on: "bed" }],
  ["act-smile", "face", { expression: "happy" }],
  ["act-sad", "face", { expression: "sad" }],
  ["act-get-up", "get_up", {}],
  ["act-fall", "fall", {}],
];
const EXAMPLES = ["say-example-kitchen", "say-example-bed", "say-example-stop", "say-example-help"];
const COLOURS = { elder: "#c9653a", caregiver: "#3f6fb5", robot: "#1f7f83" };

const find = (selector) => document.querySelector(selector);
const get = async (path) => (await fetch(path)).json();

const texts = await get("/texts");
const plan = await get("/plan");
let language = localStorage.getItem("language") ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en");
const text = (key) => texts[language][key] ?? key;

function element(tag, content, attributes = {}) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.textContent = content;
  return made;
}

function speakLanguage(chosen) {
  language = chosen;
  localStorage.setItem("language", chosen);
  document.documentElement.lang = chosen;
  document.title = text("title");
  find("#home-name").textContent = plan.name[chosen];
  for (const item of document.querySelectorAll("[data-text]")) item.textContent = text(item.dataset.text);
  for (const item of document.querySelectorAll("[data-placeholder]")) item.placeholder = text(item.dataset.placeholder);
  for (const item of document.querySelectorAll("[data-alt]")) item.alt = text(item.dataset.alt);
  for (const item of document.querySelectorAll("[data-language]")) {
    item.setAttribute("aria-pressed", String(item.dataset.language === chosen));
  }
  showDirections();
}

function showDirections() {
  const acts = ACTS.map(([key, act, args]) => {
    const button = element("button", text(key), { className: act === "fall" ? "alert" : "" });
    button.onclick = () => direct(act, args);
    return button;
  });
  find("#acts").replaceChildren(...acts);
  const examples = EXAMPLES.map((key) => {
    const button = element("button", text(key));
    button.onclick = () => say(text(key));
    return button;
  });
  find("#examples").replaceChildren(...examples);
}

async function direct(act, args) {
  const answer = await fetch("/act", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ actor: "elder", act, args }),
  });
  find("#answer").textContent = answer.ok ? "" : (await answer.json()).detail;
}

const say = (words) => direct("say", { text: words, lang: language });

find("#say").onsubmit = (event) => {
  event.preventDefault();
  const words = find("#words").value.trim();
  if (words) say(words);
  find("#words").value = "";
};

for (const button of document.querySelectorAll("[data-language]")) {
  button.onclick = () => speakLanguage(button.dataset.language);
}

for (const picture of document.querySelectorAll("[data-source]")) {
  picture.onerror = () => setTimeout(() => { picture.src = `${picture.dataset.source}?${Date.now()}`; }, RETRY_MS);
  picture.src = picture.dataset.source;
}

function showState(state) {
  find("#clock").textContent = new Date(state.time_s * 1000).toLocaleTimeString(language);
  find("#factor").textContent = `${state.factor.toFixed(1)}×`;
  find("#battery").textContent = `${Math.round(state.battery * 100)} %`;
  find("#people").replaceChildren(...state.actors.map(personLine), robotLine(state));
  showSpeech(state);
  drawMap(state);
}

function personLine(actor) {
  const name = plan.people[actor.name]?.[language] ?? actor.name;
  const doing = actor.activity === "idle" ? `posture-${actor.posture}` : `activity-${actor.activity}`;
  return line(COLOURS[actor.name], name, `${text(doing)} · ${placeName(actor.place)}`);
}

function robotLine(state) {
  return line(COLOURS.robot, text("robot"), placeName(state.room));
}

function line(colour, name, detail) {
  const item = document.createElement("li");
  const dot = element("span", "", { className: "dot" });
  dot.style.background = colour;
  item.append(dot, element("span", name), element("small", detail));
  return item;
}

const placeName = (id) => plan.rooms[id]?.name[language] ?? plan.furniture[id]?.name?.[language] ?? id;

function showSpeech(state) {
  const speaker = state.actors.find((actor) => actor.saying);
  const words = speaker?.saying ?? state.caption;
  const bubble = find("#bubble");
  bubble.hidden = !words;
  const name = speaker ? (plan.people[speaker.name]?.[language] ?? speaker.name) : text("robot");
  bubble.replaceChildren(element("b", name), document.createTextNode(words));
}

function drawMap(state) {
  const canvas = find("#map");
  const draw = canvas.getContext("2d");
  const areas = Object.values(plan.rooms).map((room) => room.area);
  const [west, south] = [0, 1].map((side) => Math.min(...areas.map((area) => area[side])) - 0.2);
  const [east, north] = [2, 3].map((side) => Math.max(...areas.map((area) => area[side])) + 0.2);
  const scale = Math.min(canvas.width / (east - west), canvas.height / (north - south));
  const style = getComputedStyle(document.documentElement);
  draw.setTransform(1, 0, 0, 1, 0, 0);
  draw.clearRect(0, 0, canvas.width, canvas.height);
  draw.setTransform(scale, 0, 0, -scale, -west * scale, north * scale);
  drawPlan(draw, style);
  draw.fillStyle = "rgb(201 101 58 / .75)";
  for (const [x, y] of state.scan) draw.fillRect(x - 0.025, y - 0.025, 0.05, 0.05);
  for (const actor of state.actors) disc(draw, actor.at, 0.2, COLOURS[actor.name] ?? "#888");
  drawRobot(draw, state.robot);
  draw.setTransform(1, 0, 0, 1, 0, 0);
  draw.fillStyle = style.getPropertyValue("--soft");
  draw.font = "15px system-ui, sans-serif";
  draw.textAlign = "center";
  for (const room of Object.values(plan.rooms)) {
    const [x_min, , x_max, y_max] = room.area;
    draw.fillText(room.name[language], ((x_min + x_max) / 2 - west) * scale, (north - y_max) * scale + 26);
  }
}

function drawPlan(draw, style) {
  draw.fillStyle = style.getPropertyValue("--paper");
  for (const { area: [x_min, y_min, x_max, y_max] } of Object.values(plan.rooms)) {
    draw.fillRect(x_min, y_min, x_max - x_min, y_max - y_min);
  }
  draw.fillStyle = style.getPropertyValue("--line");
  for (const { corners } of Object.values(plan.furniture)) {
    draw.beginPath();
    for (const [x, y] of corners) draw.lineTo(x, y);
    draw.fill();
  }
  draw.fillStyle = style.getPropertyValue("--soft");
  for (const [x_min, y_min, x_max, y_max] of plan.walls) draw.fillRect(x_min, y_min, x_max - x_min, y_max - y_min);
}

function disc(draw, [x, y], radius, colour) {
  draw.fillStyle = colour;
  draw.beginPath();
  draw.arc(x, y, radius, 0, 2 * Math.PI);
  draw.fill();
}

function drawRobot(draw, [x, y, yaw]) {
  disc(draw, [x, y], 0.25, COLOURS.robot);
  draw.strokeStyle = "#fff";
  draw.lineWidth = 0.07;
  draw.beginPath();
  draw.moveTo(x, y);
  draw.lineTo(x + 0.24 * Math.cos(yaw), y + 0.24 * Math.sin(yaw));
  draw.stroke();
}

async function refresh() {
  try {
    showState(await get("/state"));
    find("#lost").hidden = true;
  } catch {
    find("#lost").hidden = false;
  }
  setTimeout(refresh, REFRESH_MS);
}

speakLanguage(language);
refresh();
