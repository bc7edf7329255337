// Draws what perception sees: the picture, who is there, and everybody's posture over the last minutes.

const find = (selector) => document.querySelector(selector);
const SHAPES = {
  standing: "M20 2h8v10h-8zM16 14h16v18h-4v14h-8V32h-4z",
  sitting: "M12 2h8v8h-8zM10 12h12v14h14v20h-6V32H10z",
  crouching: "M26 8h8v8h-8zM12 20h20v10H20v8h12v6H10z",
  lying: "M2 26h8v8H2zM12 24h34v12H12z",
};
const MARKS = { fall_suspected: ["▲", "#a86a00"], fall_detected: ["■", "#b3131b"], long_lie_detected: ["◆", "#b3131b"], person_up_again: ["●", "#1b6e4b"] };
const style = getComputedStyle(document.documentElement);
const colour = (name) => style.getPropertyValue(`--${name}`).trim();
let texts = {}, language = localStorage.getItem("language") ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en");
const say = (key) => texts[language]?.[key] ?? "";

function speak() {
  document.documentElement.lang = language;
  for (const each of document.querySelectorAll("[data-text]")) each.textContent = say(each.dataset.text);
  for (const each of document.querySelectorAll("[data-language]")) each.setAttribute("aria-pressed", each.dataset.language === language);
}

function showCamera(camera) {
  document.body.dataset.camera = camera;
  find("#camera span").textContent = say(`camera-${camera}`);
  const off = camera !== "on" && camera !== "lost", picture = find("#picture");
  if (off) { picture.removeAttribute("src"); picture.hidden = true; }
  else if (!picture.hasAttribute("src")) { picture.src = `/picture.mjpeg?${Date.now()}`; picture.hidden = false; }
  find("#nothing").hidden = !picture.hidden;
}

function person(id, course) {
  const [, trunk, hips, , posture, action] = course[course.length - 1];
  const item = document.createElement("li");
  item.style.setProperty("--colour", colour(posture));
  item.innerHTML = `<svg viewBox="0 0 48 48" aria-hidden="true"><path d="${SHAPES[posture]}"/></svg><div><b></b><small></small></div>`;
  item.querySelector("b").textContent = [say(`posture-${posture}`), action && say(`action-${action}`)].filter(Boolean).join(" · ");
  item.querySelector("small").textContent = `${id} · ${say("trunk")} ${Math.round(trunk)}° · ${say("hips")} ${hips.toFixed(2)} m`;
  return item;
}

function showPeople(courses) {
  const now = Object.entries(courses).filter(([, course]) => course[course.length - 1][0] > -3);
  const items = now.map(([id, course]) => person(id, course));
  if (!items.length) { const none = document.createElement("li"); none.textContent = say("nobody"); items.push(none); }
  find("#people").replaceChildren(...items);
}

function plot(id) {
  let article = document.getElementById(`plot-${id}`);
  if (!article) {
    article = document.createElement("article");
    article.id = `plot-${id}`;
    article.innerHTML = `<h3><b></b><span class="h"><i></i><em></em></span><span class="s"><i></i><em></em></span></h3><canvas width="1100" height="640"></canvas>`;
    find("#plots").append(article);
  }
  article.querySelector("b").textContent = id;
  article.querySelector(".h i").style.borderColor = colour("hips");
  article.querySelector(".s i").style.borderColor = colour("shoulders");
  article.querySelector(".s i").style.borderTopStyle = "dashed";
  article.querySelector(".h em").textContent = say("hips");
  article.querySelector(".s em").textContent = say("shoulders");
  return article.querySelector("canvas").getContext("2d");
}

function axes(pen, top, height, low, high, ticks, unit, x) {
  pen.font = "22px system-ui, sans-serif"; pen.textAlign = "right"; pen.textBaseline = "middle"; pen.lineWidth = 1;
  for (const tick of ticks) {
    const y = top + height * (1 - (tick - low) / (high - low));
    pen.strokeStyle = "#d9d2c4"; pen.beginPath(); pen.moveTo(x(-Infinity), y); pen.lineTo(x(0), y); pen.stroke();
    pen.fillStyle = "#55646c"; pen.fillText(`${tick}${unit}`, x(-Infinity) - 8, y);
  }
  return (value) => top + height * (1 - (Math.min(high, Math.max(low, value)) - low) / (high - low));
}

function line(pen, course, column, x, y, stroke, dash) {
  pen.strokeStyle = stroke; pen.lineWidth = 4; pen.lineJoin = "round"; pen.setLineDash(dash); pen.beginPath();
  course.forEach((sample, i) => (i && sample[0] - course[i - 1][0] < 1.5 ? pen.lineTo(x(sample[0]), y(sample[column])) : pen.moveTo(x(sample[0]), y(sample[column]))));
  pen.stroke(); pen.setLineDash([]);
}

