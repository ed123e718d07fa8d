/** Settings in the console: as they are in force, and where each comes from. */
import { z } from "zod";
import type { Members } from "../../admin/representation.ts";
import { settings as representation, type SettingInForce, settingOf, settingsInForce } from "../../admin/settings.ts";
import { settingAt } from "../../configuration/run-time.ts";
import type { Differing } from "../../pages/console/meanwhile.tsx";
import { type ShownGroup, type ShownSetting, settingsPage } from "../../pages/console/settings.tsx";
import { SETTINGS_ID } from "../../ports/registered.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { etagOf, findRegistered } from "../../service/admin/found.ts";
import { ask, faultsIn } from "./change.ts";
import { NOTHING, type Noted, type Outcome, type Section, type Visit } from "./section.ts";
import { differing, settingsAt, type Texts, textsOf } from "./settings-meanwhile.ts";

const needs = "candor:keys:read";
const changes = "candor:keys";

const TITLES: readonly (readonly [title: string, begins: RegExp])[] = [
  ["Lifetimes", /lifetime|refresh_grace/],
  ["Scopes", /^(?!self_service|registration|client_documents).*scopes$/],
  ["Requests and responses", /^(?:response_types|require_pushed|dpop_)/],
  ["Sessions and grants", /^(?:session|grant)_management/],
  ["Signing keys", /^key_rotation/],
  ["Self-service", /^self_service/],
  ["Apps that register themselves", /^registration_(?!software)/],
  ["Apps whose id is a URL", /^client_documents/],
  ["Branding", /^branding/],
  ["Journal of refusals", /^journal/],
  ["Metrics, traces and logs", /^(?:metrics|open_telemetry|access_log|audit_log|log_)/],
];
/** The rest, among it new ones. None of these can be changed here. */
const OTHERS = "Read at the start";

const titleOf = ({ member }: SettingInForce): string => TITLES.find(([, begins]) => begins.test(member))?.[0] ?? OTHERS;

/** `code_lifetime` as `Code lifetime`. */
const labelOf = (member: string): string =>
  (member[0]?.toUpperCase() + member.slice(1).replaceAll("_", " "))
    .replace(/^Id /, "ID ")
    .replace(/^Open telemetry/, "OpenTelemetry");

/** The kind of value that a setting has. */
function kindOf(setting: string): "number" | "flag" | "list" | "phrases" | "object" | readonly string[] | "text" {
  let schema: z.ZodType = settingAt(setting);
  while (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault)
    schema = schema.unwrap() as z.ZodType;
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodBoolean) return "flag";
  if (schema instanceof z.ZodArray) return hasSpaces(schema.element as z.ZodType) ? "phrases" : "list";
  return schema instanceof z.ZodObject ? "object" : "text";
}

/** Whether values have spaces, so that a list of them needs commas. */
const hasSpaces = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodEnum && schema.options.some((value) => String(value).includes(" "));

/** A value as it is typed: lists with spaces, or with commas if their values have spaces. */
const textOf = (value: unknown, member?: string): string => {
  if (value === undefined) return "";
  if (Array.isArray(value)) {
    const isOfPhrases = member !== undefined && kindOf(settingOf(member)) === "phrases";
    return value.map((one) => textOf(one)).join(isOfPhrases ? ", " : " ");
  }
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.startsWith("data:") ? "an image" : text;
};

/** What was typed, as JSON has it; `null` restores the default. */
function typedAs(text: string, kind: ReturnType<typeof kindOf>): unknown {
  if (text === "") return null;
  if (kind === "number") return /^-?\d{1,12}$/.test(text) ? Number(text) : text;
  if (kind === "flag") return text === "true" ? true : text === "false" ? false : text;
  if (kind === "phrases") return text.split(/\s*,\s*/);
  return kind === "list" ? text.split(/\s+/) : text;
}

/** The branding has a page of its own, with a picture of what it does. */
const isEditable = ({ member, changeable }: SettingInForce): boolean => changeable && !member.startsWith("branding_");

