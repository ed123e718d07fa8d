/** The signing keys: a picture of who signs when, and what each still signs. */
import type { ComponentChildren } from "preact";
import type { Takeover } from "../../protocol/key-schedule.ts";
import type { Frame } from "./layout.tsx";
import { Alert, Badge, ButtonForm, Facts, Form, Panel, Time } from "./parts.tsx";
import { Table } from "./table.tsx";

export interface ShownKey {
  readonly id: string;
  readonly alg: string;
  /** Whether clients encrypt to it, and it signs nothing. */
  readonly decrypts: boolean;
  readonly state: "signing" | "next" | "former";
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly signsFrom: number;
  readonly signsUntil: number | undefined;
  readonly publishedUntil: number | undefined;
  readonly signs: { readonly apis: readonly string[]; readonly applications: number };
}

interface KeysProps {
  readonly frame: Frame;
  readonly keys: readonly ShownKey[];
  readonly now: number;
  /** Days from one key to the next; none if keys are replaced only by hand. */
  readonly every: number | undefined;
  /** Hours. */
  readonly ahead: number;
  readonly mayChange: boolean;
}

const STATES = { signing: ["good", "Signs"], next: ["accent", "Next"], former: ["neutral", "Former"] } as const;

export function keysPage({ frame, keys, now, every, ahead, mayChange }: KeysProps): ComponentChildren {
  return (
    <>
      <Panel title="Who signs when" lead={leadOf(every, ahead)}>
        <KeyTimes keys={keys} now={now} />
      </Panel>
      <Panel title="Keys">
        <Table
          caption="Signing keys, in the order of the JWKS"
          rows={keys}
          keyOf={({ id }) => id}
          empty={null}
          columns={[
            {
              label: "Key",
              as: "main",
              cell: ({ id }) => <a href={`${frame.root}/keys/${encodeURIComponent(id)}`}>{id.slice(0, 12)}…</a>,
            },
            { label: "Algorithm", cell: ({ alg }) => alg },
            { label: "State", cell: ({ decrypts, state }) => <State decrypts={decrypts} state={state} /> },
            { label: "Signs from", as: "time", cell: ({ signsFrom }) => <Time at={signsFrom} /> },
            {
              label: "Until",
              as: "time",
              cell: ({ signsUntil }) => (signsUntil === undefined ? "the next rotation" : <Time at={signsUntil} />),
            },
            { label: "Signs", cell: signsText },
          ]}
        />
      </Panel>
      {mayChange && <Rotate frame={frame} ahead={ahead} algs={[...new Set(keys.map(({ alg }) => alg))]} />}
    </>
  );
}

const leadOf = (every: number | undefined, ahead: number): string =>
  `A key is in the JWKS for ${ahead} hours before it signs, and stays there until everything that it signed has expired. ${
    every === undefined ? "Keys are replaced only by hand." : `A new key takes over every ${every} days.`
  }`;

function State({ decrypts, state }: Pick<ShownKey, "decrypts" | "state">) {
  const [tone, label] = STATES[state];
  return <Badge tone={tone}>{state === "signing" && decrypts ? "Decrypts" : label}</Badge>;
}

function signsText({ decrypts, signs: { apis, applications } }: ShownKey): string {
  if (decrypts) return "Nothing: clients encrypt to it";
  const ids = `ID tokens of ${applications} ${applications === 1 ? "app" : "apps"}`;
  return apis.length === 0 ? ids : `${ids}, access tokens of ${apis.length} ${apis.length === 1 ? "API" : "APIs"}`;
}

function Rotate({
  frame,
  ahead,
  algs,
}: {
  readonly frame: Frame;
  readonly ahead: number;
  readonly algs: readonly string[];
}) {
  return (
    <Panel
      title="Replace keys"
      lead="New keys are published first, so that no app or API that caches the JWKS sees an unknown key."
    >
      <Form frame={frame} action="/keys/rotate">
        <fieldset class="choices">
          <legend>Algorithms</legend>
          {algs.map((alg) => (
            <label key={alg} class="key-alg">
              <input type="checkbox" name="algs" value={alg} checked /> {alg}
            </label>
          ))}
        </fieldset>
        <div class="form-actions">
          <button type="submit" name="soon" value="">
            Replace in {ahead} hours
          </button>
          <button type="submit" name="soon" value="true" class="quiet-button">
            As soon as everyone knows them
          </button>
        </div>
      </Form>
    </Panel>
  );
}

const [WIDTH, ROW, LEFT, TOP] = [720, 30, 76, 26];

