Feature: Tasks
  A task is work an agent does in the background.

  Background:
    Given Ada is signed in
    And Ada has the "research" agent "Market scout"

  @createTask
  Scenario: A task is queued
    When Ada gives the agent the goal "List five suppliers with prices."
    Then the response status is 202
    And the task is "queued"

  @createTask
  Scenario: A goal that is too short
    When Ada gives the agent the goal "Go"
    Then the response status is 422
    And the error names the field "goal"

  @listTasks
  Scenario: The queued tasks of an agent
    Given Ada has given the agent 3 goals
    When she lists the "queued" tasks of the agent
    Then the total is 3

  @getTask
  Scenario: A task that does not exist
    When Ada reads an unknown task
    Then the response status is 404
