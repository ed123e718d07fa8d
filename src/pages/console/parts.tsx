/** The parts that pages of the console are made of. */
import type { ComponentChildren } from "preact";
import type { Frame } from "./layout.tsx";

export type Tone = "neutral" | "good" | "caution" | "accent";

/** A word or two beside a name: its state. */
export function Badge({ tone = "neutral", children }: { readonly tone?: Tone; readonly children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** A value that may be long: cut after two lines, with the whole of it when the pointer is on it, for screen readers, and for whoever copies it. */
export function Cut({ children }: { readonly children: string }) {
  return (
    <span class="cut" title={children.length > 30 ? children : undefined}>
      {children}
    </span>
  );
}

/** A box with a title. */
export function Panel({
  title,
  lead,
  actions,
  children,
}: {
  readonly title?: string;
  readonly lead?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="panel">
      {title !== undefined && (
        <div class="panel-head">
          <h2>{title}</h2>
          {actions}
        </div>
      )}
      {lead !== undefined && <p class="hint">{lead}</p>}
      {children}
    </section>
  );
}

/** What is there when nothing is there: why, and what to do about it. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children !== undefined && <p class="hint">{children}</p>}
      {action}
    </div>
  );
}

/** A number with what it counts. */
export function Stat({
  label,
  value,
  href,
  note,
}: {
  readonly label: string;
  readonly value: ComponentChildren;
  readonly href?: string;
  readonly note?: ComponentChildren;
}) {
  const inside = (
    <>
      <span class="stat-label">{label}</span>
      <span class="stat-value">{value}</span>
      {note !== undefined && <span class="stat-note">{note}</span>}
    </>
  );
  return href === undefined ? (
    <div class="stat">{inside}</div>
  ) : (
    <a class="stat" href={href}>
      {inside}
    </a>
  );
}

/** Names and values. */
export function Facts({ of }: { readonly of: readonly (readonly [label: string, value: ComponentChildren])[] }) {
  return (
    <dl class="facts-list">
      {of.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A form of the console. `action` is below the console. */
export function Form({
  frame,
  action,
  fields = [],
  children,
  class: name = "form",
  files = false,
}: {
  readonly frame: Pick<Frame, "root" | "csrf">;
  readonly action: string;
  /** Hidden ones. */
  readonly fields?: readonly (readonly [name: string, value: string])[];
  readonly children: ComponentChildren;
  readonly class?: string;
  /** It has a field for a file. */
  readonly files?: boolean;
}) {
  return (
    <form
      method="post"
      action={`${frame.root}${action}`}
      class={name}
      enctype={files ? "multipart/form-data" : undefined}
    >
      <input type="hidden" name="csrf" value={frame.csrf} />
      {fields.map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      {children}
    </form>
  );
}

/** One button that does something. */
export function ButtonForm({
  frame,
  action,
  fields,
  label,
  tone = "quiet-button",
}: {
  readonly frame: Pick<Frame, "root" | "csrf">;
  readonly action: string;
  readonly fields?: readonly (readonly [name: string, value: string])[];
  readonly label: string;
  readonly tone?: "quiet-button" | "danger" | "";
}) {
  return (
    <Form frame={frame} action={action} fields={fields ?? []} class="inline-form">
      <button type="submit" class={tone}>
        {label}
      </button>
    </Form>
  );
}

/** What is in the way, or went wrong, above a form. */
export function Alert({
  title,
  children,
  href,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
  /** The page of the reason. */
  readonly href?: string | undefined;
}) {
  return (
    <div class="alert" role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      {children}
      {href !== undefined && (
        <p>
          <a href={href}>What this means</a>
        </p>
      )}
    </div>
  );
}

/** A time, to the minute in UTC; scripts show it in the time of the browser. Milliseconds. */
export function Time({ at }: { readonly at: number }) {
  const iso = new Date(at).toISOString();
  return <time datetime={iso}>{`${iso.slice(0, 10)} ${iso.slice(11, 16)}`}</time>;
}

/** Code with a copy button, which comes from the script. */
export function Code({ children }: { readonly children: string }) {
  return (
    <pre data-copy="">
      <code>{children}</code>
    </pre>
  );
}
