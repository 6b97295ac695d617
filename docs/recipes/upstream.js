// upstream.js
const FEED = "wss://feed.example.com/prices"; // https://feed.example.com is listed in fetch.allow
const [SHORTEST, LONGEST] = [1000, 60_000];

let last = null;

export function onStart() {
  follow(FEED, (data) => server.publish("prices", (last = data)));
}

export function onConnect(connection) {
  connection.subscribe("prices");
  if (last) connection.send(last);
}

// Connects, and connects again after a growing pause whenever the connection ends.
function follow(url, receive, pause = SHORTEST) {
  const feed = new WebSocket(url);
  feed.onopen = () => { pause = SHORTEST; };
  feed.onmessage = ({ data }) => receive(data);
  feed.onclose = ({ code }) => {
    console.info(`${url} closed with ${code}; next try in ${pause / 1000} s`);
    setTimeout(follow, pause, url, receive, Math.min(pause * 2, LONGEST));
  };
}
