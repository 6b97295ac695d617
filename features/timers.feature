Feature: Timers of scripts
  setTimeout and setInterval have the web's meaning and the server's clock. They
  ring between turns, never within one.

  Rule: A timer rings when its time has come

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

    Scenario: Not a moment before
      Given Alice has sent "later"
      When 9999 milliseconds pass
      Then Alice receives nothing

    Scenario: Then it rings
      Given Alice has sent "later"
      When 10 seconds pass
      Then Alice receives "now"

    Scenario: Again and again
      Given Alice has sent "ticks"
      When 3 seconds pass
      Then Alice receives "tick 1"
      And Alice receives "tick 2"
      And Alice receives "tick 3"

    Scenario: Until it is cleared
      Given Alice has sent "ticks"
      And Alice has sent "enough"
      When 1 hour passes
      Then Alice receives nothing
