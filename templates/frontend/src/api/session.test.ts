import { act, renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { acceptTokenFromUrl, getToken, setToken, useToken } from "./session";

it("takes a token from the address and cleans the address", () => {
  const history = { replaceState: vi.fn() };
  acceptTokenFromUrl({ hash: "#access_token=abc", pathname: "/pets", search: "?a=1" }, history);
  expect(getToken()).toBe("abc");
  expect(history.replaceState).toHaveBeenCalledWith(null, "", "/pets?a=1");
});

it("leaves an address without a token alone", () => {
  const history = { replaceState: vi.fn() };
  acceptTokenFromUrl({ hash: "#content", pathname: "/", search: "" }, history);
  expect(getToken()).toBeNull();
  expect(history.replaceState).not.toHaveBeenCalled();
});

it("tells React when the token changes", () => {
  const { result, unmount } = renderHook(useToken);
  act(() => setToken("abc"));
  expect(result.current).toBe("abc");
  act(() => setToken(null));
  expect(result.current).toBeNull();
  unmount();
});
