Feature: Topics and broadcasts
  What one client says may concern many. A script broadcasts to all clients, or
  publishes to the subscribers of a topic. The message is encoded once.

  Rule: A broadcast reaches all intended clients

    Background:
      Given a server with the script:
        """
        export function onMessage(connection, text) {
          if (text === "to others") server.broadcast(text, { except: connection.id });
          else server.broadcast(text);
        }
        """
      And Alice is connected
      And Bob is connected

    Scenario: A broadcast reaches every client
      When Alice sends "hello"
      Then Alice receives "hello"
      And Bob receives "hello"

    Scenario: A broadcast can exclude its sender
      When Alice sends "to others"
      Then Bob receives "to others"
      And Alice receives nothing

    Scenario: A vanished client does not stop a broadcast
      Given Carol is connected
      And Carol's cable was pulled
      When Alice sends "hello"
      Then Bob receives "hello"

    Scenario: C# code can broadcast
      When C# code broadcasts "from outside"
      Then Alice receives "from outside"
      And Bob receives "from outside"

  Rule: A topic reaches its subscribers except the publisher

    Background:
      Given a server with the script:
        """
        export function onMessage(connection, text) {
          const [verb, topic] = text.split(" ");
          if (verb === "join") connection.subscribe(topic);
          if (verb === "leave") connection.unsubscribe(topic);
          if (verb === "say") connection.publish(topic, "news");
          if (verb === "count") connection.send(`${server.subscriberCount(topic)}`);
        }
        """
      And Alice is connected
      And Bob is connected
      And Alice has sent "join garden"
      And Bob has sent "join garden"

    Scenario: A subscriber receives published messages
      When Alice sends "say garden"
      Then Bob receives "news"
      And Alice receives nothing

    Scenario: A client that is not subscribed receives nothing
      When Alice sends "say kitchen"
      Then Bob receives nothing

    Scenario: A client that unsubscribed receives nothing more
      Given Bob has sent "leave garden"
      When Alice sends "say garden"
      Then Bob receives nothing

    Scenario: A client that disconnected is no longer subscribed
      Given Bob has hung up
      When Alice sends "count garden"
      Then Alice receives "1"
