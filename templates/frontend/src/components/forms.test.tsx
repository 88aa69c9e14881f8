import { render, screen, waitFor } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import type { ReactElement } from "react";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";

import { ApiError } from "../api/errors";
import type { FieldSpec } from "../lib/fields";
import { optional, required } from "../lib/schema";
import { fillForm, press } from "../test/render";
import { EditPage } from "./EditPage";
import { FormPage } from "./FormPage";

function show(element: ReactElement, at = "/") {
  const router = createMemoryRouter([{ path: "*", element }], { initialEntries: [at] });
  return { router, ...render(<RouterProvider router={router} />) };
}

const pending = { data: undefined, error: null, isPending: true, refetch: vi.fn() };
const idle = { isPending: false, isSuccess: false, error: null };

const fields: FieldSpec[] = [
  { name: "title", wire: "title", label: "Title", kind: "text", required: true },
  { name: "body", wire: "body", label: "Body", kind: "textarea", help: "Some words." },
  { name: "due", wire: "due", label: "Due", kind: "datetime" },
  {
    name: "state",
    wire: "state",
    label: "State",
    kind: "select",
    required: true,
    options: ["new"],
  },
  { name: "mood", wire: "mood", label: "Mood", kind: "select", options: [] },
  { name: "seen", wire: "seen", label: "Seen", kind: "checkbox" },
];

const schema = z.object({
  title: required(z.string().min(2)),
  body: optional(z.string()),
  due: optional(z.string()),
  state: required(z.string()),
  mood: optional(z.string()),
  seen: z.boolean(),
});

const blank = { title: "", body: "", due: "", state: "", mood: "", seen: false };
const form = { title: "New", fields, schema, initial: blank, submitLabel: "Save" };

describe("FormPage", () => {
  it("hands on what is valid", async () => {
    const onSubmit = vi.fn();
    show(<FormPage {...form} mutation={idle} onSubmit={onSubmit} />);
    fillForm({ Title: "Hello", State: "new", Seen: true });
    await press("Save");
    await waitFor(() => expect(onSubmit).toHaveBeenCalled());
    expect(onSubmit.mock.calls[0]?.[0]).toEqual({ title: "Hello", state: "new", seen: true });
  });

  it("points at what is not", async () => {
    show(<FormPage {...form} mutation={idle} onSubmit={vi.fn()} />);
    await press("Save");
    expect(await screen.findAllByText("This field is required.")).toHaveLength(2);
    expect(screen.getByLabelText("Title")).toBeInvalid();
  });

  it("offers a way back", () => {
    const back = { to: "/pets", label: "Pets" };
    show(<FormPage {...form} back={back} mutation={idle} onSubmit={vi.fn()} />);
    expect(screen.getByRole("link", { name: "Cancel" })).toHaveAttribute("href", "/pets");
  });

  it("shows what the server refused beside its field", () => {
    const refused = [{ loc: ["body", "title"], msg: "Taken." }];
    const error = new ApiError(422, "Check the fields.", "INVALID", refused);
    show(<FormPage {...form} mutation={{ ...idle, error }} onSubmit={vi.fn()} />);
    expect(screen.getByLabelText("Title")).toHaveAccessibleDescription("Taken.");
    expect(screen.getByRole("alert")).toHaveTextContent("Check the fields.");
  });

  it("tells of failures that speak of no field, and of success", () => {
    const failed = { ...idle, error: new Error("Odd.") };
    show(<FormPage {...form} mutation={failed} onSubmit={vi.fn()} />);
    expect(screen.getByRole("alert")).toHaveTextContent("Odd.");
    show(<FormPage {...form} mutation={{ ...idle, isSuccess: true }} onSubmit={vi.fn()} />);
    expect(screen.getByRole("status")).toHaveTextContent("Done.");
  });
});

describe("EditPage", () => {
  it("tells when there is nothing to change", () => {
    const query = { ...pending, isPending: false };
    const page = { title: "Edit", fields, schema, mutation: idle, onSubmit: vi.fn() };
    show(<EditPage {...page} query={query} record={() => undefined} />);
    expect(screen.getByRole("alert")).toHaveTextContent("The record to change was not found.");
  });
});
