Feature: Agents
  An agent has a type, instructions and a time limit.

  Background:
    Given Ada is signed in

  @createAgent
  Scenario: Setting up an agent
    When Ada sets up the "research" agent "Market scout"
    Then the response status is 201
    And the agent is active
    And the agent's time limit is 60 seconds

  @createAgent
  Scenario: A type nobody knows
    When Ada sets up the "cooking" agent "Chef"
    Then the response status is 422
    And the error names the field "agent_type"

  @updateAgent
  Scenario: Retiring an agent
    Given Ada has the "research" agent "Market scout"
    When she deactivates the agent
    Then the response status is 200
    And the agent is inactive

  @listAgents
  Scenario: Agents of one type
    Given Ada has two "research" agents and one "coding" agent
    When she lists the "research" agents
    Then the total is 2

  @listAgents
  Scenario: Nothing is shown without a token
    When the agents are listed without a token
    Then the response status is 401
