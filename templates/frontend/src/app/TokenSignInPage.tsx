import { useId, type SyntheticEvent } from "react";

import { PageHeader } from "../components/PageHeader";
import { useSignedIn } from "../lib/signedIn";

/** Takes an access token; accounts are kept elsewhere. */
export function TokenSignInPage() {
  const id = useId();
  const signedIn = useSignedIn();
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    signedIn(String(new FormData(event.currentTarget).get("token")).trim());
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
