/** The first page of the console. */
import { Panel, Stat } from "./parts.tsx";

interface OverviewProps {
  readonly root: string;
  readonly issuer: string;
  /** `undefined`: the user's role doesn't allow it. From `most` on, there are that many or more. */
  readonly counts: {
    readonly applications: number | undefined;
    readonly scopes: number | undefined;
    readonly apis: number | undefined;
    readonly most: number;
  };
}

export function overviewPage({ root, issuer, counts }: OverviewProps) {
  const { applications, scopes, apis, most } = counts;
  const many = (count: number): string => (count < most ? String(count) : `${most}+`);
  return (
    <>
      <div class="stats">
        {applications !== undefined && (
          <Stat label="Applications" value={many(applications)} href={`${root}/applications`} />
        )}
        {scopes !== undefined && <Stat label="Scopes" value={many(scopes)} href={`${root}/scopes`} />}
        {apis !== undefined && <Stat label="APIs" value={many(apis)} href={`${root}/apis`} />}
      </div>
      <Panel title="For your applications" lead="What a client library needs to know of this server.">
        <pre data-copy="">
          <code>{issuer}</code>
        </pre>
      </Panel>
    </>
  );
}
