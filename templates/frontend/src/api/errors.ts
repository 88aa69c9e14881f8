import { valueAt } from "../lib/paths";
import { errorShape } from "./config";

/** Whatever went wrong with a request; `status` is 0 when the server could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: unknown;

  constructor(status: number, message: string, code = "", details: unknown = undefined) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

function textAt(body: unknown, path: readonly string[] | null): string {
  const value = path === null ? undefined : valueAt(body, path);
  return typeof value === "string" ? value : "";
}

/** The error a response tells, read by the shape that the project's errors have. */
export function toApiError(status: number, body: unknown): ApiError {
  const message = textAt(body, errorShape.message) || `The server answered ${String(status)}.`;
  const details = errorShape.details === null ? undefined : valueAt(body, errorShape.details);
  return new ApiError(status, message, textAt(body, errorShape.code), details);
}

/** Whether a failure is the caller's own, so that trying again can't help. */
export function isClientError(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
