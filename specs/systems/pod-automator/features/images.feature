Feature: Image generation
  Images are generated in the background, a few at a time, from an approved brief.

  Background:
    Given Mara is signed in
    And Mara has written the brief "Forest floor tee"

  @startImageJob
  Scenario: An image job is queued
    When Mara has 2 images generated for the brief
    Then the response status is 202
    And the image job is "queued"
    And the image job's count is 2

  @startImageJob
  Scenario: A job makes at most eight images
    When Mara has 9 images generated for the brief
    Then the response status is 422
    And the error names the field "count"

  @listImageJobs
  Scenario: The queued jobs of a brief
    Given Mara has had images generated for the brief
    When she lists the "queued" image jobs of the brief
    Then the response status is 200
    And the total is 1

  @getImage
  Scenario: An image that does not exist
    When Mara reads an unknown image
    Then the response status is 404
