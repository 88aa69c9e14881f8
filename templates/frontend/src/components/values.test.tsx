import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { setNotice } from "../lib/notice";
import { Notice } from "./Notice";
import { Value } from "./Value";

const uuid = "6f0e4c7c-9a53-4f8b-8f2d-dc117b0f3a52";

describe("Value", () => {
  it("shows structures as lists", () => {
    const value = { home_town: { name: "Rome", seen: true }, tags: ["a", { b: null }] };
    render(<Value value={value} display="json" />);
    expect(screen.getByText("Home town")).toBeVisible();
    expect(screen.getByText("Yes")).toBeVisible();
    expect(screen.getAllByRole("listitem")).toHaveLength(2);
  });

  it("gives up on structures that are too deep to lay out", () => {
    render(<Value value={[[[[[1]]]]]} display="json" />);
    expect(screen.getByText("[1]")).toBeVisible();
  });

  it("shortens identifiers where there is little room", () => {
    const { rerender } = render(<Value value={uuid} display="id" brief />);
    expect(screen.getByTitle(uuid)).toHaveClass("id-brief");
    rerender(<Value value={uuid} display="id" />);
    expect(screen.getByTitle(uuid)).not.toHaveClass("id-brief");
    expect(screen.getByTitle(uuid)).toHaveTextContent(uuid);
  });

  it("leads to addresses of the web, and to no others", () => {
    render(<Value value="https://example.com/a" display="link" />);
    render(<Value value="javascript:alert(1)" display="link" />);
    expect(screen.getAllByRole("link")).toHaveLength(1);
    expect(screen.getByRole("link")).toHaveAttribute("href", "https://example.com/a");
  });

  it("shows a dash for what is missing", () => {
    const { container } = render(<Value value={null} display="badge" />);
    expect(container).toHaveTextContent("—");
  });
});

describe("Notice", () => {
  afterEach(() => vi.useRealTimers());

  it("goes when it is dismissed", () => {
    setNotice("Saved.");
    render(<Notice />);
    expect(screen.getByRole("status")).toHaveTextContent("Saved.");
    fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
  });

  it("goes by itself", () => {
    vi.useFakeTimers();
    render(<Notice />);
    act(() => setNotice("Saved."));
    expect(screen.getByRole("status")).toHaveTextContent("Saved.");
    act(() => vi.advanceTimersByTime(10_000));
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
  });
});
