import { QueryClientProvider } from "@tanstack/react-query";
import { useState, type ComponentProps } from "react";
import { RouterProvider } from "react-router";

import { createQueryClient } from "./queryClient";

/** The whole product: server state and pages. */
export function App({ router }: Pick<ComponentProps<typeof RouterProvider>, "router">) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
