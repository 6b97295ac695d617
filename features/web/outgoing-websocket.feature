Feature: Outgoing WebSockets
  A script follows a feed of another server. WebSocket has the web's interface
  and reaches the servers that fetch.allow lists.

  Background:
    Given the setting fetch.allow.0 is "http://127.0.0.1:*"
    And the script:
      """
      let feed;
      export function onConnect(connection) {
        if (connection.request.query === "feed") connection.send("price 1");
      }
      export function onMessage(connection, text) {
        if (text.startsWith("follow")) {
          try {
            feed = new WebSocket(text.split(" ").find((word) => word.includes(":")) ?? `ws://${connection.request.headers.host}/?feed`);
          } catch (error) {
            return connection.send(`${error.name}: ${error.message.split(";")[0]}`);
          }
          feed.onopen = () => { if (text === "follow to the end") feed.send("end"); };
          feed.onmessage = ({ data }) => {
            connection.send(`feed: ${data}`);
            if (text === "follow once") feed.close(1000, "enough");
          };
          feed.onclose = ({ code, wasClean }) => connection.send(`closed: ${code} ${wasClean}`);
        }
        if (text === "end") connection.close(4000, "later");
      }
      """
    And Alice is connected

  Rule: A feed is received

    Scenario: A message of the feed is received
      When Alice sends "follow"
      Then Alice receives "feed: price 1"

    Scenario: A WebSocket that the script closes is closed cleanly
      When Alice sends "follow once"
      Then Alice receives "feed: price 1"
      And Alice receives "closed: 1000 true"

    Scenario: A WebSocket that the other server closes carries its code
      When Alice sends "follow to the end"
      Then Alice receives "feed: price 1"
      And Alice receives "closed: 4000 true"

  Rule: A WebSocket belongs to a version of the script

    Scenario: A reload closes the WebSockets of the previous version
      Given the file "script.js" becomes:
        """
        export function onConnect(connection) {
          if (connection.request.query === "feed") return;
          const feed = new WebSocket(`ws://${connection.request.headers.host}/?feed`);
          feed.onopen = () => connection.send("following");
        }
        export function onDisconnect(connection, code) { console.log(`closed with ${code}`); }
        """
      When Bob connects
      Then Bob receives "following"
      When the script becomes:
        """
        export const onMessage = () => {};
        export function onDisconnect(connection, code) { console.log(`closed with ${code}`); }
        """
      Then the script logs "closed with 1001"

  Rule: Only listed servers are reached

    Scenario: A server that is not listed is not reached
      When Alice sends "follow wss://feed.example.com/"
      Then Alice receives "TypeError: https://feed.example.com is not in fetch.allow (server.json)"
