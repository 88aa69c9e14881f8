import { waitFor } from "@testing-library/react";
import { expect, it } from "vitest";

import { getToken } from "../api/session";
import { fillForm, press, renderApp } from "../test/render";

it("keeps the token that is pasted", async () => {
  const router = renderApp("/sign-in");
  fillForm({ "Access token": " secret " });
  await press("Sign in");
  await waitFor(() => expect(router.state.location.pathname).toBe("/"));
  expect(getToken()).toBe("secret");
});
