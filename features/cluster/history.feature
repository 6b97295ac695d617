@cluster
Feature: Histories of topics
  A client that was away catches up: the server keeps the newest messages of a topic,
  and sends those that the client missed before any live one. What cannot be sent
  again is declared, and never lost silently.

  Background: Each server remembers where its last follower began
    Given the setting topics.0.match is "chat"
    And the setting topics.0.history is "3"
    And the setting topics.0.age is "1m"
    And 2 servers of one cluster with the script:
      """
      export async function onMessage(connection, text) {
        if (text !== "follow") await connection.publish("chat", text);
        else {
          const since = server.store.get("position");
          const { position, recovered, missed } = await connection.follow("chat", { since });
          server.store.set("position", position);
          connection.send(recovered ? `${missed} missed` : "messages are lost");
        }
      }
      """
    And Ben is connected to server 2
    And Ben has sent "follow"
    And Anna is connected to server 1

  Rule: A follower gets what it missed, in its order, before live messages

    Scenario: A follower gets live messages of the other server
      When Anna sends "hello"
      Then Ben receives "0 missed"
      And Ben receives "hello"

    Scenario: A follower that comes back gets the messages since its position
      Given Ben has hung up
      And Anna has sent "one"
      And Anna has sent "two"
      When Carla connects to server 2
      And Carla sends "follow"
      Then Carla receives "one"
      And Carla receives "two"
      And Carla receives "2 missed"

  Rule: What the history does not have any more is declared

    Scenario: A follower that was away for too many messages is told of the loss
      Given Ben has hung up
      And Anna has sent "one"
      And Anna has sent "two"
      And Anna has sent "three"
      And Anna has sent "four"
      When Carla connects to server 2
      And Carla sends "follow"
      Then Carla receives "messages are lost"
      And Carla receives nothing more

    Scenario: A follower that was away for longer than the age is told of the loss
      Given Ben has hung up
      And Anna has sent "one"
      And Anna has sent "two"
      And 2 minutes have passed
      When Carla connects to server 2
      And Carla sends "follow"
      Then Carla receives "messages are lost"
