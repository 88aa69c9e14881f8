import { expect, it } from "vitest";

import { getToken } from "../api/session";
import { keepToken } from "./signedIn";

it("keeps a token, and nothing that is none", () => {
  keepToken("abc");
  keepToken("");
  keepToken(undefined);
  expect(getToken()).toBe("abc");
});
