/** What a change would do, before it is made. */
import { Consequences, type ShownConsequence } from "./consequences.tsx";
import type { Frame } from "./layout.tsx";
import { Form, Panel } from "./parts.tsx";

interface ReviewProps {
  readonly frame: Frame;
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly differences: readonly { readonly member: string; readonly now: string; readonly yours: string }[];
  readonly consequences: readonly ShownConsequence[];
  readonly label: string;
  readonly back: string;
  readonly danger?: boolean;
}

/** What a change would do, and the button that makes it. */
export function reviewPage(props: ReviewProps) {
  const { frame, action, fields, differences, consequences, label, back, danger } = props;
  return (
    <Panel
      title="What this does"
      lead="Recent requests were decided again as if the change were made. Nothing has changed yet."
    >
      <Consequences of={consequences} />
      {differences.length > 0 && (
        <ul class="plain-list">
          {differences.map(({ member, now, yours }) => (
            <li key={member}>
              <code>{member}</code>: <del>{now}</del> <ins>{yours}</ins>
            </li>
          ))}
        </ul>
      )}
      <Form frame={frame} action={action} fields={fields}>
        <div class="form-actions">
          <button type="submit" name="step" value="save" class={danger === true ? "danger" : undefined}>
            {label}
          </button>
          <a href={`${frame.root}${back}`}>Cancel</a>
        </div>
      </Form>
    </Panel>
  );
}
