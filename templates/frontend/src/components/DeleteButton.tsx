import { useState } from "react";

import { setNotice } from "../lib/notice";
import { ConfirmDialog } from "./ConfirmDialog";
import { ErrorPanel } from "./ErrorPanel";

export interface DeleteButtonProps {
  /** What is deleted, in the singular and in lower case. */
  noun: string;
  /** Deletes; its failure is shown in the dialog. */
  onDelete: () => Promise<unknown>;
  onDeleted?: () => void;
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

function useDeletion({ noun, onDelete, onDeleted }: DeleteButtonProps, close: () => void) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const confirm = async () => {
    setPending(true);
    try {
      await onDelete();
      close();
      setNotice(`The ${noun} was deleted.`);
      onDeleted?.();
    } catch (reason) {
      setError(toError(reason));
    } finally {
      setPending(false);
    }
  };
  return { pending, error, confirm };
}

/** A button that deletes after asking. */
export function DeleteButton(props: DeleteButtonProps) {
  const [open, setOpen] = useState(false);
  const { pending, error, confirm } = useDeletion(props, () => setOpen(false));
  const title = `Delete this ${props.noun}?`;
  const dialog = { title, pending, confirmLabel: "Yes, delete", onCancel: () => setOpen(false) };
  return (
    <>
      <button type="button" className="button button-danger" onClick={() => setOpen(true)}>
        Delete
      </button>
      {open && (
        <ConfirmDialog {...dialog} onConfirm={() => void confirm()}>
          {error ? <ErrorPanel error={error} /> : <p>This cannot be undone.</p>}
        </ConfirmDialog>
      )}
    </>
  );
}
