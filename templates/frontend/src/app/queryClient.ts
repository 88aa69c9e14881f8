import { QueryClient } from "@tanstack/react-query";

import { isClientError } from "../api/errors";

const RETRIES = 2;

/** Try again only where that can help: never after a 4xx. */
export function shouldRetry(failures: number, error: Error): boolean {
  return failures < RETRIES && !isClientError(error);
}

/** The cache of everything that was read from the server. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: shouldRetry, refetchOnWindowFocus: false } },
  });
}
