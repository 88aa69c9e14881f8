Feature: Conversations
  People talk with agents, and what was said stays in order.

  Background:
    Given Ada is signed in
    And Ada has the "research" agent "Market scout"

  @createConversation
  Scenario: Beginning a conversation
    When Ada begins the conversation "Suppliers in the north"
    Then the response status is 201
    And the conversation is open

  @createConversation
  Scenario: A conversation needs an agent that exists
    When Ada begins a conversation with an unknown agent
    Then the response status is 404

  @createMessage
  Scenario: Saying something
    Given Ada has the conversation "Suppliers in the north"
    When she says "Who delivers within a week?"
    Then the response status is 201
    And the sender is "user"

  @createMessage
  Scenario: Saying nothing
    Given Ada has the conversation "Suppliers in the north"
    When she says ""
    Then the response status is 422

  @deleteConversation
  Scenario: A deleted conversation is gone
    Given Ada has the conversation "Suppliers in the north"
    When she deletes the conversation
    Then the response status is 204
    And reading the conversation is answered with 404
