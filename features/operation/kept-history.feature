@slow
Feature: Histories in a file
  With a file as storage, the history of a topic is written before its messages
  are delivered. A client that comes back after a restart gets what it missed.

  Background:
    Given the file "server.json":
      """
      {
        "endpoints": [{ "path": "/", "script": "chat.js" }],
        "heartbeat": { "enabled": false },
        "storage": { "backend": "file" },
        "topics": [{ "match": "chat", "history": 3, "age": "1h" }]
      }
      """
    And the file "chat.js":
      """
      export async function onMessage(connection, text) {
        const start = await server.storage.get("start");
        if (text === "start") await server.storage.set("start", await server.publish("chat", text));
        else if (text !== "follow") await server.publish("chat", text);
        else {
          const { recovered, missed } = await connection.follow("chat", { since: start });
          connection.send(recovered ? `${missed} missed` : "messages are lost");
          return;
        }
        connection.send("published");
      }
      """
    And "scriptws run --listen 127.0.0.1:0 --supervised" is running
    And Alice is connected
    And Alice has sent "start"

  Rule: A history survives the end of the process

    Scenario: A client gets the messages that were published before the process was killed
      When Alice sends "one"
      Then Alice receives "published"
      And Alice receives "published"
      When the process that serves is killed
      And Bob connects
      And Bob sends "follow"
      Then Bob receives "one"
      And Bob receives "1 missed"

    Scenario: A client that missed more than the history keeps is told of the loss
      When Alice sends "more" 4 times
      Then Alice receives "published" 5 times
      When the process that serves is killed
      And Bob connects
      And Bob sends "follow"
      Then Bob receives "messages are lost"
