// Makes alarms heard: bursts after IEC 60601-1-8, once the reader has armed the sound with a tap.

const REPEAT_MS = { high: 6000, medium: 12000, technical: 20000, low: 20000, drill: 20000 };
// [pitch in Hz, start in s] of each pulse.
const BURSTS = {
  high: [[988, 0], [988, 0.2], [988, 0.4], [784, 0.8], [988, 1.0]],
  medium: [[784, 0], [784, 0.35], [659, 0.7]],
  technical: [[523, 0], [440, 0.35]],
  low: [[523, 0], [440, 0.35]],
  drill: [[659, 0], [523, 0.5]],
};
const ALWAYS = ["high", "medium"];
const audio = "AudioContext" in window ? new AudioContext() : null;
const heard = document.documentElement.dataset.sounds;
let lastBurst = 0;

export const armed = () => audio?.state === "running";

export async function arm() {
  await audio?.resume();
}

export function sound(priority) {
  if (!priority || !armed() || (heard === "urgent" && !ALWAYS.includes(priority))) return;
  if (Date.now() - lastBurst < REPEAT_MS[priority]) return;
  lastBurst = Date.now();
  burst(priority);
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(priority === "high" ? [300, 150, 300, 150, 300] : [250]);
}

export function burst(priority) {
  for (const [pitch, start] of BURSTS[priority]) beep(pitch, audio.currentTime + start);
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
