/** What removing an application does, and the button that does it. */
import type { Frame } from "../layout.tsx";
import { Alert, Form, Panel } from "../parts.tsx";

interface RemoveProps {
  readonly frame: Pick<Frame, "root" | "csrf">;
  readonly action: string;
  readonly name: string;
  readonly etag: string;
  /** What ends with it, in words. */
  readonly usedBy?: readonly string[] | undefined;
  readonly alert?: { readonly says: string; readonly href: string };
}

export function removePage({ frame, action, name, etag, usedBy = [], alert }: RemoveProps) {
  return (
    <>
      {alert !== undefined && (
        <Alert title="It was not removed" href={alert.href}>
          <p>{alert.says}</p>
        </Alert>
      )}
      <Panel title={`Remove ${name}?`}>
        <ul>
          {usedBy.length > 0 && <li>It has {usedBy.join(", ")}.</li>}
          <li>Its tokens end at once, and every request with its client_id is refused from then on.</li>
          <li>What users have allowed it ends, and isn't inherited by an application with the same client_id.</li>
          <li>Its secrets are gone. They can't be restored.</li>
          <li>Its refusals and its entries in the audit log stay.</li>
        </ul>
        <Form frame={frame} action={action} fields={[["etag", etag]]}>
          <div class="form-actions">
            <button type="submit" class="danger">
              Remove it
            </button>
            <a href={`${frame.root}${action.replace(/\/remove$/, "")}`}>Keep it</a>
          </div>
        </Form>
      </Panel>
    </>
  );
}