function bands(pen, course, x, top, height) {
  const icon = {};
  for (const [name, path] of Object.entries(SHAPES)) icon[name] = new Path2D(path);
  let start = 0;
  for (let i = 1; i <= course.length; i++) {
    if (i < course.length && course[i][4] === course[start][4] && course[i][0] - course[i - 1][0] < 1.5) continue;
    const left = x(course[start][0]), right = Math.max(left + 3, x(course[i - 1][0] + 0.2)), posture = course[start][4];
    pen.fillStyle = colour(posture); pen.fillRect(left, top, right - left, height);
    if (right - left > 34) {
      pen.save(); pen.translate(left + 5, top + 3); pen.scale(0.7, 0.7); pen.fillStyle = "#fff"; pen.fill(icon[posture]); pen.restore();
      if (right - left > 130) { pen.fillStyle = "#fff"; pen.font = "600 22px system-ui, sans-serif"; pen.textAlign = "left"; pen.fillText(say(`posture-${posture}`), left + 42, top + height / 2 + 1); }
    }
    start = i;
  }
}

function showMarks(pen, marks, id, x) {
  pen.textAlign = "left"; pen.textBaseline = "middle"; pen.font = "600 22px system-ui, sans-serif";
  for (const [at, kind, body] of marks) {
    if (body !== id || !MARKS[kind]) continue;
    const [shape, ink] = MARKS[kind], words = `${shape} ${say(`mark-${kind}`)}`;
    pen.strokeStyle = pen.fillStyle = ink; pen.lineWidth = 3;
    pen.beginPath(); pen.moveTo(x(at), 34); pen.lineTo(x(at), 570); pen.stroke();
    const room = pen.measureText(words).width;
    pen.fillText(words, Math.min(x(at), 1090 - room), { fall_suspected: 16, fall_detected: 42, long_lie_detected: 16, person_up_again: 16 }[kind]);
  }
}

function showCourse(id, course, marks, kept) {
  const pen = plot(id), x = (at) => (at === -Infinity ? 78 : 78 + 1010 * (1 + at / kept));
  pen.clearRect(0, 0, 1100, 640);
  const heights = axes(pen, 306, 200, 0, 2, [0, 0.5, 1, 1.5, 2], " m", x), trunk = axes(pen, 62, 200, 0, 90, [0, 30, 60, 90], "°", x);
  pen.fillStyle = "#b3131b18"; pen.fillRect(x(-Infinity), trunk(40), 1010, trunk(0) - trunk(40));
  pen.fillStyle = "#55646c"; pen.font = "22px system-ui, sans-serif"; pen.textAlign = "left"; pen.textBaseline = "middle";
  pen.fillText(say("trunk"), x(-Infinity) + 8, 74); pen.fillText(say("flat"), x(-Infinity) + 8, trunk(12)); pen.fillText(say("heights"), x(-Infinity) + 8, 320);
  line(pen, course, 1, x, (value) => trunk(Math.abs(value)), "#1d2a31", []);
  line(pen, course, 2, x, heights, colour("hips"), []);
  line(pen, course, 3, x, heights, colour("shoulders"), [14, 8]);
  bands(pen, course, x, 526, 44);
  showMarks(pen, marks, id, x);
  pen.fillStyle = "#55646c"; pen.font = "22px system-ui, sans-serif"; pen.textBaseline = "middle"; pen.textAlign = "center";
  for (let at = -kept; at <= 0; at += 60) pen.fillText(at ? `${at} s` : "0", Math.min(1070, Math.max(100, x(at))), 604);
}

async function refresh() {
  const state = await fetch("/state").then((answer) => answer.json()).catch(() => null);
  find("#lost").hidden = state !== null;
  if (!state) return;
  showCamera(state.camera);
  showPeople(state.courses);
  const shown = Object.keys(state.courses).slice(0, 3);
  for (const each of [...document.querySelectorAll(".plots article")]) if (!shown.includes(each.id.slice(5))) each.remove();
  for (const id of shown) showCourse(id, state.courses[id], state.marks, state.kept_s);
}

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => { language = button.dataset.language; localStorage.setItem("language", language); speak(); refresh(); });
}
find("#picture").addEventListener("error", () => { find("#picture").hidden = true; find("#picture").removeAttribute("src"); find("#nothing").hidden = false; });
texts = await fetch("/texts").then((answer) => answer.json());
speak();
await refresh();
setInterval(refresh, 500);
