import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import type { ReactElement } from "react";
import { describe, expect, it, vi } from "vitest";

import { signInEnabled } from "../api/config";
import { ApiError } from "../api/errors";
import type { FilterField } from "../lib/listState";
import { fillForm, press } from "../test/render";
import { ConfirmDialog } from "./ConfirmDialog";
import { DataTable } from "./DataTable";
import { DeleteButton } from "./DeleteButton";
import { EmptyState } from "./EmptyState";
import { ErrorPanel } from "./ErrorPanel";
import { FilterBar } from "./FilterBar";
import { FindPage } from "./FindPage";
import { LinkButton } from "./LinkButton";
import { Loading } from "./Loading";
import { OperationsTable } from "./OperationsTable";
import { PageHeader } from "./PageHeader";
import { Pagination } from "./Pagination";
import { RelatedLinks } from "./RelatedLinks";
import { ResourceDetail } from "./ResourceDetail";

function show(element: ReactElement, at = "/") {
  const router = createMemoryRouter([{ path: "*", element }], { initialEntries: [at] });
  return { router, ...render(<RouterProvider router={router} />) };
}

describe("DataTable", () => {
  it("links the first cell and shows actions", () => {
    const rows = [{ name: "Ada", age: 36, kind: "in_love", extra: { a: 1 }, boss: "7" }];
    show(
      <DataTable
        caption="People"
        rows={rows}
        columns={[
          { header: "Name", value: (row) => row.name, display: "text" },
          { header: "Age", value: (row) => row.age, display: "number" },
          { header: "Kind", value: (row) => row.kind, display: "badge" },
          { header: "Extra", value: (row) => row.extra, display: "json" },
          { header: "Boss", value: (row) => row.boss, display: "id", to: (row) => `/b/${row.boss}` },
        ]}
        link={(row) => `/people/${row.name}`}
        rowActions={() => <LinkButton to="/edit" label="Edit" />}
      />,
    );
    expect(screen.getByRole("link", { name: "Ada" })).toHaveAttribute("href", "/people/Ada");
    expect(screen.getByRole("link", { name: "Edit" })).toBeVisible();
    expect(screen.getByRole("table", { name: "People" })).toHaveTextContent("In love1 field7");
    expect(screen.getByRole("link", { name: "7" })).toHaveAttribute("href", "/b/7");
  });
});

describe("Pagination", () => {
  it("knows the last page by the total, or by a page that is not full", () => {
    const onPage = vi.fn();
    const { rerender } = render(
      <Pagination page={2} size={10} shown={10} total={25} onPage={onPage} />,
    );
    fireEvent.click(screen.getByRole("button", { name: "Next" }));
    fireEvent.click(screen.getByRole("button", { name: "Previous" }));
    expect(onPage.mock.calls).toEqual([[3], [1]]);
    expect(screen.getByText(/11–20/)).toHaveTextContent("11–20 of 25");
    rerender(<Pagination page={3} size={10} shown={0} total={undefined} onPage={onPage} />);
    expect(screen.getByRole("button", { name: "Next" })).toBeDisabled();
    expect(screen.getByText("Nothing here")).toBeVisible();
    rerender(<Pagination page={1} size={10} shown={3} total={3} onPage={onPage} />);
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });
});

describe("FilterBar", () => {
  it("offers a control for each kind of filter", () => {
    const onApply = vi.fn();
    const fields: FilterField[] = [
      { name: "q", label: "Search", kind: "search" },
      { name: "open", label: "Open", kind: "boolean" },
      { name: "state", label: "State", kind: "select", options: ["new", "old"], required: true },
      { name: "least", label: "At least", kind: "number" },
      { name: "tags", label: "Tags", kind: "list" },
    ];
    render(<FilterBar fields={fields} values={{ q: "a" }} onApply={onApply} />);
    fillForm({ Open: "true", State: "old", "At least": "3", Tags: "x, y" });
    fireEvent.submit(screen.getByRole("search"));
    const values = { q: "a", open: "true", state: "old", least: "3", tags: "x, y" };
    expect(onApply).toHaveBeenCalledWith(values);
  });

  it("shows nothing where there is nothing to ask", () => {
    const { container } = render(<FilterBar fields={[]} values={{}} onApply={vi.fn()} />);
    expect(container).toBeEmptyDOMElement();
  });
});

