/** What somebody else has saved since a form was opened. */
import { Differences } from "./consequences.tsx";
import { Panel } from "./parts.tsx";

export type Differing = readonly { readonly member: string; readonly now: string; readonly yours: string }[];

/** Nothing, unless it was refused for that reason. */
export function Meanwhile({ of }: { readonly of: Differing | undefined }) {
  if (of === undefined) return null;
  return (
    <Panel
      title="Changed in the meantime"
      lead="Somebody else has saved a change. To replace it with yours, save again."
    >
      {of.length === 0 ? <p>It doesn't differ from yours.</p> : <Differences of={of} />}
    </Panel>
  );
}
