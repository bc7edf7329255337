// This screen's microphone: after a press on its button, what it hears goes to the robot until it is muted.

const RATE_HZ = 16000, RETRY_MS = 2000;
const WANTED = "microphone-wanted";

let capture = null, muted = false, changed = () => {};

export const possible = Boolean(navigator.mediaDevices?.getUserMedia && window.AudioWorkletNode);

export function state() {
  return capture?.live ? "open" : capture ? "opening" : "closed";
}

export function onChange(callback) {
  changed = callback;
}

export async function want() {
  localStorage.setItem(WANTED, "yes");
  await open();
}

export function mute(nowMuted) {
  if (nowMuted === muted) return;
  muted = nowMuted;
  if (muted) close();
  else again();
}

export function again() {
  if (possible && localStorage.getItem(WANTED) === "yes") open();
}

async function open() {
  if (capture || muted) return;
  const mine = capture = { live: false };
  changed();
  try {
    mine.stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: false, autoGainControl: false },
    });
    mine.context = new AudioContext({ sampleRate: RATE_HZ });
    await mine.context.audioWorklet.addModule("/static/microphone-worklet.js");
    const tap = new AudioWorkletNode(mine.context, "tap", { numberOfOutputs: 0 });
    mine.context.createMediaStreamSource(mine.stream).connect(tap);
    mine.socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/microphone`);
    tap.port.onmessage = (message) => {
      if (mine.socket.readyState === WebSocket.OPEN) mine.socket.send(message.data);
    };
    mine.socket.onopen = () => { mine.live = true; changed(); };
    mine.socket.onclose = () => lost(mine);
    mine.stream.getAudioTracks()[0].onended = () => lost(mine);
    if (capture !== mine) release(mine);
  } catch (refusal) {
    if (refusal.name === "NotAllowedError") localStorage.removeItem(WANTED);
    lost(mine);
  }
}

function lost(mine) {
  if (capture !== mine) return;
  close();
  setTimeout(again, RETRY_MS);
}

function close() {
  const mine = capture;
  capture = null;
  if (mine) release(mine);
  changed();
}

function release(mine) {
  for (const track of mine.stream?.getTracks() ?? []) track.stop();
  mine.context?.close();
  mine.socket?.close();
}
