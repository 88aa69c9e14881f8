import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";

import { answer, server } from "../test/server";
import { request } from "./client";
import { apiBase, errorShape } from "./config";
import { ApiError, isClientError, toApiError } from "./errors";
import { setToken } from "./session";

const bearer = { in: "header", name: "Authorization", prefix: "Bearer " } as const;
const inQuery = { in: "query", name: "api_key", prefix: "" } as const;

describe("request", () => {
  it("fills the path and writes arrays as repeated parameters", async () => {
    const sent = answer("get", "/things/a%2Fb", 200, { ok: true });
    const query = { tag: ["x", "y"], page: 2, missing: undefined, none: null };
    const path = { path: "/things/{id}", pathParams: { id: "a/b" } };
    const body = await request({ method: "GET", ...path, query });
    expect(body).toEqual({ ok: true });
    expect(sent[0]?.query.toString()).toBe("tag=x&tag=y&page=2");
  });

  it("sends JSON and the headers it is given", async () => {
    const sent = answer("post", "/things", 201, { id: 1 });
    const headers = { "X-Trace": "t1" };
    const body = { kind: "json", value: { name: "one" } } as const;
    await request({ method: "POST", path: "/things", headers, body });
    expect(sent[0]?.body).toEqual({ name: "one" });
    expect(sent[0]?.headers.get("X-Trace")).toBe("t1");
  });

  it.each([
    ["multipart", { file: new Blob(["x"]), names: ["a"], none: null }, "multipart/form-data"],
    ["urlencoded", { a: 1 }, "application/x-www-form-urlencoded"],
    ["text", "plain", "text/plain"],
    ["binary", new Blob(["x"]), "application/octet-stream"],
  ] as const)("sends a %s body under its content type", async (kind, value, type) => {
    const sent = answer("put", "/things", 204);
    await request({ method: "PUT", path: "/things", body: { kind, value } });
    expect(sent[0]?.headers.get("Content-Type")).toContain(type);
  });

  it("sends the token only where the operation asks for one", async () => {
    setToken("secret");
    const sent = answer("get", "/things", 200, {});
    await request({ method: "GET", path: "/things", credentials: [bearer] });
    await request({ method: "GET", path: "/things", credentials: [inQuery] });
    await request({ method: "GET", path: "/things" });
    const tokens = sent.map(({ headers }) => headers.get("Authorization"));
    expect(tokens).toEqual(["Bearer secret", null, null]);
    expect(sent.map(({ query }) => query.get("api_key"))).toEqual([null, "secret", null]);
  });

  it("returns null, text or a blob for answers that are no JSON", async () => {
    answer("get", "/empty", 204);
    server.use(
      http.get(`*${apiBase}/text`, () => HttpResponse.text("hello")),
      http.get(`*${apiBase}/file`, () => HttpResponse.arrayBuffer(new ArrayBuffer(3))),
    );
    expect(await request({ method: "GET", path: "/empty" })).toBeNull();
    expect(await request({ method: "GET", path: "/text" })).toBe("hello");
    expect(await request<Blob>({ method: "GET", path: "/file" })).toHaveProperty("size", 3);
  });

  it("refuses an answer that claims to be JSON and is not", async () => {
    const headers = { "Content-Type": "application/json" };
    server.use(http.get(`*${apiBase}/broken`, () => new HttpResponse("{", { headers })));
    await expect(request({ method: "GET", path: "/broken" })).rejects.toThrow("not valid JSON");
  });

  it("tells when the server cannot be reached, and when it was told to stop", async () => {
    server.use(http.get(`*${apiBase}/gone`, () => HttpResponse.error()));
    await expect(request({ method: "GET", path: "/gone" })).rejects.toMatchObject({ status: 0 });
    const stopped = AbortSignal.abort();
    const call = request({ method: "GET", path: "/gone", signal: stopped });
    await expect(call).rejects.not.toBeInstanceOf(ApiError);
  });

  it("raises what the server says went wrong", async () => {
    answer("get", "/things", 404, nested(errorShape.message, "No such thing."));
    const call = request({ method: "GET", path: "/things" });
    const message = errorShape.message === null ? "The server answered 404." : "No such thing.";
    await expect(call).rejects.toMatchObject({ status: 404, message });
  });
});

function nested(path: readonly string[] | null, value: unknown): unknown {
  return (path ?? []).reduceRight((inner, name) => ({ [name]: inner }), value);
}

describe("toApiError", () => {
  it("finds code and details where the project puts them", () => {
    const coded = toApiError(409, nested(errorShape.code, "TAKEN"));
    expect(coded.code).toBe(errorShape.code === null ? "" : "TAKEN");
    const detailed = toApiError(422, nested(errorShape.details, ["x"]));
    expect(detailed.details).toEqual(errorShape.details === null ? undefined : ["x"]);
  });

  it("has a message for a body it does not know", () => {
    expect(toApiError(502, "<html>").message).toBe("The server answered 502.");
  });
});

describe("isClientError", () => {
  it("holds for 4xx alone", () => {
    const errors = [new ApiError(404, ""), new ApiError(500, ""), new Error("other")];
    expect(errors.map(isClientError)).toEqual([true, false, false]);
  });
});
