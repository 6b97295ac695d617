Feature: Settings of scripts
  API keys and other values stay out of scripts. The section settings of
  server.json, variables of the environment and files of secrets provide them.

  Background:
    Given a server with the script:
      """
      export function onMessage(connection, text) { connection.send(`${text} = ${JSON.stringify(server.settings[text])}`); }
      """

  Rule: A script reads the settings of the server and of its endpoint

    Scenario: A setting of the server is readable
      Given the setting settings is "{ \"retries\": 3 }"
      And Alice is connected
      When Alice sends "retries"
      Then Alice receives "retries = 3"

    Scenario: A setting of the endpoint overrides that of the server
      Given the setting settings is "{ \"apiKey\": \"a\" }"
      And the setting endpoints.0.settings is "{ \"apiKey\": \"b\" }"
      And Alice is connected
      When Alice sends "apiKey"
      Then Alice receives "apiKey = \"b\""

    Scenario: A setting with a file is the text of the file
      Given the file "secret.txt":
        """
        hush
        """
      And the setting settings is "{ \"apiKey\": { \"file\": \"secret.txt\" } }"
      And Alice is connected
      When Alice sends "apiKey"
      Then Alice receives "apiKey = \"hush\""

  Rule: A changed setting takes effect with a reload

    Scenario: Open connections meet the new value
      Given the setting settings is "{ \"apiKey\": \"old\" }"
      And Alice is connected
      When the setting settings becomes "{ \"apiKey\": \"new\" }"
      And Alice sends "apiKey"
      Then Alice receives "apiKey = \"new\""
