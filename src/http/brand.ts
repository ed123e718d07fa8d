/** How the server and its applications present themselves on pages. */
import type { FastifyRequest } from "fastify";
import type { App } from "../pages/app.tsx";
import type { Brand } from "../pages/layout.tsx";
import type { Registry } from "../ports/registry.ts";
import type { Client } from "../protocol/client.ts";
import { type Colors, colorFault, paletteOf, SCHEMES, type Scheme } from "../protocol/colors.ts";
import { logoName } from "../protocol/logo.ts";
import { basePath, PATHS } from "../protocol/metadata.ts";
import { queryText } from "../protocol/url-query.ts";
import type { Shared } from "../service/deps.ts";
import { depsOf } from "./snapshot.ts";

const SUPPORT = [
  ["Terms", "terms"],
  ["Privacy", "privacy"],
  ["Help", "support"],
] as const;

/** The server as pages present it: with the colors of an application on the pages about it. */
export function brandOf({ settings }: Pick<Registry, "settings">, client?: Client): Brand | undefined {
  const { branding, issuer } = settings;
  const colors = client?.colors ?? branding?.colors;
  if (branding === undefined && colors === undefined) return undefined;
  const base = basePath(issuer);
  const { name, logo } = branding ?? {};
  return {
    name,
    logo: logo === undefined ? undefined : `${base}${PATHS.logos}?${queryText([["image", logoName(logo)]])}`,
    colors: colors && colorsPath(base, colors),
    links: SUPPORT.flatMap(([label, member]) => {
      const url = branding?.[member];
      return url === undefined ? [] : [[label, url] as const];
    }),
  };
}

/** The brand for a response. */
export const brandFor = (shared: Shared, request: FastifyRequest, client?: Client): Brand | undefined =>
  brandOf(depsOf(shared, request).registry, client);

/** The application as pages present it. */
export const appOf = (
  base: string,
  { id, name, logo, publisher, clientUri, tosUri, policyUri, byDocument }: Client,
): App => ({
  ...(byDocument === true && { from: new URL(id).host }),
  name,
  logo:
    logo &&
    `${base}${PATHS.logos}?${queryText([
      ["image", logo],
      ["client_id", id],
    ])}`,
  publisher,
  home: clientUri,
  terms: tosUri,
  privacy: policyUri,
});

export const colorsPath = (base: string, { light, dark }: Colors): string =>
  `${base}${PATHS.colors}?${queryText([
    ["light", light.slice(1)],
    ["dark", dark.slice(1)],
  ])}`;

/** The tokens of the stylesheet that a color replaces. */
function rulesFor(scheme: Scheme, color: string, of: string): string {
  const { accent, hover, on } = paletteOf(scheme, color);
  return `${of}{--accent:${accent};--accent-hover:${hover};--on-accent:${on}}`;
}

/** The stylesheet for two colors, of a page or of a preview within one; `undefined` if they can't be read. Paper has no colors. */
export function stylesheetOf(colors: Colors, isPreview = false): string | undefined {
  const of = isPreview ? ".preview" : ":root";
  for (const scheme of SCHEMES)
    if (!/^#[0-9a-f]{6}$/.test(colors[scheme]) || colorFault(scheme, colors[scheme]) !== undefined) return undefined;
  return `@media screen{${rulesFor("light", colors.light, of)}}@media screen and (prefers-color-scheme:dark){${rulesFor("dark", colors.dark, of)}}\n`;
}
