import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createMemoryRouter } from "react-router";
import { describe, expect, it, vi } from "vitest";

import { appTitle, signInEnabled } from "../api/config";
import { ApiError } from "../api/errors";
import { getToken, setToken } from "../api/session";
import { press, renderApp } from "../test/render";
import { AccountMenu } from "./AccountMenu";
import { App } from "./App";
import { features, isOnePage } from "./features";
import { Navigation } from "./Navigation";
import { createQueryClient, shouldRetry } from "./queryClient";
import { RouteError } from "./RouteError";

describe("the product", () => {
  it("leads from its start page to every feature", () => {
    renderApp("/");
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(appTitle);
    const links = screen.getAllByRole("link").map((link) => link.getAttribute("href"));
    const targets = features.flatMap((feature) => feature.pages.map((page) => page.to));
    expect(links).toEqual(expect.arrayContaining(targets));
  });

  it("answers addresses that lead nowhere", () => {
    renderApp("/no/such/page/at/all/anywhere");
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Page not found");
    expect(screen.getByRole("link", { name: "Skip to content" })).toBeInTheDocument();
  });

  it("shows a page that failed as an error", async () => {
    vi.spyOn(console, "error").mockReturnValue(undefined);
    for (const reason of [new Error("Broken page."), "no error at all"]) {
      const Failing = () => {
        throw reason as Error;
      };
      const routes = [{ path: "/", element: <Failing />, errorElement: <RouteError /> }];
      render(<App router={createMemoryRouter(routes)} />);
    }
    expect(await screen.findByText("Broken page.")).toBeVisible();
    expect(screen.getByText("Something went wrong on this page.")).toBeVisible();
  });
});

describe("Navigation", () => {
  it("unfolds on demand", () => {
    render(<App router={createMemoryRouter([{ path: "*", element: <Navigation /> }])} />);
    const menu = screen.getByRole("button", { name: "Menu" });
    expect(menu).toHaveAttribute("aria-expanded", "false");
    fireEvent.click(menu);
    expect(menu).toHaveAttribute("aria-expanded", "true");
    fireEvent.click(screen.queryAllByRole("link")[0] ?? menu);
    expect(menu).toHaveAttribute("aria-expanded", "false");
  });
});

describe("isOnePage", () => {
  it.each([
    ["Pets", ["Pets"], true],
    ["Pets", ["Cats"], false],
    ["Pets", ["Pets", "Cats"], false],
  ])("compares the feature %s with its pages %j", (title, titles, expected) => {
    const pages = titles.map((page) => ({ to: "/", title: page }));
    expect(isOnePage({ title, pages })).toBe(expected);
  });
});

describe("AccountMenu", () => {
  const show = () => {
    const routes = [{ path: "/", element: <AccountMenu /> }];
    render(<App router={createMemoryRouter(routes)} />);
  };

  it("offers the way in", () => {
    show();
    expect(screen.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/sign-in");
  });

  it("offers the way out", async () => {
    setToken("secret");
    show();
    await press("Sign out");
    await waitFor(() => expect(getToken()).toBeNull());
    expect(screen.getByRole("link", { name: "Sign in" })).toBeVisible();
  });

  it("stands in the frame where there is something to sign in to", () => {
    renderApp("/");
    expect(screen.queryAllByRole("link", { name: "Sign in" })).toHaveLength(signInEnabled ? 1 : 0);
  });
});

describe("queries", () => {
  it("are tried again unless the caller is at fault", () => {
    expect(shouldRetry(0, new ApiError(404, ""))).toBe(false);
    expect(shouldRetry(1, new ApiError(503, ""))).toBe(true);
    expect(shouldRetry(2, new ApiError(503, ""))).toBe(false);
    expect(createQueryClient().getDefaultOptions().queries?.retry).toBe(shouldRetry);
  });
});
