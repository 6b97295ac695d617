Feature: Topics and broadcasts
  What one client says may concern many. A script broadcasts to all, or
  publishes to those who subscribed to a topic; the message is encoded once.

  Rule: A broadcast reaches everyone whom it means

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

    Scenario: Everyone
      When Alice sends "hello"
      Then Alice receives "hello"
      And Bob receives "hello"

    Scenario: Everyone but the sender
      When Alice sends "to others"
      Then Bob receives "to others"
      And Alice receives nothing

    Scenario: One client that has gone does not stop the rest
      Given Carol is connected
      And Carol's cable was pulled
      When Alice sends "hello"
      Then Bob receives "hello"

    Scenario: C# code broadcasts as well
      When C# code broadcasts "from outside"
      Then Alice receives "from outside"
      And Bob receives "from outside"

  Rule: A topic reaches its subscribers, and not its publisher

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

    Scenario: A subscriber hears what is published
      When Alice sends "say garden"
      Then Bob receives "news"
      And Alice receives nothing

    Scenario: Other topics stay silent
      When Alice sends "say kitchen"
      Then Bob receives nothing

    Scenario: Whoever left hears nothing more
      Given Bob has sent "leave garden"
      When Alice sends "say garden"
      Then Bob receives nothing

    Scenario: Whoever went is no subscriber
      Given Bob has hung up
      When Alice sends "count garden"
      Then Alice receives "1"
