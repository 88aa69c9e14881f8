/** The access token of this browser tab, and nothing else, lives here. */
import { useSyncExternalStore } from "react";

const KEY = "access_token";
const listeners = new Set<() => void>();

/** The access token, or null when nobody is signed in. */
export function getToken(): string | null {
  return window.sessionStorage.getItem(KEY);
}

/** Keep an access token for this tab; null signs out. */
export function setToken(token: string | null): void {
  if (token === null) {
    window.sessionStorage.removeItem(KEY);
  } else {
    window.sessionStorage.setItem(KEY, token);
  }
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The access token as React state. */
export function useToken(): string | null {
  return useSyncExternalStore(subscribe, getToken);
}

/** Take `#access_token=…` from the address, keep the token, and clean the address. */
export function acceptTokenFromUrl(
  location: Pick<Location, "hash" | "pathname" | "search">,
  history: Pick<History, "replaceState">,
): void {
  const token = new URLSearchParams(location.hash.slice(1)).get("access_token");
  if (token) {
    setToken(token);
    history.replaceState(null, "", location.pathname + location.search);
  }
}
