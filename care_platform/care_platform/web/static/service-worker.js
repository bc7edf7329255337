// Lets the app be installed and tells when there is no network. It keeps files of the app itself, never a page or an
// answer with anybody's data: what is not in FILES goes to the network and nowhere else.

const CACHE = "huban-$VERSION";
const OFFLINE = "/offline";
const FILES = [OFFLINE, "/static/day.css", "/static/night.css", "/static/app.css", "/static/care.css", "/static/offline.js", "/static/icon.svg"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const forget = (names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(forget).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match(OFFLINE)));
  } else if (event.request.method === "GET" && FILES.includes(pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
  }
});

// A tap on a notice brings the app to the front, or opens it.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const show = (windows) => (windows.length ? windows[0].focus() : self.clients.openWindow("/"));
  event.waitUntil(self.clients.matchAll({ type: "window" }).then(show));
});
