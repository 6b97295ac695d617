Feature: A dashboard that polls an API
  A script asks an API at intervals and sends what is new to the clients that
  watch. The recipe is ticker.js.

  Background:
    Given the setting fetch.allow.0 is "http://127.0.0.1:*"
    And a server with the script:
      """
      let [asked, rates, host] = [0, null, null];
      export function onRequest(request) {
        if (request.path === "/rates") return `rate ${Math.floor(++asked / 2)}`; // every second answer is new
      }
      export function onConnect(connection) {
        connection.subscribe("rates");
        if (host) return connection.send(rates);
        host = connection.request.headers.host;
        poll();
      }
      async function poll() {
        const response = await fetch(`http://${host}/rates`);
        const next = await response.text();
        if (next !== rates) server.publish("rates", (rates = next));
        setTimeout(poll, 10_000);
      }
      """
    And Alice is connected

  Scenario: A change of the API reaches the clients
    Then Alice receives "rate 0"
    When 10 seconds pass
    Then Alice receives "rate 1"

  Scenario: A client that connects later gets the last answer
    Then Alice receives "rate 0"
    When Bob connects
    Then Bob receives "rate 0"
