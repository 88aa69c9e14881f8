import { http, HttpResponse, type DefaultBodyType } from "msw";
import { setupServer } from "msw/node";

import { apiBase } from "../api/config";

export const server = setupServer();

/** What a test looks at in a request that was sent. */
export interface Sent {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}

type Method = "get" | "put" | "post" | "delete" | "patch" | "head" | "options";

async function read(request: Request): Promise<Sent> {
  const url = new URL(request.url);
  const text = await request.text();
  const json = request.headers.get("Content-Type") === "application/json";
  return {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: json ? (JSON.parse(text) as unknown) : text,
  };
}

/** Answer one path of the API (below its base); returns the requests that came, as they come. */
export function answer(method: Method, path: string, status: number, body?: unknown): Sent[] {
  const sent: Sent[] = [];
  server.use(
    http[method](`*${apiBase}${path}`, async ({ request }) => {
      sent.push(await read(request));
      return body === undefined
        ? new HttpResponse(null, { status })
        : HttpResponse.json(body as DefaultBodyType, { status });
    }),
  );
  return sent;
}
