/** What is at the URLs that an application names when it registers itself. */

import { OutboundError, type OutboundResponse } from "../../ports/outbound.ts";
import { LOGO, readLogo } from "../../protocol/logo.ts";
import { mediaTypeOf } from "../../protocol/media-type.ts";
import type { Deps } from "../deps.ts";

const LONGEST_SECTOR = 65_536;

type Asking = Pick<Deps, "outbound">;

async function get({ outbound }: Asking, text: unknown, longest: number): Promise<OutboundResponse | undefined> {
  if (typeof text !== "string" || !URL.canParse(text)) return undefined;
  try {
    const response = await outbound.send({ url: new URL(text), method: "GET", longest });
    return response.status === 200 ? response : undefined;
  } catch (error) {
    if (error instanceof OutboundError) return undefined;
    throw error;
  }
}

/** The logo as a `data:` URL; `undefined` if there is none that this server shows. Users' browsers never ask for it elsewhere. */
export async function logoAt(deps: Asking, uri: unknown): Promise<string | undefined> {
  if (typeof uri === "string" && uri.startsWith("data:")) return "is" in readLogo(uri) ? undefined : uri;
  const response = await get(deps, uri, LOGO.bytes);
  if (response?.bytes === undefined) return undefined;
  const type = mediaTypeOf(String(response.headers["content-type"] ?? "")).toLowerCase();
  const found = `data:${type};base64,${Buffer.from(response.bytes).toString("base64")}`;
  return "is" in readLogo(found) ? undefined : found;
}

/** The redirect URIs at a sector identifier (OpenID Connect Registration 5), or what is expected there; `undefined` without one. */
export async function sectorAt(deps: Asking, uri: unknown): Promise<readonly string[] | string | undefined> {
  if (uri === undefined || uri === null) return undefined;
  // Its form is judged with the other members.
  if (typeof uri !== "string" || !uri.startsWith("https:")) return undefined;
  const expected = "a URL from which this server gets a JSON list of redirect URIs";
  const response = await get(deps, uri, LONGEST_SECTOR);
  try {
    const list: unknown = JSON.parse(response?.text ?? "");
    return Array.isArray(list) && list.every((one) => typeof one === "string") ? list : expected;
  } catch {
    return expected;
  }
}
