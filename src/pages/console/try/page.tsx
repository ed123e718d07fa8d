/** Try it: a request of an application, and what would be decided about it. */
import type { ProvedFix, TraceStep } from "../../../reasons/explain.ts";
import { visible } from "../../../render/characters.ts";
import { type Choice, SelectField, TextField } from "../fields.tsx";
import type { Frame } from "../layout.tsx";
import { Alert, Code, Empty, Panel } from "../parts.tsx";
import { Ladder } from "../refusals/one.tsx";
import { RunForm } from "./run.tsx";
import type { TriedFields } from "./tried.ts";

export interface ShownDecision {
  readonly request: string;
  readonly granted: string | undefined;
  readonly refusal:
    | {
        readonly code: string;
        readonly title: string;
        readonly error: string;
        readonly says: string;
        /** `href`: the form with the fix filled in, if it changes only the request. */
        readonly fixes: readonly { readonly proved: ProvedFix; readonly href: string | undefined }[];
      }
    | undefined;
  readonly trace: readonly TraceStep[];
}

interface TryProps {
  readonly frame: Frame;
  readonly fields: TriedFields;
  readonly applications: readonly Choice[];
  readonly decision: ShownDecision | undefined;
  /** There is no such application, or it isn't the viewer's. */
  readonly unknown: boolean;
  /** `undefined`: the viewer may not run it. */
  readonly run: { readonly id: string; readonly isPublic: boolean; readonly isCode: boolean } | undefined;
}

const choices = (...values: readonly (readonly [value: string, label: string])[]): readonly Choice[] =>
  values.map(([value, label]) => ({ value, label }));

const PROMPTS = choices(["", "none given"], ["none", "none"], ["login", "login"], ["consent", "consent"]);
const PKCE = choices(["S256", "with PKCE (S256)"], ["plain", "with the method plain"], ["", "without PKCE"]);
const USERS = choices(
  ["signed-in", "is signed in, and hasn't allowed anything yet"],
  ["consented", "is signed in, and has allowed everything"],
  ["nobody", "isn't signed in"],
);
const GRANTS = choices(
  ["client_credentials", "client_credentials"],
  ["authorization_code", "authorization_code, with a valid code"],
  ["refresh_token", "refresh_token, with a valid token"],
);

function Decision({
  base,
  decision: { request, granted, refusal, trace },
}: {
  readonly base: string;
  readonly decision: ShownDecision;
}) {
  return (
    <>
      {refusal === undefined ? (
        <p class="consequence good">It would be granted: {visible(granted ?? "")}.</p>
      ) : (
        <Alert title={refusal.title} href={`${base}/errors/${refusal.code}`}>
          <p>{visible(refusal.says)}</p>
          <p>
            <code>{refusal.error}</code> <code>{refusal.code}</code>
          </p>
        </Alert>
      )}
      {refusal !== undefined && refusal.fixes.length > 0 && (
        <Panel title="How to fix it">
          {refusal.fixes.map(({ proved: { fix, outcome }, href }, i) => (
            <p key={i} class="offer">
              <span>
                {visible(fix.says)}{" "}
                <span class="quiet">
                  {outcome.is === "granted"
                    ? "Verified: granted."
                    : outcome.is === "next"
                      ? `Then: ${outcome.title}.`
                      : ""}
                </span>
              </span>
              {href !== undefined && (
                <a class="button quiet-button" href={href}>
                  Fill in this fix
                </a>
              )}
            </p>
          ))}
        </Panel>
      )}
      <Panel title="The request">
        <Code>{request}</Code>
      </Panel>
      <Panel title="How far it came">
        <Ladder base={base} trace={trace} />
      </Panel>
    </>
  );
}

/** The fields of one kind of request. Those of the other kind go along, so that switching loses nothing. */
function Fields({ fields }: { readonly fields: TriedFields }) {
  const scope = <TextField name="scope" label="Scope" value={fields.scope} hint="Separated by spaces." />;
  const resource = (
    <TextField
      name="resource"
      label="Resource"
      value={fields.resource}
      hint="The API that the token is for, if you want to name one."
    />
  );
  if (fields.at === "token")
    return (
      <>
        <SelectField
          name="grant_type"
          label="Grant type"
          value={fields.grant_type}
          choices={GRANTS}
          hint="The secret of the client is supposed to be right, and so are the code and the token."
        />
        {scope}
        {resource}
      </>
    );
  return (
    <>
      <TextField name="redirect_uri" label="Redirect URI" value={fields.redirect_uri} />
      {scope}
      <SelectField name="pkce" label="PKCE" value={fields.pkce} choices={PKCE} />
      <SelectField name="prompt" label="Prompt" value={fields.prompt} choices={PROMPTS} />
      {resource}
      <SelectField name="user" label="The user" value={fields.user} choices={USERS} />
    </>
  );
}

export function tryPage({ frame, fields, applications, decision, unknown, run }: TryProps) {
  const { application } = fields;
  return (
    <div class="try">
      <form method="get" action={`${frame.root}/try`} class="form">
        <input type="hidden" name="at" value={fields.at} />
        {applications.length > 0 ? (
          <SelectField name="application" label="Application" value={application} choices={applications} />
        ) : (
          <TextField name="application" label="Application" value={application} placeholder="client_id" />
        )}
        <Fields fields={fields} />
        <div class="form-actions">
          <button type="submit">See what would be decided</button>
        </div>
      </form>
      <div class="try-result">
        {unknown && <Empty title="There is no such application">It doesn't exist, or it isn't yours.</Empty>}
        {decision !== undefined && <Decision base={frame.base} decision={decision} />}
        {run !== undefined && (
          <RunForm
            frame={frame}
            fields={fields}
            isPublic={run.isPublic}
            isCode={run.isCode}
            secrets={`${frame.root}/applications/${encodeURIComponent(run.id)}/secrets`}
          />
        )}
      </div>
    </div>
  );
}
