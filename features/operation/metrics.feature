@metrics
Feature: Metrics
  Metrics for Prometheus are collected only if they are enabled, and served only
  to clients that may read them: they reveal how much is going on, and where.

  Background:
    Given an echo server

  Rule: Metrics are served if they are enabled

    Scenario: Metrics count what happened
      Given the setting metrics.prometheus.enabled is "true"
      And Alice is connected
      When Prometheus asks for "/metrics"
      Then Prometheus is answered with 200
      And Prometheus's answer has the header "Content-Type: text/plain; version=0.0.4; charset=utf-8"
      And Prometheus's answer says 'scriptws_connections_opened_total{scriptws_endpoint="/"} 1'

    Scenario: Metrics are disabled by default
      When Prometheus asks for "/metrics"
      Then Prometheus is answered with 426

    Scenario: The path of the metrics is configurable
      Given the setting metrics.prometheus.enabled is "true"
      And the setting metrics.prometheus.path is "/figures"
      When Prometheus asks for "/figures"
      Then Prometheus is answered with 200

  Rule: Metrics are limited to configured clients

    Background:
      Given the setting metrics.prometheus.enabled is "true"

    Scenario: Local requests may read metrics, proxied requests may not
      When Prometheus asks for "/metrics" with the headers:
        | X-Forwarded-For | 203.0.113.7 |
      Then Prometheus is answered with 403
      And Prometheus's answer says "These figures are not for you."

    Scenario: Only listed addresses may read metrics
      Given the setting metrics.prometheus.addresses is '["192.0.2.0/24"]'
      When Prometheus asks for "/metrics"
      Then Prometheus is answered with 403

    @auth
    Scenario: With authentication enabled, metrics require a user
      Given the users:
        | name  | password |
        | alice | sesame   |
      When Prometheus asks for "/metrics"
      Then Prometheus is answered with 401