/** Each key as a bar: published, signing, and published again. Drawn on the server. */
function KeyTimes({ keys, now }: Pick<KeysProps, "keys" | "now">) {
  const DAY = 86_400_000;
  const dates = keys.flatMap((key) => [key.signsFrom, key.signsUntil ?? 0, key.publishedUntil ?? 0]);
  const first = Math.max(now - 100 * DAY, Math.min(now - 2 * DAY, ...keys.map(({ createdAt }) => createdAt)));
  const last = Math.min(now + 120 * DAY, Math.max(now + 3 * DAY, ...dates) + DAY);
  const x = (at: number): number =>
    LEFT + ((Math.min(Math.max(at, first), last) - first) / (last - first)) * (WIDTH - LEFT - 8);
  const bar = (from: number, to: number, row: number, kind: string) => (
    <rect class={kind} x={x(from)} y={TOP + row * ROW + 6} width={Math.max(2, x(to) - x(from))} height={16} rx={3} />
  );
  const height = TOP + keys.length * ROW + 6;
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const says = keys.map((key) => `${key.alg} ${key.state}, signs from ${day(key.signsFrom)}`).join("; ");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section class="key-times" aria-label="When each key signs" tabIndex={0}>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={`When each key signs: ${says}.`}>
        <text class="key-date" x={LEFT} y={14}>
          {day(first)}
        </text>
        <text class="key-date" x={WIDTH - 8} y={14} text-anchor="end">
          {day(last)}
        </text>
        {keys.map((key, row) => (
          <g key={key.id}>
            <text class="key-name" x={0} y={TOP + row * ROW + 18}>
              {key.alg}
            </text>
            {bar(key.createdAt, key.publishedUntil ?? last, row, "key-published")}
            {bar(key.signsFrom, key.signsUntil ?? last, row, key.state === "next" ? "key-signs later" : "key-signs")}
          </g>
        ))}
        <line class="key-now" x1={x(now)} x2={x(now)} y1={TOP - 4} y2={height - 2} />
        <text class="key-date" x={x(now)} y={14} text-anchor="middle">
          today
        </text>
      </svg>
      <ul class="key-legend">
        <li>
          <span class="key-swatch published" /> in the JWKS
        </li>
        <li>
          <span class="key-swatch signs" /> signs
        </li>
        <li>
          <span class="key-swatch later" /> will sign
        </li>
      </ul>
    </section>
  );
}

/** Whether anybody would see an unknown key. */
function Unknown({ of: { successor, unknownUntil } }: { readonly of: Takeover }) {
  if (successor === undefined) return null;
  return unknownUntil === undefined ? (
    <p>Every app and API that caches the JWKS as it says knows that key.</p>
  ) : (
    <p>
      Apps and APIs that cache the JWKS don't know that key yet, and may refuse its tokens until{" "}
      <Time at={unknownUntil} />. Replace the keys first if you can wait.
    </p>
  );
}

/** One key, and how to delete it at once. */
export function keyPage({
  frame,
  key,
  takeover,
  mayChange,
}: {
  readonly frame: Frame;
  readonly key: ShownKey;
  /** What deleting it would do to the others. */
  readonly takeover: Takeover;
  readonly mayChange: boolean;
}) {
  const { id, alg, state, createdAt, signsFrom, signsUntil, publishedUntil, signs } = key;
  return (
    <>
      <Panel>
        <Facts
          of={[
            ["kid", <code key="kid">{id}</code>],
            ["Algorithm", alg],
            ["State", <State key="state" decrypts={key.decrypts} state={state} />],
            ["Published since", <Time key="since" at={createdAt} />],
            ["Signs from", <Time key="from" at={signsFrom} />],
            ["Signs until", signsUntil === undefined ? "the next rotation" : <Time key="until" at={signsUntil} />],
            [
              "Leaves the JWKS",
              publishedUntil === undefined ? (
                "some time after the next rotation"
              ) : (
                <Time key="left" at={publishedUntil} />
              ),
            ],
            ["Signs", signsText(key)],
            ["APIs", signs.apis.length === 0 ? "none" : signs.apis.join(", ")],
          ]}
        />
      </Panel>
      {mayChange && (
        <Panel title="Delete this key now">
          <Alert title="Only if it is compromised.">
            <p>
              {state === "next"
                ? "It has signed nothing yet, so nobody loses anything."
                : "Nothing that it signed is accepted any more: ID tokens and access tokens end at once."}{" "}
              {takeover.successor !== undefined &&
                (takeover.successor.kid === undefined ? "A new key signs at once." : "The waiting key signs at once.")}
            </p>
            <Unknown of={takeover} />
          </Alert>
          <ButtonForm
            frame={frame}
            action={`/keys/${encodeURIComponent(id)}/revoke`}
            label="Delete the key"
            tone="danger"
          />
        </Panel>
      )}
    </>
  );
}
