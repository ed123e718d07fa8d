/** The first page of the console. */
import { Code, Empty, Panel, Stat } from "./parts.tsx";
import { RefusalsChart, type ShownCount } from "./refusals/chart.tsx";
import { Group, type ShownGroup } from "./refusals/groups.tsx";

export interface OverviewProps {
  readonly root: string;
  readonly issuer: string;
  readonly mayRegister: boolean;
  /** From `most` on, there are that many or more. `undefined`: not counted for this user. */
  readonly counted: {
    readonly applications: number;
    readonly scopes: number | undefined;
    readonly apis: number | undefined;
    readonly most: number;
  };
  /** Of the last seven days. */
  readonly refusals: number;
  readonly chart: {
    readonly counts: readonly ShownCount[];
    readonly from: number;
    readonly to: number;
    readonly period: number;
  };
  /** The causes with the most refusals. */
  readonly causes: readonly ShownGroup[];
}

const refusalsOf = (root: string, query: Readonly<Record<string, string>>): string =>
  `${root}/refusals?${new URLSearchParams(query)}`;

export function overviewPage(props: OverviewProps) {
  const { root, issuer, counted, mayRegister, refusals, chart, causes } = props;
  const { applications, scopes, apis, most } = counted;
  const many = (count: number): string => (count < most ? String(count) : `${most}+`);
  const newOne = mayRegister && (
    <a class="button" href={`${root}/applications/new`}>
      Register an application
    </a>
  );
  return (
    <>
      <div class="stats">
        <Stat label="Applications" value={many(applications)} href={`${root}/applications`} />
        {scopes !== undefined && <Stat label="Scopes" value={many(scopes)} href={`${root}/scopes`} />}
        {apis !== undefined && <Stat label="APIs" value={many(apis)} href={`${root}/apis`} />}
        <Stat label="Refusals in 7 days" value={refusals.toLocaleString("en-US")} href={`${root}/refusals`} />
      </div>
      {applications === 0 && (
        <Empty title="You have no applications yet" action={newOne}>
          Register one, and this page shows what is refused to it, why, and how to fix it.
        </Empty>
      )}
      {refusals > 0 && (
        <Panel title="Refusals by cause" actions={<a href={`${root}/refusals`}>Watch them live</a>}>
          <RefusalsChart {...chart} hrefOf={(code) => refusalsOf(root, { code })} />
        </Panel>
      )}
      {causes.length > 0 && (
        <Panel title="What stands out" actions={<a href={`${root}/refusals/groups`}>All causes</a>}>
          <ul class="refusal-groups">
            {causes.map((group) => (
              <Group
                key={`${group.code} ${group.clientId ?? ""}`}
                root={root}
                group={group}
                span={{ from: chart.from, to: chart.to, period: chart.period }}
                href={refusalsOf(root, { code: group.code, application: group.clientId ?? "" })}
              />
            ))}
          </ul>
        </Panel>
      )}
      <Panel title="For your applications" lead="A client library needs only this URL to find everything else.">
        <Code>{issuer}</Code>
      </Panel>
    </>
  );
}