describe("FindPage", () => {
  it("goes where the answers lead", async () => {
    const params = [{ name: "id", label: "Number" }];
    const { router } = show(<FindPage title="Find" description="" params={params} to="/a/:id" />);
    fillForm({ Number: "7" });
    await press("Open");
    expect(router.state.location.pathname).toBe("/a/7");
  });
});

describe("DeleteButton", () => {
  it("deletes after a yes", async () => {
    const onDelete = vi.fn(() => Promise.resolve());
    const onDeleted = vi.fn();
    show(<DeleteButton noun="pet" onDelete={onDelete} onDeleted={onDeleted} />);
    await press("Delete");
    await press("Yes, delete");
    await waitFor(() => expect(onDeleted).toHaveBeenCalled());
    expect(onDelete).toHaveBeenCalled();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("tells why it could not, and can be cancelled", async () => {
    const failures: unknown[] = ["no reason", new Error("In use.")];
    const onDelete = () => Promise.reject(failures.pop() as Error);
    show(<DeleteButton noun="pet" onDelete={onDelete} />);
    await press("Delete");
    await press("Yes, delete");
    expect(await screen.findByText("In use.")).toBeVisible();
    await press("Yes, delete");
    expect(await screen.findByText("no reason")).toBeVisible();
    await press("Cancel");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
});

describe("ConfirmDialog", () => {
  it("is closed by Escape", () => {
    const onCancel = vi.fn();
    const props = { title: "Sure?", confirmLabel: "Yes", pending: true, onConfirm: vi.fn() };
    render(<ConfirmDialog {...props} onCancel={onCancel} children="Really." />);
    fireEvent(screen.getByRole("dialog", { name: "Sure?" }), new Event("close"));
    expect(onCancel).toHaveBeenCalled();
  });
});

describe("ErrorPanel", () => {
  it("hints at signing in where that helps", () => {
    show(<ErrorPanel error={new ApiError(401, "Who are you?")} />);
    const links = screen.queryAllByRole("link", { name: "Sign in" });
    expect(links).toHaveLength(signInEnabled ? 1 : 0);
    expect(screen.getByRole("alert")).toHaveTextContent("Who are you?");
  });
});

const pending = { data: undefined, error: null, isPending: true, refetch: vi.fn() };

describe("ResourceDetail", () => {
  const detail = { noun: "Pet", heading: () => undefined, fields: [] };

  it("waits, then says that a record is missing", () => {
    show(<ResourceDetail {...detail} query={pending} record={() => undefined} />);
    expect(screen.getByRole("status")).toHaveTextContent("Loading…");
    const done = { ...pending, isPending: false };
    show(<ResourceDetail {...detail} query={done} record={() => undefined} />);
    expect(screen.getByRole("alert")).toHaveTextContent("This pet was not found.");
  });

  it("names a record without a name by what it is", () => {
    const query = { ...pending, isPending: false, data: {} };
    const back = { to: "/pets", label: "Pets" };
    show(<ResourceDetail {...detail} query={query} record={(body) => body} back={back} />);
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Pet");
    expect(screen.getByRole("link", { name: "Pets" })).toHaveAttribute("href", "/pets");
  });
});

describe("small pieces", () => {
  it("show what they are given", () => {
    show(
      <>
        <Loading label="Wait" />
        <EmptyState text="None">
          <LinkButton to="/new" label="New" primary />
        </EmptyState>
        <RelatedLinks links={[{ to: "/pets", title: "Pets" }]} />
        <PageHeader title="Here" actions={<span>Act</span>} />
        <OperationsTable
          operations={[
            { method: "GET", path: "/a", summary: "A", implemented: true },
            { method: "PUT", path: "/a", summary: "B", implemented: false },
          ]}
        />
      </>,
    );
    expect(screen.getByRole("link", { name: "New" })).toHaveClass("button-primary");
    expect(screen.getByRole("link", { name: "Pets" })).toHaveAttribute("href", "/pets");
    expect(document.title).toContain("Here");
    expect(screen.getAllByRole("row")[1]).toHaveTextContent("available");
    expect(screen.getAllByRole("row")[2]).toHaveTextContent("not implemented yet");
  });
});
