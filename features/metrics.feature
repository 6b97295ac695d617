@metrics
Feature: Metrics
  What the server measures is kept for Prometheus only where somebody wants it,
  and told only to those who are meant: figures say how much is going on, and where.

  Rule: The figures are there when they are wanted

    Scenario: They tell what has happened
      Given the setting metrics.prometheus.enabled is "true"
      And an echo server
      And Alice is connected
      When Prometheus asks for "/metrics"
      Then Prometheus is answered with 200
      And Prometheus's answer has the header "Content-Type: text/plain; version=0.0.4; charset=utf-8"
      And Prometheus's answer says 'scriptws_connections_opened_total{scriptws_endpoint="/"} 1'

    Scenario: By default they are not
      Given an echo server
      When Prometheus asks for "/metrics"
      Then Prometheus is answered with 426

    Scenario: Another path may be theirs
      Given the setting metrics.prometheus.enabled is "true"
      And the setting metrics.prometheus.path is "/figures"
      And an echo server
      When Prometheus asks for "/figures"
      Then Prometheus is answered with 200

  Rule: They are for those who are meant

    Background:
      Given the setting metrics.prometheus.enabled is "true"

    Scenario: This machine may read them, and what a proxy passes on is not this machine's
      Given an echo server
      When Prometheus asks for "/metrics" with the headers:
        | X-Forwarded-For | 203.0.113.7 |
      Then Prometheus is answered with 403
      And Prometheus's answer says "These figures are not for you."

    Scenario: Listed addresses may, and no others
      Given the setting metrics.prometheus.addresses is '["192.0.2.0/24"]'
      And an echo server
      When Prometheus asks for "/metrics"
      Then Prometheus is answered with 403

    @auth
    Scenario: Where users are asked for, it is one
      Given the users:
        | name  | password |
        | alice | sesame   |
      And an echo server
      When Prometheus asks for "/metrics"
      Then Prometheus is answered with 401
