import { useEffect } from "react";

import { setNotice, useNotice } from "../lib/notice";

const SHOWN_MS = 8000;

/** Says what was done, for a while or until it is dismissed. */
export function Notice() {
  const text = useNotice();
  useEffect(() => {
    if (text === null) {
      return undefined;
    }
    const timer = window.setTimeout(() => setNotice(null), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return (
    <div role="status" className="notice-area">
      {text !== null && (
        <p className="notice">
          {text}
          <button type="button" className="link-button" onClick={() => setNotice(null)}>
            Dismiss
          </button>
        </p>
      )}
    </div>
  );
}
