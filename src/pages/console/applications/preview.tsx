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
  readonly consequences: Foreseen | undefined;
}

/** What a dry run says. */
export interface Foreseen {
  readonly refusals_replayed: number;
  readonly would_be_granted: readonly string[];
  readonly would_be_refused_otherwise: readonly string[];
}

const SHOWN = 5;

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
      {consequences !== undefined && !isSame && (
        <Panel
          title="What would have been different"
          lead={`Its latest requests were decided again with this change: ${consequences.refusals_replayed} of them were refused.`}
        >
          <Consequences of={sentences(consequences, frame.root)} />
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

function sentences(foreseen: Foreseen, root: string): readonly ShownConsequence[] {
  const linksTo = (refs: readonly string[]) =>
    refs.slice(0, SHOWN).map((ref) => ({ label: ref, href: `${root}/refusals/${ref}` }));
  const { would_be_granted: granted, would_be_refused_otherwise: otherwise } = foreseen;
  return [
    ...(granted.length === 0
      ? []
      : [
          {
            tone: "good" as const,
            says: `Refusals that would have been granted: ${granted.length}.`,
            links: linksTo(granted),
          },
        ]),
    ...(otherwise.length === 0
      ? []
      : [
          {
            tone: "caution" as const,
            says: `Refusals that would have had another reason: ${otherwise.length}.`,
            links: linksTo(otherwise),
          },
        ]),
  ];
}
