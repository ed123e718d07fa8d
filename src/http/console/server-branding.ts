/** How the server presents itself: the form for operators, with the pages as users would see them before anything is saved. */
import type { Members } from "../../admin/representation.ts";
import { settings as representation, settingsInForce } from "../../admin/settings.ts";
import {
  brandingValuesFrom,
  type ServerBrandingValues,
  serverBrandingPage,
} from "../../pages/console/server-branding.tsx";
import { SETTINGS_ID, withStored } from "../../ports/registered.ts";
import type { ServerBranding } from "../../protocol/branding.ts";
import type { Client } from "../../protocol/client.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { etagOf, findRegistered } from "../../service/admin/found.ts";
import { faultsOf, previewOf } from "./branding-preview.ts";
import { ask, differencesFrom } from "./change.ts";
import { logoIn, textIn } from "./form.ts";
import type { Outcome, Section, Visit } from "./section.ts";

const NEEDS = "candor:keys:read";
const CHANGES = "candor:keys";
const AT = "/branding";

const SAMPLE = { id: "sample", name: "Sample application", publisher: "Example Ltd", clientUri: "https://app.example" };

const FIELDS = ["name", "logo", "terms", "privacy", "support"] as const;

/** An application that doesn't exist. */
const sample = (): Client =>
  ({
    ...SAMPLE,
    scopes: ["openid", "profile", "email"],
    redirectUris: ["https://app.example/callback"],
  }) as unknown as Client;

async function inForce({ deps }: Visit) {
  const found = await findRegistered(deps, "settings", SETTINGS_ID);
  const stored = found?.content.settings ?? {};
  const { settings, written } = deps.registries.settingsInFile;
  return {
    found,
    etag: found && etagOf(found),
    branding: withStored(settings, written, stored).branding ?? {},
    /** Members that only the file changes. */
    fixed: new Set(
      settingsInForce(deps.registries.settingsInFile, stored)
        .filter(({ changeable }) => !changeable)
        .map(({ member }) => member),
    ),
  };
}

const valuesIn = (form: URLSearchParams): ServerBrandingValues => {
  const text = (name: string): string => textIn(form, name) ?? "";
  return {
    ...{ name: text("name"), logo: logoIn(form, "logo") ?? "", light: text("light"), dark: text("dark") },
    ...{ terms: text("terms"), privacy: text("privacy"), support: text("support") },
  };
};

/** What differs from what is in force, so that a default stays one and what a file says isn't sent. */
function membersIn(typed: ServerBrandingValues, before: ServerBrandingValues, fixed: ReadonlySet<string>): Members {
  const texts = FIELDS.filter((name) => typed[name] !== before[name]).map((name) => [
    `branding_${name}`,
    typed[name] || null,
  ]);
  const { light, dark } = typed;
  const colors = light === "" && dark === "" ? null : { light, ...(dark !== "" && { dark }) };
  const isColored = light !== before.light || dark !== before.dark;
  return Object.fromEntries(
    [...texts, ...(isColored ? [["branding_colors", colors]] : [])].filter(([member]) => !fixed.has(String(member))),
  );
}

interface Typed {
  readonly values: ServerBrandingValues;
  readonly members: Members;
  readonly refused?: Refused | undefined;
  /** What would be in force. */
  readonly branding?: ServerBranding | undefined;
}

async function show(visit: Visit, typed?: Typed): Promise<Outcome> {
  const { caller, frame, form } = visit;
  const { found, etag, branding, fixed } = await inForce(visit);
  const refused = typed?.refused;
  const meanwhile =
    refused?.refused === "admin/changed-meanwhile" && found !== undefined
      ? differencesFrom(representation, found.content, typed?.members ?? {})
      : undefined;
  const body = serverBrandingPage({
    ...{ frame, at: AT, fixed, values: typed?.values ?? brandingValuesFrom(branding), meanwhile },
    mayChange: covers(caller.scopes, CHANGES),
    // Whoever has seen the difference may save it anyway.
    etag: (meanwhile === undefined ? textIn(form, "etag") : undefined) ?? etag,
    faults: refused === undefined ? new Map() : faultsOf(refused, "branding_"),
    refused: refused && (await visit.note(refused)),
    preview: previewOf(visit, sample(), {
      branding: typed?.branding ?? branding,
      isSaved: typed?.branding === undefined,
    }),
  });
  const head = { title: "Branding", lead: "The name, logo, color and links of this server." };
  return { is: "page", head, body, ...(refused !== undefined && { status: 400 }) };
}

async function save(visit: Visit): Promise<Outcome> {
  const { deps, form } = visit;
  const { branding, fixed } = await inForce(visit);
  const values = valuesIn(form);
  const members = membersIn(values, brandingValuesFrom(branding), fixed);
  const dryRun = form.get("do") === "preview";
  if (Object.keys(members).length === 0)
    return dryRun ? show(visit) : { is: "go", to: AT, notice: "Nothing was changed." };
  const changed = await ask(visit, representation, {
    ...{ act: "change", id: SETTINGS_ID, ifMatch: textIn(form, "etag"), members, dryRun },
  });
  if (isRefusal(changed)) return show(visit, { values, members, refused: changed });
  if (!dryRun) return { is: "go", to: AT, notice: "The branding is saved." };
  const { settings, written } = deps.registries.settingsInFile;
  return show(visit, {
    values,
    members,
    branding: withStored(settings, written, changed.content?.settings ?? {}).branding ?? {},
  });
}

export const serverBranding: Section = {
  links: [{ group: "Server", label: "Branding", path: AT, icon: "branding", needs: NEEDS }],
  routes: [
    { method: "GET", path: AT, needs: NEEDS, handle: (visit) => show(visit) },
    { method: "POST", path: AT, needs: CHANGES, handle: save },
  ],
};
