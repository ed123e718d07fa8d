/** Really running a request: the form, and every message as it went over the wire. */
import { STATUS_CODES } from "node:http";
import { type Choice, SelectField, TextField } from "../fields.tsx";
import type { Frame } from "../layout.tsx";
import { Badge, Code, Form, Panel } from "../parts.tsx";
import type { TriedFields } from "./tried.ts";

export interface RunFields extends TriedFields {
  readonly secret: string;
  readonly answer: string;
}

/** One request and its response, without secrets. */
export interface WireStep {
  readonly heading: string;
  readonly note?: string | undefined;
  readonly request: string;
  readonly status: number;
  readonly response: string;
  readonly refusal: { readonly code: string; readonly ref: string } | undefined;
}

interface RunFormProps {
  readonly frame: Frame;
  readonly fields: TriedFields;
  /** A client without a secret needs none here. */
  readonly isPublic: boolean;
  readonly isCode: boolean;
  /** The page on which a secret can be made. */
  readonly secrets: string;
}

const ANSWERS: readonly Choice[] = [
  { value: "allow", label: "Allow it" },
  { value: "deny", label: "Deny it" },
];

export function RunForm({ frame, fields, isPublic, isCode, secrets }: RunFormProps) {
  return (
    <Panel
      title="Really run it"
      lead={
        isCode
          ? "Sends the authorization request as you, redeems the code, refreshes the token, and shows every message. The redirect isn't followed: the application notices nothing. In the end, the tokens are revoked and what you allowed is forgotten."
          : "Sends the token request as the application, and shows every message. In the end, the token is revoked."
      }
    >
      <Form frame={frame} action="/try/run" fields={Object.entries(fields)}>
        {!isPublic && (
          <TextField
            name="secret"
            type="password"
            autocomplete="off"
            label="Client secret"
            hint={
              <>
                It is sent to this server as the application would, never shown, and kept nowhere. If you don't have it,{" "}
                <a href={secrets}>make a new one</a>.
              </>
            }
          />
        )}
        {isCode && <SelectField name="answer" label="If you are asked for consent" value="allow" choices={ANSWERS} />}
        <div class="form-actions">
          <button type="submit">Run it</button>
        </div>
      </Form>
    </Panel>
  );
}

/** A message. A long one is scrolled, also with the keyboard. */
function Message({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <section aria-label={name}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <pre data-copy="" tabIndex={0}>
        <code>{children}</code>
      </pre>
    </section>
  );
}

interface RunPageProps {
  readonly frame: Frame;
  readonly steps: readonly WireStep[];
  readonly says: string;
  readonly granted: boolean;
  readonly idToken: string | undefined;
  /** The form that it was run from. */
  readonly again: string;
}

export function runPage({ frame, steps, says, granted, idToken, again }: RunPageProps) {
  return (
    <>
      <p class={`consequence ${granted ? "good" : "caution"}`}>{says}</p>
      <ol class="wire">
        {steps.map(({ heading, request, status, response, refusal }, at) => (
          <li key={at}>
            <div class="panel-head">
              <h2>{`${at + 1}. ${heading}`}</h2>
              <Badge tone={status >= 400 || refusal !== undefined ? "caution" : "good"}>
                {status} {STATUS_CODES[status] ?? ""}
              </Badge>
            </div>
            {refusal !== undefined && (
              <p>
                Refused for <a href={`${frame.root}/refusals/${refusal.ref}`}>{refusal.code}</a>. That page has the fix.
              </p>
            )}
            <div class="wire-pair">
              <Message name={`Request ${at + 1}`}>{request}</Message>
              <Message name={`Response ${at + 1}`}>{response}</Message>
            </div>
          </li>
        ))}
      </ol>
      {idToken !== undefined && (
        <Panel
          title="What the ID token says"
          lead="Its payload, decoded. The application checks the signature with the keys at /jwks."
        >
          <Code>{idToken}</Code>
        </Panel>
      )}
      <p>
        <a class="button quiet-button" href={again}>
          Change the request
        </a>
      </p>
    </>
  );
}
