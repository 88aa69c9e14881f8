import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, renderHook, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";

import { routes } from "../app/routes";

/** A cache that never tries again, so that failures show at once. */
export function testClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false } } });
}

/** Show the whole product at an address; returns its router. */
export function renderApp(path: string) {
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  render(
    <QueryClientProvider client={testClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}

function wrapper() {
  const client = testClient();
  return function Wrapper({ children }: { children: ReactNode }) {
    return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  };
}

/** Run a query hook until it has an answer. */
export async function runQuery(hook: () => { isSuccess: boolean; data: unknown }) {
  const { result } = renderHook(hook, { wrapper: wrapper() });
  await waitFor(() => {
    if (!result.current.isSuccess) {
      throw new Error("the query has no answer yet");
    }
  });
  return result.current.data;
}

/** Run a mutation hook once. */
export async function runMutation<Variables>(
  hook: () => { mutateAsync: (variables: Variables) => Promise<unknown> },
  variables: Variables,
) {
  const { result } = renderHook(hook, { wrapper: wrapper() });
  const answered = await result.current.mutateAsync(variables);
  return answered;
}

/** Fill controls by their labels; true and false tick and clear checkboxes. */
export function fillForm(values: Record<string, string | boolean>): void {
  for (const [label, value] of Object.entries(values)) {
    const control = screen.getByLabelText(label, { selector: "input, select, textarea" });
    if (typeof value === "string") {
      fireEvent.change(control, { target: { value } });
    } else if ((control as HTMLInputElement).checked !== value) {
      fireEvent.click(control);
    }
  }
}

/** Press the button of that name, as soon as it is there. */
export async function press(name: string): Promise<void> {
  fireEvent.click(await screen.findByRole("button", { name }));
}
