/** Settings as they are in force, where each comes from, and a form for those that may change while the server runs. */
import type { ComponentChildren } from "preact";
import { durationText } from "../../render/evidence.ts";
import { type Choice, SelectField, type ShownFault, TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { type Differing, Meanwhile } from "./meanwhile.tsx";
import { Alert, Badge, Form, Panel } from "./parts.tsx";

export interface ShownSetting {
  readonly member: string;
  readonly label: string;
  readonly description: string;
  /** As it is typed and shown. */
  readonly value: string;
  readonly from: "file" | "stored" | "default";
  readonly changeable: boolean;
  /** What it can be, if it is one of a few. */
  readonly choices?: readonly Choice[] | undefined;
  readonly type: "text" | "number";
  readonly fault?: ShownFault | undefined;
}

export interface ShownGroup {
  readonly title: string;
  readonly settings: readonly ShownSetting[];
}

interface SettingsProps {
  readonly frame: Frame;
  readonly groups: readonly ShownGroup[];
  /** The version that the form was made from. */
  readonly etag: string;
  readonly mayChange: boolean;
  /** Why the last change was refused. */
  readonly refused?: { readonly says: string; readonly href: string } | undefined;
  /** What somebody else has saved since the form was opened. */
  readonly meanwhile?: Differing | undefined;
}

const ORIGINS = {
  file: ["neutral", "configuration file"],
  stored: ["accent", "changed here"],
  default: ["neutral", "default"],
} as const;

function From({ from }: Pick<ShownSetting, "from">) {
  const [tone, label] = ORIGINS[from];
  return <Badge tone={tone}>{label}</Badge>;
}

export function settingsPage({ frame, groups, etag, mayChange, refused, meanwhile }: SettingsProps): ComponentChildren {
  return (
    <Form frame={frame} action="/settings" fields={[["etag", etag]]} class="form settings-form">
      {refused !== undefined && (
        <Alert title="Nothing was changed." href={refused.href}>
          <p>{refused.says}</p>
        </Alert>
      )}
      <Meanwhile of={meanwhile} />
      {groups.map(({ title, settings }) => (
        <Panel key={title} title={title}>
          {settings.map((setting) => (
            <div key={setting.member} class="setting">
              <div class="setting-value">
                {setting.changeable && mayChange ? <Editor {...setting} /> : <Fixed {...setting} />}
              </div>
              <p class="setting-from">
                <From from={setting.from} />
              </p>
            </div>
          ))}
        </Panel>
      ))}
      {mayChange && (
        <div class="form-actions">
          <button type="submit">Save</button>
          <p class="hint">Saved settings are in force for the next request. An empty field restores the default.</p>
        </div>
      )}
    </Form>
  );
}

/** Descriptions are those of the reference, where code is between backticks. */
function Words({ text }: { readonly text: string }) {
  return <>{text.split("`").map((part, at) => (at % 2 === 0 ? part : <code key={at}>{part}</code>))}</>;
}

/** Long durations are hard to read in seconds. */
function InWords({ member, value }: Pick<ShownSetting, "member" | "value">) {
  const isSeconds = /lifetime|rotation_ahead|grace/.test(member) && /^\d{1,9}$/.test(value);
  const [, words] = isSeconds ? (/\((.*)\)/.exec(durationText(Number(value))) ?? []) : [];
  return words === undefined ? null : <> Now {words}.</>;
}

function Editor({ member, label, description, value, choices, type, fault }: ShownSetting) {
  const hint = (
    <>
      <Words text={description} />
      <InWords member={member} value={value} />
    </>
  );
  const field = { name: member, label, hint, fault };
  return choices === undefined ? (
    <TextField {...field} value={value} type={type} />
  ) : (
    <SelectField {...field} value={value} choices={choices} />
  );
}

function Fixed({ label, description, value }: ShownSetting) {
  return (
    <>
      <p class="setting-name">{label}</p>
      <p class="hint">
        <Words text={description} />
      </p>
      <p>
        <code>{value === "" ? "none" : value}</code>
      </p>
    </>
  );
}
