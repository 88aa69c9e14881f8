Feature: Trend scraping
  Scrape runs bring home trend signals; the strongest are found first.

  Background:
    Given Mara is signed in

  @startScrapeRun
  Scenario: A scrape run is queued
    When Mara starts a scrape run over "etsy" for "mushroom lamp"
    Then the response status is 202
    And the scrape run is "queued"

  @startScrapeRun
  Scenario: An unknown source is refused
    When Mara starts a scrape run over "myspace" for "mushroom lamp"
    Then the response status is 422
    And the error names the field "source"

  @getScrapeRun
  Scenario: Following a scrape run
    Given Mara has started a scrape run over "pinterest" for "moss"
    When she reads the scrape run
    Then the response status is 200
    And the scrape run's query is "moss"

  @listTrendSignals
  Scenario: The strongest signals of a source
    Given these trend signals exist
      | keyword           | source | score |
      | mushroom lamp     | etsy   | 91    |
      | frog mug          | etsy   | 74    |
      | pressed-fern card | reddit | 88    |
    When Mara lists the trend signals of "etsy" with a score of at least 80
    Then the response status is 200
    And the total is 1
    And the first item's keyword is "mushroom lamp"

  @listTrendSignals
  Scenario: Reading the second page
    Given 25 trend signals exist
    When Mara lists trend signals with limit 20 and offset 20
    Then the response holds 5 items
    And the total is 25
