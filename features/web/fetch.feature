Feature: Requests to other servers
  A script asks other servers with fetch, which has the web's meaning. It reaches
  the servers that the operator has listed, and no others.

  Background:
    Given the setting fetch.allow.0 is "http://127.0.0.1:*"
    And a server with the script:
      """
      export async function onMessage(connection, path) {
        try {
          const response = await fetch(path.includes(":") ? path : `http://${connection.request.headers.host}${path}`);
          connection.send(`${response.status} ${await response.text()}`);
        } catch (error) {
          connection.send(`${error.name}: ${error.message.split(";")[0]}`);
        }
      }
      export function onRequest(request) {
        switch (request.path) {
          case "/price": return "5 EUR";
          case "/moved": return { status: 302, headers: { Location: "/price" } };
          case "/away": return { status: 302, headers: { Location: "http://localhost/" } };
          case "/never": console.log("asked"); return new Promise(() => {});
        }
      }
      """
    And Alice is connected

  Rule: A script reaches the servers that are listed

    Scenario: A listed server is reached
      When Alice sends "/price"
      Then Alice receives "200 5 EUR"

    Scenario: A redirect within the list is followed
      When Alice sends "/moved"
      Then Alice receives "200 5 EUR"

    Scenario: A redirect out of the list is not followed
      When Alice sends "/away"
      Then Alice receives "TypeError: http://localhost is not in fetch.allow (server.json)"

    Scenario: A server that is not listed is not reached
      When Alice sends "https://api.example.com/v1"
      Then Alice receives "TypeError: https://api.example.com is not in fetch.allow (server.json)"

    Scenario: A listed server is not reached once it is taken off the list
      When the setting fetch.allow becomes "[]"
      And Alice sends "http://127.0.0.1:8080/"
      Then Alice receives "TypeError: http://127.0.0.1:8080 is not in fetch.allow (server.json)"

  Rule: A request has an end

    Scenario: A request without a response times out
      When Alice sends "/never"
      Then the script logs "asked"
      When 30 seconds pass
      Then Alice receives "TimeoutError: The server did not answer within fetch.timeout (30 s)."
