/** Pages of scopes: all of them, one of them, and who uses which. */
import type { ComponentChildren } from "preact";
import { TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { Alert, Badge, Empty, Facts, Panel, Time } from "./parts.tsx";
import { Pager, Table } from "./table.tsx";

export interface ShownScope {
  readonly name: string;
  readonly description: string;
  readonly api: string | undefined;
  readonly sensitive: boolean;
  readonly state: "active" | "deprecated" | "removed";
  readonly since?: string | undefined;
  readonly sunset?: string | undefined;
  readonly replacement?: string | undefined;
  /** Built in, or registered by a file: it isn't changed here. */
  readonly fixed: boolean;
}

export interface ListedScope extends ShownScope {
  /** How many applications are allowed it; of an owner's, those of the owner. */
  readonly allowed: number;
  readonly askedAt: number | undefined;
  /** What its API is called. */
  readonly apiName: string | undefined;
}

export const scopePath = (name: string): string => `/scopes/${encodeURIComponent(name)}`;
export const applicationPath = (id: string): string => `/applications/${encodeURIComponent(id)}`;

export function ScopeBadges({ scope }: { readonly scope: ShownScope }) {
  const { state, sensitive, fixed, sunset } = scope;
  return (
    <>
      {state === "deprecated" && (
        <Badge tone="caution">{sunset === undefined ? "Deprecated" : `Until ${sunset}`}</Badge>
      )}
      {state === "removed" && <Badge>Removed</Badge>}
      {sensitive && <Badge tone="accent">Sensitive</Badge>}
      {fixed && <Badge>File or built in</Badge>}
    </>
  );
}

const When = ({ at }: { readonly at: number | undefined }) =>
  at === undefined ? <span class="quiet">Never</span> : <Time at={at} />;

interface ListProps {
  readonly frame: Frame;
  readonly scopes: readonly ListedScope[];
  readonly q: string;
  readonly own: boolean;
  readonly next: string | undefined;
  readonly first: string | undefined;
}

export function scopeList({ frame, scopes, q, own, next, first }: ListProps) {
  const { root } = frame;
  return (
    <>
      <form class="filters" method="get" action={`${root}/scopes`}>
        <TextField name="q" label="Find a scope" type="search" value={q} placeholder="Name or description" />
        <button type="submit" class="quiet-button">
          Find
        </button>
      </form>
      <Table
        caption="Scopes"
        rows={scopes}
        keyOf={({ name }) => name}
        empty={
          <Empty title={q === "" ? "There are no scopes yet" : "No scope has this in its name or description"}>
            A scope is one thing that an application may be allowed to do at an API.
          </Empty>
        }
        columns={[
          {
            label: "Scope",
            as: "main",
            cell: (scope) => (
              <>
                <a href={`${root}${scopePath(scope.name)}`}>
                  <code>{scope.name}</code>
                </a>
                <span class="below">{scope.description}</span>
              </>
            ),
          },
          { label: "State", cell: (scope) => <ScopeBadges scope={scope} /> },
          { label: "API", cell: ({ api, apiName }) => api !== undefined && <bdi title={api}>{apiName ?? api}</bdi> },
          { label: own ? "Your applications" : "Applications", as: "number", cell: ({ allowed }) => allowed },
          { label: "Last requested", as: "time", cell: ({ askedAt }) => <When at={askedAt} /> },
        ]}
      />
      <Pager next={next} first={first} />
    </>
  );
}

export interface UseRow {
  readonly id: string;
  readonly name: string;
  readonly isAllowed: boolean;
  readonly askedAt: number | undefined;
  readonly grantedAt: number | undefined;
  readonly refusedAt: number | undefined;
}

/** Who is allowed a scope, and who asked for it when. */
export function usePanel({
  frame,
  rows,
  next,
  own,
}: {
  readonly frame: Frame;
  readonly rows: readonly UseRow[];
  readonly next: string | undefined;
  readonly own: boolean;
}) {
  return (
    <Panel
      title={own ? "Your applications" : "Applications"}
      lead="Who is allowed this scope, and when it was last requested. Times are accurate to a minute."
    >
      <Table
        caption="Applications that are allowed this scope or requested it"
        rows={rows}
        keyOf={({ id }) => id}
        empty={<Empty title="No application is allowed it, and none has requested it" />}
        columns={[
          {
            label: "Application",
            as: "main",
            cell: ({ id, name }) => (
              <>
                <a href={`${frame.root}${applicationPath(id)}`}>{name}</a>
                <span class="below">
                  <code>{id}</code>
                </span>
              </>
            ),
          },
          {
            label: "Allowed",
            cell: ({ isAllowed }) => (isAllowed ? <Badge tone="good">Allowed</Badge> : <Badge>Not allowed</Badge>),
          },
          { label: "Requested", as: "time", cell: ({ askedAt }) => <When at={askedAt} /> },
          { label: "Granted", as: "time", cell: ({ grantedAt }) => <When at={grantedAt} /> },
          { label: "Refused", as: "time", cell: ({ refusedAt }) => <When at={refusedAt} /> },
        ]}
      />
      <Pager next={next} />
    </Panel>
  );
}

/** What a scope is, for those who don't change it. */
export function scopeFacts({ scope, root }: { readonly scope: ShownScope; readonly root: string }) {
  const { description, api, sensitive, state, since, sunset, replacement } = scope;
  const facts: (readonly [string, ComponentChildren])[] = [
    ["Description", description],
    ["API", api === undefined ? "None" : <code>{api}</code>],
    ["Sensitive", sensitive ? "Yes" : "No"],
    ["State", state],
  ];
  if (since !== undefined) facts.push(["Deprecated since", since]);
  if (sunset !== undefined) facts.push(["Removed from", sunset]);
  if (replacement !== undefined)
    facts.push(["Replacement", <a href={`${root}${scopePath(replacement)}`}>{replacement}</a>]);
  return (
    <Panel title="What it is">
      <Facts of={facts} />
    </Panel>
  );
}

/** Why a form wasn't saved. */
export function Refusal({ says, href }: { readonly says: string; readonly href: string }) {
  return <Alert title={says} href={href} />;
}
