/** Where a user does something: what kind of browser, in words, and in which network. */
import type { Place } from "../ports/activity.ts";
import { prefixOf } from "./network.ts";

/** The first that matches: Edge and Opera also say that they are Chrome, and everybody says Mozilla. */
const BROWSERS = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/(?:Chrome|CriOS)\//, "Chrome"],
  [/\bVersion\/[\d.]+ .*Safari\//, "Safari"],
] as const;

const SYSTEMS = [
  [/\b(?:iPhone|iPad)\b/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
] as const;

/** Nothing of what was sent is kept but these words. */
export function placeOf(address: string | undefined, userAgent: string | undefined): Place {
  const word = (among: typeof BROWSERS | typeof SYSTEMS) =>
    among.find(([pattern]) => pattern.test((userAgent ?? "").slice(0, 500)))?.[1];
  const [browser, system] = [word(BROWSERS), word(SYSTEMS)];
  const said = browser === undefined ? system : system === undefined ? browser : `${browser} on ${system}`;
  const network = prefixOf(address);
  return { ...(said !== undefined && { browser: said }), ...(network !== undefined && { network }) };
}
