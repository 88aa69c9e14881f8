import { useEffect } from "react";
import { useParams } from "react-router";

import { appTitle } from "../api/config";

/** Give the browser tab the title of the page. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${appTitle}`;
  }, [title]);
}

/** A parameter of the page's path. */
export function useParam(name: string): string {
  return useParams()[name] ?? "";
}
