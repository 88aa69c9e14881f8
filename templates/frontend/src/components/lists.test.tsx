import { render, screen, waitFor } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import type { ReactElement } from "react";
import { describe, expect, it, vi } from "vitest";

import { useListState, type FilterField, type PagingSpec } from "../lib/listState";
import { fillForm, press } from "../test/render";
import { ResourceList } from "./ResourceList";

function show(element: ReactElement, at = "/") {
  const router = createMemoryRouter([{ path: "*", element }], { initialEntries: [at] });
  return { router, ...render(<RouterProvider router={router} />) };
}

const pending = { data: undefined, error: null, isPending: true, refetch: vi.fn() };

const filters: FilterField[] = [
  { name: "least", label: "Least", kind: "number" },
  { name: "open", label: "Open", kind: "boolean" },
  { name: "tags", label: "Tags", kind: "list" },
  { name: "q", label: "Q", kind: "text", required: true },
];

interface ListingProps {
  paging: PagingSpec;
  narrowing?: FilterField[];
  found?: boolean;
}

function Listing({ paging, narrowing = filters, found = true }: ListingProps) {
  const state = useListState<object>(narrowing, paging);
  const query = { ...pending, isPending: false, data: state.input };
  const column = { header: "Input", value: (row: object) => JSON.stringify(row) };
  return (
    <ResourceList
      title="Things"
      state={state}
      query={query}
      items={(body) => (body === undefined || !found ? [] : [body])}
      columns={[{ ...column, display: "text" as const }]}
    />
  );
}

const offset = { style: "offset", param: "page", limit: "limit", start: "skip", size: 10 } as const;

describe("ResourceList", () => {
  it("turns the address into parameters of the right type", () => {
    const at = "/?least=2&open=true&tags=a,%20b&q=x&page=3";
    show(<Listing paging={{ ...offset, first: 0 }} />, at);
    const input = { least: 2, open: true, tags: ["a", "b"], q: "x", limit: 10, skip: 20 };
    expect(JSON.parse(screen.getAllByRole("cell")[0]?.textContent ?? "")).toEqual(input);
  });

  it("counts pages from where the API does", async () => {
    const paging = { ...offset, style: "page", limit: "", first: 0 } as const;
    const { router } = show(<Listing paging={paging} />, "/?q=x&page=2");
    expect(screen.getByRole("cell")).toHaveTextContent('{"q":"x","skip":1}');
    await press("Previous");
    await waitFor(() => expect(router.state.location.search).toBe("?q=x"));
  });

  it("says whether there is nothing at all, or nothing that matches", async () => {
    const paging = { ...offset, first: 1 } as const;
    const { router } = show(<Listing paging={paging} found={false} />, "/?q=x");
    expect(screen.getByText("Nothing matches.")).toBeVisible();
    await press("Show all");
    await waitFor(() => expect(router.state.location.search).toBe(""));
    show(<Listing paging={paging} narrowing={[]} found={false} />);
    expect(screen.getByText("Nothing here yet.")).toBeVisible();
  });

  it("asks for what is required, and keeps it in the address", async () => {
    const paging = { ...offset, style: "none", start: "", first: 1 } as const;
    const { router } = show(<Listing paging={paging} />, "/?page=nonsense");
    expect(screen.getByText("Fill in what is asked above to see the list.")).toBeVisible();
    fillForm({ Q: "x" });
    await press("Apply");
    await waitFor(() => expect(router.state.location.search).toBe("?q=x"));
    expect(screen.getByRole("cell")).toHaveTextContent('{"q":"x"}');
  });
});
