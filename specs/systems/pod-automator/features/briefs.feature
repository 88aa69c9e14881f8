Feature: Design briefs
  A brief turns a trend signal into something a designer, or a model, can draw.

  Background:
    Given Mara is signed in
    And a trend signal for "cottagecore mushrooms" exists

  @createBrief
  Scenario: A new brief is a draft
    When Mara writes the brief "Forest floor tee" for that trend signal
    Then the response status is 201
    And the brief is "draft"

  @createBrief
  Scenario: A brief needs a trend signal that exists
    When Mara writes the brief "Forest floor tee" for an unknown trend signal
    Then the response status is 404
    And the error code is "NOT_FOUND"

  @updateBrief
  Scenario: Approving a brief
    Given Mara has written the brief "Forest floor tee"
    When she changes the status of the brief to "approved"
    Then the response status is 200
    And the brief is "approved"

  @deleteBrief
  Scenario: A deleted brief can't be read
    Given Mara has written the brief "Forest floor tee"
    When she deletes the brief
    Then the response status is 204
    And reading the brief is answered with 404
