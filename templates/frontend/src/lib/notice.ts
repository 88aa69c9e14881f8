/** What was done last, told on whatever page comes next. */
import { useSyncExternalStore } from "react";
import { useNavigate } from "react-router";

let current: string | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Show a notice; null takes the last one away. */
export function setNotice(text: string | null): void {
  current = text;
  listeners.forEach((listener) => listener());
}

/** The notice to show, or null. */
export function useNotice(): string | null {
  return useSyncExternalStore(subscribe, () => current);
}

/** Go to a page and say there what was done. */
export function useLeave(): (to: string, notice: string) => void {
  const navigate = useNavigate();
  return (to, notice) => {
    setNotice(notice);
    void navigate(to);
  };
}
