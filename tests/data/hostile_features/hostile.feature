@it's @"quoted" @parametrize
Feature: """ + exit() + """
  Scenario: "; raise SystemExit("named") #
    Given a step with "quotes", \" and """ and \n and {braces} and %s and <angles>
    When somebody's (unbalanced [ regex * + ?
    Then 'single' and "double" and `tick` \
  Scenario: import os; os.system("true")
    Given import
    When class
    Then the response status is 200'); raise SystemExit('step
  Scenario:
    Given a step with 7 numbers, 8 "texts" and 9.5
  Scenario: Ünïcödé — 漢字 ‮ right to left
    Given 漢字
    And ÜBER
    Then ⚡
  Scenario Outline: <class> and <world>
    Given <class> is <world> <class>

    Examples:
      | class | world |
      | a     | b     |
      |       | "     |
