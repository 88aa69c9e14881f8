import type { QueryClient, QueryKey } from "@tanstack/react-query";

/** Mark everything below the given keys as stale, so that what is on screen is read again. */
export async function invalidate(client: QueryClient, keys: readonly QueryKey[]): Promise<void> {
  await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
}
