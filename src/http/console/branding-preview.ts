/** What the two pages about branding have in common: the pages as users would see them, and the faults of the form. */
import type { BrandingPreviewOf } from "../../pages/console/branding-preview.tsx";
import type { ShownFault } from "../../pages/console/fields.tsx";
import type { ServerBranding } from "../../protocol/branding.ts";
import type { Client } from "../../protocol/client.ts";
import type { Colors } from "../../protocol/colors.ts";
import { basePath } from "../../protocol/metadata.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { appOf, brandOf, colorsPath } from "../brand.ts";
import { askedOf } from "../people/asked.ts";
import type { Visit } from "./section.ts";

/** Faults at the fields of the form: the two colors have one each. `prefix`: before the members' names. */
export function faultsOf({ evidence }: Refused, prefix = ""): ReadonlyMap<string, ShownFault> {
  const { fields = [], sent = [], expected = [] } = evidence as Readonly<Record<string, readonly string[]>>;
  const fieldOf = (pointer: string): string =>
    pointer
      .replace(`/${prefix}`, "/")
      .replace(/^\/colors\/(?=light|dark)/, "/")
      .replace("/colors", "/light")
      .split("/")[1] ?? "";
  return new Map(fields.map((pointer, i) => [fieldOf(pointer), { sent: sent[i] ?? "", expected: expected[i] ?? "" }]));
}

interface Unsaved {
  /** Of the application. */
  readonly logo?: string;
  /** Of the server, and whether it is in force. */
  readonly branding?: ServerBranding;
  readonly isSaved?: boolean;
}

/** What the pages would show. An image that isn't saved yet is in the page. */
export function previewOf({ deps, account }: Visit, client: Client, unsaved: Unsaved = {}): BrandingPreviewOf {
  const { registry, issuer } = deps;
  const base = basePath(issuer);
  const { branding = registry.settings.branding, isSaved = true, logo } = unsaved;
  const colors: Colors | undefined = client.colors ?? branding?.colors;
  const [uri] = client.redirectUris;
  const app = appOf(base, client);
  const brand = brandOf({ settings: { ...registry.settings, branding } }, client);
  return {
    brand: isSaved ? brand : brand && { ...brand, logo: branding?.logo },
    colors: colors && `${colorsPath(base, colors)}&for=preview`,
    app: logo?.startsWith("data:") === true ? { ...app, logo } : app,
    username: account.username,
    redirectHost: uri === undefined ? "app.example" : new URL(uri).host || new URL(uri).protocol,
    groups: askedOf(registry.catalogue, client.scopes, [], deps.clock()),
  };
}