async function inForce({ deps }: Visit) {
  const found = await findRegistered(deps, "settings", SETTINGS_ID);
  const stored = found?.content.settings ?? {};
  return { etag: (found && etagOf(found)) ?? "", all: settingsInForce(deps.registries.settingsInFile, stored) };
}

interface Again {
  readonly of: Refused;
  readonly noted: Noted;
  readonly meanwhile: Differing | undefined;
}

async function page(visit: Visit, typed?: Texts, refused?: Again): Promise<Outcome> {
  const { caller, frame } = visit;
  const { etag, all } = await inForce(visit);
  const faults = refused === undefined ? new Map() : faultsIn(refused.of);
  const shown = (one: SettingInForce): ShownSetting => {
    const kind = kindOf(settingOf(one.member));
    const words = typeof kind === "object" ? kind : kind === "flag" ? ["true", "false"] : undefined;
    return {
      ...{ member: one.member, label: labelOf(one.member), from: one.from, changeable: isEditable(one) },
      description: settingAt(settingOf(one.member)).description ?? "",
      value: typed?.get(one.member) ?? textOf(one.value, one.member),
      type: kind === "number" ? "number" : "text",
      ...(words !== undefined && { choices: words.map((value) => ({ value, label: value })) }),
      fault: faults.get(one.member),
    };
  };
  const groups = [...TITLES.map(([title]) => title), OTHERS].map(
    (title): ShownGroup => ({ title, settings: all.filter((one) => titleOf(one) === title).map(shown) }),
  );
  return {
    is: "page",
    ...(refused !== undefined && { status: 400 }),
    head: { title: "Settings", lead: "Settings as they are in force, and where each comes from." },
    body: settingsPage({
      ...{ frame, etag, groups: groups.filter(({ settings }) => settings.length > 0) },
      mayChange: covers(caller.scopes, changes),
      meanwhile: refused?.meanwhile,
      refused: refused && { says: refused.noted.says, href: refused.noted.errorUri },
    }),
  };
}

/** Only what differs from what is in force is sent, so that defaults stay defaults. */
async function save(visit: Visit): Promise<Outcome> {
  const { form } = visit;
  const { all } = await inForce(visit);
  const etag = form.get("etag") ?? "";
  const now = textsOf(all.filter(isEditable), textOf);
  // What the form didn't change stays as somebody else has changed it.
  const base = textsOf((await settingsAt(visit, etag)) ?? all, textOf);
  const typed: Texts = new Map(
    [...now].map(([member, text]) => {
      const given = form.get(member)?.trim() ?? text;
      return [member, given === base.get(member) ? text : given];
    }),
  );
  const members: Members = Object.fromEntries(
    [...typed]
      .filter(([member, text]) => text !== now.get(member))
      .map(([member, text]) => [member, typedAs(text, kindOf(settingOf(member)))]),
  );
  if (Object.keys(members).length === 0) return { is: "go", to: "/settings", notice: "Nothing was changed." };
  const changed = await ask(visit, representation, {
    ...{ act: "change", id: SETTINGS_ID, members, ifMatch: etag },
  });
  if (!isRefusal(changed)) return { is: "go", to: "/settings", notice: "Saved. The settings are in force." };
  if (changed.refused === "admin/not-found") return NOTHING;
  const sent = new Map([...now.keys()].map((member) => [member, form.get(member)?.trim() ?? ""]));
  const meanwhile = changed.refused === "admin/changed-meanwhile" ? differing(base, now, sent, labelOf) : undefined;
  return page(visit, typed, { of: changed, noted: await visit.note(changed), meanwhile });
}

export const settings: Section = {
  links: [{ group: "Server", label: "Settings", path: "/settings", icon: "settings", needs }],
  routes: [
    { method: "GET", path: "/settings", needs, handle: (visit) => page(visit) },
    { method: "POST", path: "/settings", needs: changes, handle: save },
  ],
};
