/** The one place that talks to the network. */
import { apiBase } from "./config";
import type { Credential } from "./credentials";
import { ApiError, toApiError } from "./errors";
import { encodeBody, encodePath, encodeQuery, type BodyKind, type Values } from "./encoding";
import { getToken } from "./session";

export interface RequestSpec {
  method: string;
  /** Path template of the contract, `/pets/{petId}`. */
  path: string;
  pathParams?: Values;
  query?: Values;
  headers?: Values;
  body?: { kind: BodyKind; value: unknown };
  /** Where the access token goes; nothing is sent for an operation that asks for none. */
  credentials?: readonly Credential[];
  signal?: AbortSignal | undefined;
}

function sendCredentials(spec: RequestSpec, query: URLSearchParams, headers: Headers): void {
  const token = getToken();
  if (token === null) {
    return;
  }
  for (const credential of spec.credentials ?? []) {
    const value = credential.prefix + token;
    if (credential.in === "header") {
      headers.set(credential.name, value);
    } else {
      query.set(credential.name, value);
    }
  }
}

function build(spec: RequestSpec): [string, RequestInit] {
  const query = encodeQuery(spec.query ?? {});
  const headers = new Headers({ Accept: "application/json, */*;q=0.5" });
  for (const [name, value] of encodeQuery(spec.headers ?? {})) {
    headers.append(name, value);
  }
  sendCredentials(spec, query, headers);
  const init: RequestInit = { method: spec.method, headers, signal: spec.signal ?? null };
  if (spec.body !== undefined && spec.body.value !== undefined) {
    init.body = encodeBody(spec.body.kind, spec.body.value, headers);
  }
  const search = query.size > 0 ? `?${query.toString()}` : "";
  const path = apiBase + encodePath(spec.path, spec.pathParams ?? {}) + search;
  return [new URL(path, window.location.origin).href, init];
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await globalThis.fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) {
      throw error;
    }
    throw new ApiError(0, "The server cannot be reached.");
  }
}

async function readBody(response: Response): Promise<unknown> {
  const type = response.headers.get("Content-Type") ?? "";
  if (response.ok && type !== "" && !/json|text/.test(type)) {
    return response.blob();
  }
  const text = await response.text();
  if (text === "") {
    return null;
  }
  if (!type.includes("json")) {
    return text;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError(response.status, "The server sent an answer that is not valid JSON.");
  }
}

/**
 * Call the API and return the decoded body, null when there is none.
 *
 * Throws ApiError for every status outside 200–299 and when the server cannot be reached.
 */
export async function request<T>(spec: RequestSpec): Promise<T> {
  const response = await send(...build(spec));
  const body = await readBody(response);
  if (!response.ok) {
    throw toApiError(response.status, body);
  }
  return body as T;
}
