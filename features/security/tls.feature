@tls
Feature: TLS
  TLS encrypts the traffic, shows clients the identity of the server, and can
  request the same of them. Certificates change while connections stay open.

  Rule: A port speaks TLS if it is configured to

    Scenario: A client connects with TLS
      Given TLS with a certificate for "localhost, 127.0.0.1"
      And a server with the script:
        """
        export function onMessage(connection, text) {
          connection.send(`${text}, secure: ${connection.request.secure}`);
        }
        """
      And Alice is connected
      When Alice sends "hello"
      Then Alice receives "hello, secure: true"
      And Alice is shown the certificate of "localhost"

    Scenario: A message longer than a TLS record arrives
      Given TLS with a certificate for "localhost"
      And Alice is connected
      When Alice sends a text of 100000 bytes
      Then Alice receives a text of 100000 bytes

    Scenario: Older versions of TLS can be rejected
      Given TLS with a certificate for "localhost"
      And the setting tls.minimumVersion is '"1.3"'
      When Alice connects with:
        | TLS | 1.2 |
      And Bob connects
      Then Alice's connection is closed without an answer
      And Bob is answered with 101

  Rule: Clients that do not speak TLS are dropped, and others are unaffected

    Background:
      Given TLS with a certificate for "localhost"

    Scenario: A client that speaks plain HTTP is dropped
      Given Alice is connected
      When Mallory connects with:
        | TLS | none |
      Then Mallory's connection is closed without an answer
      And Alice's connection is open

    Scenario: A silent client is dropped after the handshake timeout
      Given the setting limits.handshakeTimeout is "2s"
      And Alice is connected
      When Mallory connects with:
        | TLS     | none |
        | request | none |
      And 3 seconds pass
      Then Mallory's connection is closed without an answer
      And Alice's connection is open

  @rfc6066 @3
  Rule: Clients get the certificate of the host that they request

    Scenario Outline: <host>
      Given TLS with a certificate for "example.test"
      And the certificate "chat.pem" for "chat.example.test"
      And the certificate "club.pem" for "club.test"
      And the setting tls.certificates is '[{ "hosts": ["chat.example.test"], "certificate": "chat.pem" }, { "hosts": ["*.club.test"], "certificate": "club.pem" }]'
      When Alice connects with:
        | host name | <host> |
      Then Alice is answered with 101
      And Alice is shown the certificate of "<name>"

      Examples:
        | host              | name              |
        | chat.example.test | chat.example.test |
        | CHAT.example.test | chat.example.test |
        | www.club.test     | club.test         |
        | a.b.club.test     | example.test      |
        | other.test        | example.test      |

  Rule: The server can request certificates from clients

    Background:
      Given TLS with a certificate for "localhost"
      And the setting tls.root is "ca.pem"
      And the certificate "alice.pem" for "alice"
      And the certificate "mallory.pem" for "mallory" with:
        | authority | unknown |
      And the script:
        """
        export function onConnect(connection) {
          connection.send(connection.request.tls.clientCertificate?.subject ?? "no certificate");
        }
        """

    Scenario: The script sees the subject of the client certificate
      Given the setting tls.clientCertificate is "require"
      When Alice connects with:
        | certificate | alice.pem |
      Then Alice receives "CN=alice"

    Scenario: A client without a certificate is rejected if one is required
      Given the setting tls.clientCertificate is "require"
      When Bob connects
      Then Bob's connection is closed without an answer

    Scenario: A client without a certificate is accepted if one is requested
      Given the setting tls.clientCertificate is "request"
      When Bob connects
      Then Bob receives "no certificate"

    Scenario Outline: A certificate of another authority is rejected with mode "<mode>"
      Given the setting tls.clientCertificate is "<mode>"
      When Mallory connects with:
        | certificate | mallory.pem |
      Then Mallory's connection is closed without an answer

      Examples:
        | mode    |
        | request |
        | require |

  Rule: An unusable certificate is reported at startup

    Background:
      Given TLS with a certificate for "localhost"

    Scenario: A missing certificate file is reported
      Given the setting tls.certificate is "missing.pem"
      When the server starts
      Then the server does not start, and says:
        """
        tls.certificate: missing.pem: there is no such file.
        """

    Scenario: The key of another certificate is reported
      Given the certificate "other.pem" for "other.test"
      And the certificate "server.pem" for "localhost" with:
        | key | that of other.pem |
      When the server starts
      Then the server does not start, and says:
        """
        tls.certificate: server.pem: the key does not belong to the certificate of localhost, which comes first in its file.
        """

    Scenario: A missing key is reported
      Given the certificate "server.pem" for "localhost" with:
        | key | missing |
      When the server starts
      Then the server does not start, and says:
        """
        tls.certificate: server.pem: the file holds no private key (BEGIN PRIVATE KEY); name the key's file by "key".
        """

    Scenario: An expired certificate is reported
      Given the certificate "server.pem" for "localhost" with:
        | expires | yesterday |
      When the server starts
      Then the server does not start, and says:
        """
        tls.certificate: server.pem: the certificate of localhost expired on 2025-12-31.
        """

  Rule: A certificate is replaced while connections stay open

    Scenario: New clients get the new certificate
      Given TLS with a certificate for "old.test"
      And Alice is connected
      When the certificate "server.pem" is replaced by one for "new.test"
      And Bob connects
      And Alice sends "still here"
      Then Bob is shown the certificate of "new.test"
      And Alice receives "still here"

    Scenario: An unusable certificate leaves the previous one in service
      Given TLS with a certificate for "old.test"
      And Alice is connected
      When the file "server.pem" becomes:
        """
        half a file
        """
      And Bob connects
      Then Bob is shown the certificate of "old.test"
      And the log says "A changed certificate was refused, the previous one stays in service: tls.certificate: server.pem: the file holds no certificate (BEGIN CERTIFICATE, or PFX)."

    Scenario: A certificate that expires soon is logged daily
      Given TLS with a certificate for "localhost"
      And the certificate "server.pem" for "localhost" with:
        | expires | in 10 days |
      And the setting heartbeat.enabled is "false"
      When Alice connects
      And 24 hours pass
      Then the log says "server.pem: the certificate of localhost expires in 10 days."
      And the log says "server.pem: the certificate of localhost expires in 9 days."
