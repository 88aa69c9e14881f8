import { useQueryClient } from "@tanstack/react-query";
import { useId, type SyntheticEvent } from "react";
import { useNavigate } from "react-router";

import { setToken } from "../api/session";
import { PageHeader } from "../components/PageHeader";

/** Takes an access token; accounts are kept elsewhere. */
export function TokenSignInPage() {
  const id = useId();
  const client = useQueryClient();
  const navigate = useNavigate();
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setToken(String(new FormData(event.currentTarget).get("token")).trim());
    client.clear();
    void navigate("/");
  };
  return (
    <>
      <PageHeader title="Sign in" description="This product takes access tokens." />
      <form className="form panel" onSubmit={submit}>
        <div className="field">
          <label htmlFor={id}>Access token</label>
          <textarea id={id} name="token" required rows={4} className="json" spellCheck={false} />
          <div className="field-help">
            <p className="muted">
              <code>make token</code> prints one in the folder of the backend.
            </p>
          </div>
        </div>
        <button type="submit" className="button button-primary">
          Sign in
        </button>
      </form>
    </>
  );
}
