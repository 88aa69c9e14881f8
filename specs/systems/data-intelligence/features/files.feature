Feature: Uploading tables
  Tables come in as CSV, Excel, JSON or Parquet files.

  Background:
    Given Noor is signed in

  @uploadFiles
  Scenario: A first file begins a session
    When Noor uploads "sales.csv" with 2 rows
    Then the response status is 200
    And the result names a session
    And the total of files is 1

  @uploadFiles
  Scenario: More files for a session
    Given Noor has the session "Sales 2026"
    When she uploads "north.csv" and "south.csv" to the session
    Then the response status is 200
    And the session holds 2 files

  @uploadFiles
  Scenario: A file that is no table is refused
    When Noor uploads "holiday.png"
    Then the response status is 422

  @deleteFile
  Scenario: Removing a file
    Given Noor has uploaded "sales.csv"
    When she deletes the file
    Then the response status is 204
    And reading the file is answered with 404
