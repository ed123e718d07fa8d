/** What a change of an application would do, before it is saved. */
import { Consequences, Differences, type ShownConsequence } from "../consequences.tsx";
import type { Frame } from "../layout.tsx";
import { Form, Panel } from "../parts.tsx";

interface PreviewProps {
  readonly frame: Pick<Frame, "root" | "csrf">;
  readonly action: string;
  readonly etag: string;
  readonly patch: string;
  readonly differences: readonly { readonly member: string; readonly now: string; readonly yours: string }[];
  readonly consequences: readonly ShownConsequence[];
}

export function previewPage({ frame, action, etag, patch, differences, consequences }: PreviewProps) {
  const isSame = differences.length === 0;
  return (
    <>
      <Panel title="What changes">
        {isSame ? (
          <p>Nothing: everything is as it was.</p>
        ) : (
          <Differences of={differences} names={["Now", "After saving"]} />
        )}
      </Panel>
      {!isSame && (
        <Panel title="What it does" lead="Recent requests were decided again as if the change were made.">
          <Consequences of={consequences} />
        </Panel>
      )}
      <Form
        frame={frame}
        action={action}
        fields={[
          ["etag", etag],
          ["patch", patch],
        ]}
      >
        <div class="form-actions">
          {!isSame && <button type="submit">Save</button>}
          <button type="submit" name="step" value="edit" class="quiet-button">
            Change something else
          </button>
        </div>
      </Form>
    </>
  );
}
