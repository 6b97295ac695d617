Feature: Timers of scripts
  setTimeout and setInterval have the web's meaning and the server's clock. They
  fire between turns, never within one.

  Rule: A timer fires when it is due

    Background:
      Given a server with the script:
        """
        let ticks = 0, timer;
        export function onMessage(connection, text) {
          if (text === "later") setTimeout(() => connection.send("now"), 10_000);
          if (text === "ticks") timer = setInterval(() => connection.send(`tick ${++ticks}`), 1000);
          if (text === "enough") clearInterval(timer);
        }
        """
      And Alice is connected

    Scenario: A timer does not fire early
      Given Alice has sent "later"
      When 9999 milliseconds pass
      Then Alice receives nothing

    Scenario: A timer fires when its delay has passed
      Given Alice has sent "later"
      When 10 seconds pass
      Then Alice receives "now"

    Scenario: An interval fires repeatedly
      Given Alice has sent "ticks"
      When 3 seconds pass
      Then Alice receives "tick 1"
      And Alice receives "tick 2"
      And Alice receives "tick 3"

    Scenario: A cleared interval does not fire
      Given Alice has sent "ticks"
      And Alice has sent "enough"
      When 1 hour passes
      Then Alice receives nothing
