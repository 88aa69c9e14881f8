import { useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "react-router";

import { setToken } from "../api/session";
import { valueAt } from "./paths";

/** Keep the token of an answer, if it has one. */
export function keepToken(token: unknown): void {
  if (typeof token === "string" && token !== "") {
    setToken(token);
  }
}

/** What happens after signing in: keep the token, forget what others saw, go back to where it was asked. */
export function useSignedIn(): (token: unknown) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const from = valueAt(useLocation().state, ["from"]);
  return (token) => {
    keepToken(token);
    client.clear();
    void navigate(typeof from === "string" ? from : "/");
  };
}
