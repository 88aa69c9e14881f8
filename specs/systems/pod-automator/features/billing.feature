Feature: Billing by seat
  A team subscribes to a plan and pays for the seats it uses.

  Background:
    Given Mara is signed in

  @createSubscription
  Scenario: Subscribing to a plan
    Given the plan "Studio" exists
    When Mara subscribes to the plan "Studio" with 3 seats
    Then the response status is 201
    And the subscription is "active"
    And the subscription has 3 seats

  @createSubscription
  Scenario Outline: Seats stay within bounds
    Given the plan "Studio" exists
    When Mara subscribes to the plan "Studio" with <seats> seats
    Then the response status is 422

    Examples:
      | seats |
      | 0     |
      | 501   |

  @updateSubscription
  Scenario: Adding seats
    Given Mara has a subscription with 3 seats
    When she changes the subscription to 5 seats
    Then the response status is 200
    And the subscription has 5 seats

  @updateSubscription
  Scenario: Cancelling a subscription
    Given Mara has a subscription with 3 seats
    When she changes the status of the subscription to "cancelled"
    Then the response status is 200
    And the subscription is "cancelled"

  @listUsageRecords
  Scenario: A new team has used nothing
    When Mara lists her usage records
    Then the response status is 200
    And the total is 0
