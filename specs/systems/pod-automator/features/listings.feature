Feature: Listings on Printify and Etsy
  A listing is drafted here and published on the marketplace of a connected account.

  Background:
    Given Mara is signed in
    And the "etsy" account "MossAndInk" is connected

  @connectAccount
  Scenario: Connecting a marketplace account
    When Mara connects the "printify" account "MossAndInk Prints"
    Then the response status is 201
    And the account's marketplace is "printify"
    And the account shows no authorization code

  @createListing
  Scenario: Drafting a listing
    Given Mara has written the brief "Forest floor tee"
    When she drafts the listing "Mushroom forest tee" at 2490 cents
    Then the response status is 201
    And the listing is "draft"

  @createListing
  Scenario: A price below one unit of currency is refused
    Given Mara has written the brief "Forest floor tee"
    When she drafts the listing "Mushroom forest tee" at 99 cents
    Then the response status is 422
    And the error names the field "price_cents"

  @publishListing
  Scenario: Publishing a listing
    Given Mara has drafted the listing "Mushroom forest tee"
    When she publishes the listing with the idempotency key "publish-2026-03-14"
    Then the response status is 202
    And the publication is "queued"

  @listListings
  Scenario: Listings by price
    Given Mara has drafted listings at 1990, 2490 and 3990 cents
    When she lists the listings sorted by "price_cents" in order "desc"
    Then the first item's price is 3990 cents
