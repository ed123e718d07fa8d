/** The part of the configuration that says how the server and its applications present themselves to users. */
import { z } from "zod";
import type { ServerBranding } from "../protocol/branding.ts";
import { colorFault, colorsFrom, SCHEMES } from "../protocol/colors.ts";
import { readLogo } from "../protocol/logo.ts";
import type { ConfigurationFault } from "./fault.ts";

/** https, and nobody's name before the host, which could pose as one. */
const isLink = (text: string): boolean =>
  text.length <= 2_000 && /^https:\/\/[^\s/?#@\\]+(?:[/?#][^\s\\]*)?$/.test(text) && URL.canParse(text);

const link = z.string().refine(isLink).meta({ expected: "an https URL without a user name" });

const shownName = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^(?!\s*$)[^\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+$/u)
    .meta({ expected: `text of 1 to ${most} characters without control characters` });

const color = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/)
  .meta({ expected: "a color with six hexadecimal digits, such as #0d6150" });

const colors = z
  .strictObject({
    light: color.describe("Color of links and buttons on light pages."),
    dark: color.optional().describe("The same on dark pages. The default is a lighter tone of the other."),
  })
  .optional();

// Longer than any logo, so that the fault says how large it is.
const logo = z.string().max(1_000_000).meta({ expected: "an image as a URL: data:image/png;base64,…" }).optional();

const LOGO = "Logo: a PNG, JPEG or WebP image of at most 40 KB as a `data:` URL. This server keeps it and serves it.";

export const branding = z
  .strictObject({
    name: shownName(64).optional().describe("Name of the server on its pages, in place of `Candor`."),
    logo: logo.describe(LOGO),
    colors: colors.describe("Color of links and buttons. Colors with too little contrast for text are refused."),
    terms: link.optional().describe("https URL of the terms of service."),
    privacy: link.optional().describe("https URL of the privacy policy."),
    support: link.optional().describe("https URL where users get help."),
  })
  .prefault({})
  .describe("How the server presents itself on the pages that users see.");

/** The members of a client, with RFC 7591's names where there are any. */
export const clientBranding = {
  clientUri: link.optional().describe("https URL of the app's home page."),
  logoUri: logo.describe(LOGO),
  tosUri: link.optional().describe("https URL of the app's terms of service."),
  policyUri: link.optional().describe("https URL of the app's privacy policy."),
  publisher: shownName(100).optional().describe("Who publishes the app: a name for the consent page."),
  contacts: z
    .array(shownName(254))
    .max(10)
    .optional()
    .describe("How to reach those who are responsible for the app, such as email addresses. Users don't see them."),
  colors: colors.describe(
    "Color of links and buttons on the app's sign-in and consent pages, in place of the server's.",
  ),
};

type Colored = z.output<typeof colors>;

/** Names what the schema can't judge: the image, and whether text in these colors can be read. */
export function* brandingFaults(
  key: string,
  { logo, colors }: { readonly logo?: readonly [member: string, uri: string | undefined]; readonly colors?: Colored },
): Generator<ConfigurationFault> {
  const [member = "", uri] = logo ?? [];
  if (uri !== undefined) {
    const read = readLogo(uri);
    if ("is" in read) yield { key: `${key}.${member}`, ...read };
  }
  for (const scheme of SCHEMES) {
    const given = colors?.[scheme];
    const fault = given === undefined ? undefined : colorFault(scheme, given);
    if (fault !== undefined) yield { key: `${key}.colors.${scheme}`, ...fault };
  }
}

/** As settings have it; `undefined` if nothing is set. */
export function brandingFrom({ colors, ...rest }: z.output<typeof branding>): ServerBranding | undefined {
  const set = { ...rest, ...(colors !== undefined && { colors: colorsFrom(colors) }) };
  return Object.keys(set).length === 0 ? undefined : set;
}
