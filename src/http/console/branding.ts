/** The pages about branding: of the server, and of an application, each with the pages as users would see them. */
import { application } from "../../admin/application.ts";
import type { Members } from "../../admin/representation.ts";
import { appBrandingPage, type BrandingValues, serverBrandingPage } from "../../pages/console/branding.tsx";
import type { ShownFault } from "../../pages/console/fields.tsx";
import type { StoredApplication } from "../../ports/registered.ts";
import type { Client } from "../../protocol/client.ts";
import type { Colors } from "../../protocol/colors.ts";
import { basePath } from "../../protocol/metadata.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { isWithinReach } from "../../service/admin/caller.ts";
import { etagOf, type Found, findRegistered } from "../../service/admin/found.ts";
import { appOf, brandOf, colorsPath } from "../brand.ts";
import { askedOf } from "../people/asked.ts";
import { ask, differencesFrom } from "./change.ts";
import { linesIn, textIn } from "./form.ts";
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
    ...{ logo_uri: text("logo_uri"), publisher: text("publisher"), client_uri: text("client_uri") },
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

/** Faults at the fields of the form: the two colors have one each. */
function faultsOf({ evidence }: Refused): ReadonlyMap<string, ShownFault> {
  const { fields = [], sent = [], expected = [] } = evidence as Readonly<Record<string, readonly string[]>>;
  return new Map(
    fields.map((pointer, i) => [
      pointer
        .replace(/^\/colors\/(?=light|dark)/, "/")
        .replace("/colors", "/light")
        .split("/")[1] ?? "",
      { sent: sent[i] ?? "", expected: expected[i] ?? "" },
    ]),
  );
}

/** What the pages would show. An image that isn't saved yet is in the page. */
function previewOf({ deps, account }: Visit, client: Client, unsavedLogo?: string) {
  const { registry, issuer } = deps;
  const base = basePath(issuer);
  const colors: Colors | undefined = client.colors ?? registry.settings.branding?.colors;
  const [uri] = client.redirectUris;
  const app = appOf(base, client);
  return {
    brand: brandOf(registry, client),
    colors: colors && `${colorsPath(base, colors)}&for=preview`,
    app: unsavedLogo?.startsWith("data:") === true ? { ...app, logo: unsavedLogo } : app,
    username: account.username,
    redirectHost: uri === undefined ? "app.example" : new URL(uri).host || new URL(uri).protocol,
    groups: askedOf(registry.catalogue, client.scopes, [], deps.clock()),
  };
}

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
    preview: previewOf(visit, typed?.client ?? client, values.logo_uri),
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

const SAMPLE = { id: "sample", name: "Sample application", publisher: "Example Ltd", clientUri: "https://app.example" };

/** The server as it presents itself, with an application that doesn't exist. */
function showServer(visit: Visit): Outcome {
  const { branding } = visit.deps.registry.settings;
  const { name, logo, colors, terms, privacy, support } = branding ?? {};
  const scopes = ["openid", "profile", "email"];
  const client = { ...SAMPLE, scopes, redirectUris: ["https://app.example/callback"] } as unknown as Client;
  const body = serverBrandingPage({
    facts: [
      ["Name", name ?? "Candor"],
      ["Logo", logo === undefined ? "Candor's" : "an image of your own"],
      ["Color", colors === undefined ? "Candor's" : `${colors.light} on light pages, ${colors.dark} on dark ones`],
      ["Terms", terms ?? "no link"],
      ["Privacy", privacy ?? "no link"],
      ["Help", support ?? "no link"],
    ],
    preview: previewOf(visit, client),
  });
  return { is: "page", head: { title: "Branding", lead: "The name, logo, color and links of this server." }, body };
}

export const branding: Section = {
  links: [{ group: "Server", label: "Branding", path: "/branding", icon: "branding", needs: "candor:keys:read" }],
  routes: [
    { method: "GET", path: "/branding", needs: "candor:keys:read", handle: showServer },
    {
      method: "GET",
      path: "/applications/:id/branding",
      needs: "candor:applications:read",
      handle: (visit) => showApp(visit),
    },
    { method: "POST", path: "/applications/:id/branding", needs: "candor:applications", handle: saveApp },
  ],
};
