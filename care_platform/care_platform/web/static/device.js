// What this device can do: its time zone, keeping the screen on, notices, being installed. Kept on the device.

const AWAKE = "huban_awake";
const ONE_YEAR_S = 365 * 24 * 3600;
let installPrompt = null;

// The server writes times in the reader's zone, which only the device knows.
export function tellZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zone === document.documentElement.dataset.zone || sessionStorage.getItem("zone") === zone) return;
  sessionStorage.setItem("zone", zone);
  document.cookie = `huban_zone=${zone}; path=/; max-age=${ONE_YEAR_S}; samesite=lax`;
  if (document.querySelector("time")) location.reload();
}

export function install() {
  navigator.serviceWorker?.register("/service-worker.js");
  const button = document.querySelector("[data-install]");
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    installPrompt = event;
    if (button) button.hidden = false;
  });
  button?.addEventListener("click", () => installPrompt?.prompt());
}

export async function keepAwake() {
  const box = document.querySelector("[data-awake]");
  if (box) {
    box.checked = localStorage.getItem(AWAKE) === "yes";
    box.addEventListener("change", () => {
      localStorage.setItem(AWAKE, box.checked ? "yes" : "no");
      lockScreen();
    });
  }
  document.addEventListener("visibilitychange", lockScreen);
  await lockScreen();
}

let lock = null;
async function lockScreen() {
  const wanted = localStorage.getItem(AWAKE) === "yes" && document.visibilityState === "visible";
  try {
    if (wanted && (!lock || lock.released)) lock = (await navigator.wakeLock?.request("screen")) ?? null;
    if (!wanted) await lock?.release();
  } catch {
    // The battery is low or the browser can not: the screen goes dark as it always did.
  }
}

export function offerNotices() {
  const button = document.querySelector("[data-notices]");
  if (!button || !("Notification" in window)) return;
  const show = () => {
    button.hidden = Notification.permission !== "default";
    document.querySelector('[data-when="notices-on"]').hidden = Notification.permission !== "granted";
    document.querySelector('[data-when="notices-off"]').hidden = Notification.permission !== "denied";
  };
  button.addEventListener("click", () => Notification.requestPermission().then(show));
  show();
}

// On a locked screen everybody can read: what kind of alarm, never whose.
export async function notice(text) {
  if (!("Notification" in window) || Notification.permission !== "granted" || document.visibilityState === "visible") return;
  const registration = await navigator.serviceWorker?.getRegistration();
  registration?.showNotification(text, { tag: "alarm", renotify: true, requireInteraction: true, icon: "/static/icon-192.png" });
}
