/** The audit log: a list with filters, one entry as a difference, and whether the log is whole. */
import type { ComponentChildren } from "preact";
import { Differences } from "./consequences.tsx";
import { TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { Alert, Badge, ButtonForm, Empty, Facts, Panel, Time } from "./parts.tsx";
import { Pager, Table } from "./table.tsx";

export interface ShownEntry {
  readonly number: number;
  readonly at: number;
  readonly actor: { readonly is: string; readonly id: string; readonly network?: string | undefined };
  readonly action: string;
  readonly target: { readonly kind: string; readonly id: string };
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  readonly after?: Readonly<Record<string, unknown>> | undefined;
  readonly why?: string | undefined;
  readonly hash: string;
}

export interface AuditFilters {
  readonly kind: string;
  readonly id: string;
  readonly actor: string;
  readonly action: string;
  readonly from: string;
  readonly to: string;
}

interface AuditProps {
  readonly frame: Frame;
  readonly entries: readonly ShownEntry[];
  readonly filters: AuditFilters;
  readonly next: string | undefined;
  readonly first: string | undefined;
  /** Whether the user sees all of it, and may verify and export it. */
  readonly whole: boolean;
}

export function auditPage({ frame, entries, filters, next, first, whole }: AuditProps): ComponentChildren {
  return (
    <>
      <form method="get" action={`${frame.root}/audit`} class="audit-filters">
        {whole && <TextField name="kind" label="Kind" value={filters.kind} placeholder="application" />}
        <TextField name="id" label="Id" value={filters.id} />
        <TextField name="actor" label="By" value={filters.actor} />
        <TextField name="action" label="Action" value={filters.action} placeholder="application/change" />
        <TextField name="from" label="From" type="date" value={filters.from} />
        <TextField name="to" label="Before" type="date" value={filters.to} />
        <div class="audit-filter-actions">
          <button type="submit">Filter</button>
          <a href={`${frame.root}/audit`}>Clear</a>
        </div>
      </form>
      <Table
        caption="Changes, the newest first"
        rows={entries}
        keyOf={({ number }) => String(number)}
        empty={<Empty title="No change matches.">Every change of what is registered is kept here for good.</Empty>}
        columns={[
          {
            label: "What",
            as: "main",
            cell: ({ number, action }) => <a href={`${frame.root}/audit/${number}`}>{action}</a>,
          },
          { label: "Of", cell: ({ target }) => <code>{target.id}</code> },
          { label: "By", cell: ({ actor }) => `${actor.is} ${actor.id}` },
          { label: "When", as: "time", cell: ({ at }) => <Time at={at} /> },
        ]}
      />
      <Pager next={next} first={first} />
      {whole && (
        <Panel
          title="Is the log whole?"
          lead="Each entry is chained to the one before by a hash, so a gap or a change is found."
        >
          <div class="form-actions">
            <ButtonForm frame={frame} action="/audit/verify" label="Verify the log" />
            <a href={`${frame.root}/audit/export?format=csv`}>Export as CSV</a>
            <a href={`${frame.root}/audit/export?format=jsonl`}>Export as JSON lines</a>
          </div>
        </Panel>
      )}
    </>
  );
}

const text = (value: unknown): string => {
  if (value === undefined) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** One entry: who, what, from what to what. */
export function auditEntryPage({ entry }: { readonly entry: ShownEntry }): ComponentChildren {
  const { number, at, actor, action, target, before = {}, after = {}, why, hash } = entry;
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return (
    <>
      <Panel>
        <Facts
          of={[
            ["When", <Time key="at" at={at} />],
            ["By", `${actor.is} ${actor.id}`],
            ...(actor.network === undefined ? [] : [["From the network", actor.network] as const]),
            ["What", <Badge key="action">{action}</Badge>],
            ["Of", <code key="id">{`${target.kind} ${target.id}`}</code>],
            ...(why === undefined ? [] : [["Why", why] as const]),
            ["Entry", String(number)],
            ["Hash", <code key="hash">{hash}</code>],
          ]}
        />
      </Panel>
      <Panel title="What changed">
        {members.length === 0 ? (
          <p class="hint">The entry has no members that differ.</p>
        ) : (
          <Differences
            names={["Before", "After"]}
            of={members.map((member) => ({ member, now: text(before[member]), yours: text(after[member]) }))}
          />
        )}
      </Panel>
    </>
  );
}

/** Whether the log is whole. */
export function auditVerifiedPage({
  entries,
  head,
  fault,
}: {
  readonly entries: number;
  readonly head: string | undefined;
  /** In words. */
  readonly fault: string | undefined;
}): ComponentChildren {
  return (
    <Panel>
      {fault === undefined ? (
        <p>
          <Badge tone="good">Whole</Badge> {entries === 1 ? "1 entry was" : `${entries} entries were`} read. None was
          changed or removed since it was written.
        </p>
      ) : (
        <Alert title="The audit log isn't whole.">
          <p>{fault}</p>
        </Alert>
      )}
      {head !== undefined && <Facts of={[["Head, to keep elsewhere", <code key="head">{head}</code>]]} />}
    </Panel>
  );
}
