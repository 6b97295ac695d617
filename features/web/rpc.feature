Feature: Requests of clients
  A client of the subprotocol scriptws.v1 asks, and the script answers: JSON-RPC
  2.0 on the wire, functions of the export rpc in the script. What fails inside
  stays inside.

  Background:
    Given the setting endpoints.0.subprotocols is '["scriptws.v1"]'
    And a server with the script:
      """
      const orders = new Map([[7, { id: 7, price: 5 }]]);
      export const rpc = {
        "orders.find": async (connection, { id }) => {
          if (!orders.has(id)) throw new RpcError(404, "no such order", { id });
          return orders.get(id);
        },
        "orders.break": () => orders.get(7).price.amount.currency,
        never: () => new Promise(() => {}),
      };
      export const onSubscribe = (connection, topic) => topic === "news";
      export function onConnect(connection) { if (connection.subprotocol === null) connection.send("plain"); }
      export function onMessage(connection, text) {
        connection.send(`heard ${text}`);
        server.publish("news", text);
      }
      """
    And Alice is connected with:
      | subprotocols | scriptws.v1 |
    Then Alice receives '{"jsonrpc":"2.0","method":"welcome","params":{"resumed":false}}'

  Rule: A request gets one answer

    Scenario: A result is sent as JSON
      When Alice sends '{"jsonrpc":"2.0","id":1,"method":"rpc.orders.find","params":{"id":7}}'
      Then Alice receives '{"jsonrpc":"2.0","id":1,"result":{"id":7,"price":5}}'

    Scenario: An RpcError is sent with its code, message and data
      When Alice sends '{"jsonrpc":"2.0","id":"a","method":"rpc.orders.find","params":{"id":8}}'
      Then Alice receives '{"jsonrpc":"2.0","id":"a","error":{"code":404,"message":"no such order","data":{"id":8}}}'

    Scenario: Details of other failures stay on the server
      When Alice sends '{"jsonrpc":"2.0","id":2,"method":"rpc.orders.break"}'
      Then Alice receives '{"jsonrpc":"2.0","id":2,"error":{"code":-32603,"message":"The server failed to answer."}}'
      And the log says "TypeError"

    Scenario: A function that the script does not export is unknown
      When Alice sends '{"jsonrpc":"2.0","id":3,"method":"rpc.constructor"}'
      Then Alice receives '{"jsonrpc":"2.0","id":3,"error":{"code":-32601,"message":"There is no such method."}}'

    Scenario: A text that is not JSON is answered with an error
      When Alice sends "hello"
      Then Alice receives '{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"This is not JSON."}}'

    Scenario: A request that a reload cuts off is answered
      Given Alice has sent '{"jsonrpc":"2.0","id":4,"method":"rpc.never"}'
      When the script becomes:
        """
        export const rpc = { version: () => 2 };
        """
      Then Alice receives '{"jsonrpc":"2.0","id":4,"error":{"code":-32003,"message":"The script was replaced before it answered; it is unknown what it did."}}'

  Rule: Messages travel in envelopes

    Scenario: A message with an id is acknowledged after its handler
      When Alice sends '{"jsonrpc":"2.0","id":5,"method":"message","params":{"data":"hi"}}'
      Then Alice receives '{"jsonrpc":"2.0","method":"message","params":{"data":"heard hi"}}'
      And Alice receives '{"jsonrpc":"2.0","id":5,"result":{}}'

    Scenario: A connection without the subprotocol gets plain messages
      When Bob connects
      Then Bob receives "plain"

  Rule: A client subscribes only to what the script permits

    Scenario: A permitted topic is subscribed to
      Given Bob is connected
      And Alice has sent '{"jsonrpc":"2.0","id":6,"method":"subscribe","params":{"topic":"news"}}'
      Then Alice receives '{"jsonrpc":"2.0","id":6,"result":{"position":null,"recovered":false,"missed":0}}'
      When Bob sends "today"
      Then Alice receives '{"jsonrpc":"2.0","method":"topic","params":{"topic":"news","data":"today"}}'

    Scenario: Another topic is refused
      When Alice sends '{"jsonrpc":"2.0","id":7,"method":"subscribe","params":{"topic":"salaries"}}'
      Then Alice receives '{"jsonrpc":"2.0","id":7,"error":{"code":-32001,"message":"This is not permitted."}}'
