/** An application at a glance: what it is, and where to look next. */
import type { Client } from "../../../protocol/client.ts";
import { Badge, Code, Facts, Panel, Stat, Time } from "../parts.tsx";
import { HowItRegistered, type HowRegistered, type VouchForm } from "../registrations/how.tsx";
import { issuerPath } from "../trusted-issuers.tsx";
import { applicationPath } from "./list.tsx";

interface OverviewProps {
  readonly root: string;
  readonly client: Client;
  readonly kind: string;
  readonly isInFile: boolean;
  readonly lastUsed: number | undefined;
  readonly mayRemove: boolean;
  /** In 7 days; `undefined`: the viewer may not see refusals. */
  readonly refusals: number | undefined;
  /** Grants that may still be used, at most `most`. */
  readonly grants: number;
  readonly most: number;
  readonly mayGrants: boolean;
  readonly mayHistory: boolean;
  /** Whose assertions it exchanges for tokens; `undefined` if it exchanges none. */
  readonly issuers: readonly string[] | undefined;
  readonly mayIssuers: boolean;
  /** Only of one that registered itself. */
  readonly registered: { readonly how: HowRegistered; readonly form: VouchForm | undefined } | undefined;
}

/** Values that are typed elsewhere, each on its own. */
const chips = (items: readonly string[]) =>
  items.length === 0 ? (
    "None"
  ) : (
    <span class="chips">
      {items.map((item) => (
        <code key={item}>{item}</code>
      ))}
    </span>
  );

const list = (items: readonly string[]) =>
  items.length === 0 ? "None" : items.map((item) => <div key={item}>{item}</div>);

function Happened({ root, client, refusals, grants, most, mayGrants, mayHistory }: OverviewProps) {
  const of = encodeURIComponent(client.id);
  const live = grants < most ? grants.toLocaleString("en-US") : `${most.toLocaleString("en-US")}+`;
  const href = mayGrants ? { href: `${root}/grants?client_id=${of}` } : {};
  return (
    <div class="stats">
      {refusals !== undefined && (
        <Stat
          label="Refusals in 7 days"
          value={refusals.toLocaleString("en-US")}
          note="What was refused, and the fix"
          href={`${root}/refusals?application=${of}`}
        />
      )}
      <Stat label="Live grants" value={live} note="Users who let it act for them" {...href} />
      {mayHistory && (
        <Stat
          label="History"
          value="Log"
          note="Who changed it, when and from what to what"
          href={`${root}/audit?kind=application&id=${of}`}
        />
      )}
    </div>
  );
}

const issuersIn = ({ root, issuers = [], mayIssuers }: OverviewProps) =>
  issuers.length === 0
    ? "No trusted issuer names it"
    : issuers.map((issuer) => (
        <div key={issuer}>{mayIssuers ? <a href={`${root}${issuerPath(issuer)}`}>{issuer}</a> : issuer}</div>
      ));

export function overview(props: OverviewProps) {
  const { root, client, kind, isInFile, lastUsed, mayRemove, registered } = props;
  const path = applicationPath(root, client.id);
  return (
    <>
      {isInFile && (
        <p class="notice">
          <Badge>In a file</Badge> A file of the operator registers it, and it is changed only there.
        </p>
      )}
      <Happened {...props} />
      <div class="columns">
        <Panel title="What it is">
          <Facts
            of={[
              ["client_id", <Code key="id">{client.id}</Code>],
              ["Kind", kind],
              ["Owner", client.owner ?? "None"],
              ["Team", client.team ?? "None"],
              ["Last used", lastUsed === undefined ? "Not yet" : <Time at={lastUsed} />],
            ]}
          />
        </Panel>
        <Panel title="What it may do">
          <Facts
            of={[
              ["Redirect URIs", list(client.redirectUris)],
              ["Scopes", chips(client.scopes)],
              ["Grant types", chips(client.grantTypes)],
              ["Authenticates by", chips(client.authMethods)],
              ...(props.issuers === undefined ? [] : [["Sends assertions of", issuersIn(props)] as const]),
            ]}
          />
        </Panel>
      </div>
      {registered !== undefined && <HowItRegistered root={root} {...registered} />}
      {mayRemove && (
        <p>
          <a class="button danger" href={`${path}/remove`}>
            Remove this application
          </a>
        </p>
      )}
    </>
  );
}
