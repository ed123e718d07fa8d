/** The page about the branding of an application, with the pages as users would see them. */
import { application } from "../../admin/application.ts";
import type { Members } from "../../admin/representation.ts";
import { appBrandingPage, type BrandingValues } from "../../pages/console/branding.tsx";
import type { StoredApplication } from "../../ports/registered.ts";
import type { Client } from "../../protocol/client.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { isWithinReach } from "../../service/admin/caller.ts";
import { etagOf, type Found, findRegistered } from "../../service/admin/found.ts";
import { faultsOf, previewOf } from "./branding-preview.ts";
import { ask, differencesFrom } from "./change.ts";
import { linesIn, logoIn, textIn } from "./form.ts";
import { NOTHING, type Outcome, type Section, type Visit } from "./section.ts";

const pathOf = (id: string): string => `/applications/${encodeURIComponent(id)}`;

const URLS = ["client_uri", "tos_uri", "policy_uri"] as const;

const valuesOf = (stored: StoredApplication): BrandingValues => {
  const members = application.membersOf(stored);
  const text = (name: string): string => String(members[name] ?? "");
  const { contacts = [], colors } = stored.client;
  return {
    ...{ logo_uri: text("logo_uri"), publisher: text("publisher"), client_uri: text("client_uri") },
    ...{ tos_uri: text("tos_uri"), policy_uri: text("policy_uri"), contacts: contacts.join("\n") },
    ...{ light: colors?.light ?? "", dark: colors?.dark ?? "" },
  };
};

const valuesIn = (form: URLSearchParams): BrandingValues => {
  const text = (name: string): string => textIn(form, name) ?? "";
  return {
    ...{ logo_uri: logoIn(form, "logo_uri") ?? "", publisher: text("publisher"), client_uri: text("client_uri") },
    ...{ tos_uri: text("tos_uri"), policy_uri: text("policy_uri"), contacts: linesIn(form, "contacts").join("\n") },
    ...{ light: text("light"), dark: text("dark") },
  };
};

/** What the form says, as the admin API takes it. */
function membersIn(v: BrandingValues): Members {
  const contacts = v.contacts === "" ? null : v.contacts.split("\n");
  const colors = v.light === "" && v.dark === "" ? null : { light: v.light, ...(v.dark !== "" && { dark: v.dark }) };
  const texts = ["logo_uri", "publisher", ...URLS] as const;
  return { ...Object.fromEntries(texts.map((name) => [name, v[name] || null])), contacts, colors };
}

const withoutNulls = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, value ?? undefined]));

function fixedBecause({ caller }: Visit, { by }: Found<"application">): string | undefined {
  if (by === "file") return "A file registers the application, and it is changed only there.";
  return covers(caller.scopes, application.scope) ? undefined : "Your role doesn't allow changes here.";
}

interface Typed {
  readonly values: BrandingValues;
  readonly refused?: Refused | undefined;
  readonly client?: Client | undefined;
}

async function showApp(visit: Visit, typed?: Typed): Promise<Outcome> {
  const { deps, caller, params, frame, form } = visit;
  const found = await findRegistered(deps, "application", params.id ?? "");
  if (found === undefined || !isWithinReach(caller, found.content)) return NOTHING;
  const { client } = found.content;
  const values = typed?.values ?? valuesOf(found.content);
  const refused = typed?.refused;
  const meanwhile =
    refused?.refused === "admin/changed-meanwhile"
      ? differencesFrom(application, found.content, withoutNulls(membersIn(values)))
      : undefined;
  const body = appBrandingPage({
    ...{ frame, at: `${pathOf(client.id)}/branding`, fixed: fixedBecause(visit, found), values },
    // What was typed was made from the version that its form names. Whoever has seen the difference may save it anyway.
    etag: meanwhile === undefined ? (textIn(form, "etag") ?? etagOf(found)) : etagOf(found),
    meanwhile,
    faults: refused === undefined ? new Map() : faultsOf(refused),
    refused: refused && (await visit.note(refused)),
    preview: previewOf(visit, typed?.client ?? client, { logo: values.logo_uri }),
  });
  const crumbs = [
    { label: "Applications", path: "/applications" },
    { label: client.name, path: pathOf(client.id) },
  ];
  const head = { title: "Branding", lead: `How ${client.name} presents itself to users.`, crumbs };
  return { is: "page", head, body, ...(refused !== undefined && { status: 400 }) };
}

async function saveApp(visit: Visit): Promise<Outcome> {
  const { params, form } = visit;
  const id = params.id ?? "";
  const values = valuesIn(form);
  const dryRun = form.get("do") === "preview";
  const changed = await ask(visit, application, {
    ...{ act: "change", id, ifMatch: textIn(form, "etag"), members: membersIn(values), dryRun },
  });
  if (isRefusal(changed))
    return changed.refused === "admin/not-found" ? NOTHING : showApp(visit, { values, refused: changed });
  if (dryRun) return showApp(visit, { values, client: changed.content?.client });
  return { is: "go", to: `${pathOf(id)}/branding`, notice: "The branding is saved." };
}

export const branding: Section = {
  routes: [
    {
      method: "GET",
      path: "/applications/:id/branding",
      needs: "candor:applications:read",
      handle: (visit) => showApp(visit),
    },
    { method: "POST", path: "/applications/:id/branding", needs: "candor:applications", handle: saveApp },
  ],
};
