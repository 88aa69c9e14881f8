import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";

import { setToken } from "../api/session";

/** Keep the token of an answer, if it has one. */
export function keepToken(token: unknown): void {
  if (typeof token === "string" && token !== "") {
    setToken(token);
  }
}

/** What happens after signing in: keep the token, forget what others saw, begin anew. */
export function useSignedIn(): (token: unknown) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (token) => {
    keepToken(token);
    client.clear();
    void navigate("/");
  };
}
