@admin
Feature: Admin page
  A page shows a running server and controls it. It is off by default, and only
  users with the admin role can open it.

  Rule: A configuration that opens the page to everyone does not start

    Background:
      Given the setting admin.enabled is "true"

    Scenario: The server does not start if no user has the admin role
      When the server starts
      Then the server does not start, and says:
        """
        server.json(3): admin.enabled needs a user with the role admin; make one with scriptws user NAME --roles admin.
        """

    Scenario: The server does not start if the page is remote and without TLS
      Given the setting admin.address is "*"
      And the setting authentication.usersFile is "users.json"
      And the file "users.json":
        """
        { "users": [] }
        """
      When the server starts
      Then the server does not start, and says:
        """
        server.json(2): admin.tls must be true where others than this machine reach the page: passwords come over it.
        """
