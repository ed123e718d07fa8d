/** What a refusal looks like on the wire, without what is different each time: to compare two servers by. */
import { isCode } from "../../src/reasons/index.ts";

export interface Shape {
  readonly status: number;
  /** `json`, `problem`, `redirect` or `page`. */
  readonly form: string;
  readonly error: string | undefined;
  /** The reason that the response names. */
  readonly reason: string | undefined;
  /** Names of the headers, and the values that never depend on the request. */
  readonly headers: readonly string[];
  /** The scheme and the parameters of the challenge. */
  readonly challenge: string | undefined;
  /** Names of the JSON's members, or of the redirect's parameters, and of a page its title. */
  readonly members: readonly string[];
}

/** Of the connection, or of one occasion. */
const VARIABLE = new Set(["connection", "keep-alive", "date", "content-length", "transfer-encoding", "set-cookie"]);
/** The same wherever they come from. */
const FIXED = new Set(["content-type", "cache-control", "pragma", "content-language", "x-content-type-options"]);

export interface Seen {
  readonly shape: Shape;
  readonly description: string | undefined;
  readonly errorUri: string | undefined;
  readonly text: string;
}

export async function seen(response: Response): Promise<Seen> {
  const { status, headers } = response;
  const text = await response.text();
  const location = headers.get("location");
  const type = headers.get("content-type") ?? "";
  const { form, members, said } = read(text, location, type);
  const errorUri = said.error_uri;
  const names = [...headers].filter(([name]) => !VARIABLE.has(name));
  const reason = /\/errors\/([a-z-]+\/[a-z-]+)/.exec(errorUri ?? said.type ?? "")?.[1];
  return {
    shape: {
      ...{ status, form, error: said.error, reason: reason !== undefined && isCode(reason) ? reason : undefined },
      headers: names.map(([name, value]) => (FIXED.has(name) ? `${name}: ${value}` : name)).sort(),
      challenge: headers.get("www-authenticate")?.replaceAll(/="[^"]*"/g, ""),
      members,
    },
    description: said.error_description,
    errorUri,
    text,
  };
}

type Said = Readonly<Record<string, string | undefined>>;

function read(text: string, location: string | null, type: string) {
  if (location !== null) {
    // In the fragment where tokens could have been.
    const { hash, searchParams } = new URL(location);
    const inHash = new URLSearchParams(hash.slice(1));
    const members = [...searchParams.keys(), ...[...inHash.keys()].map((name) => `#${name}`)];
    return { form: "redirect", members, said: Object.fromEntries([...searchParams, ...inHash]) as Said };
  }
  if (type.startsWith("text/html")) {
    const link = /href="([^"]*\/errors\/[^"]*\?ref=[^"]*)"/.exec(text)?.[1];
    const title = /<title>([^<]*)/.exec(text)?.[1] ?? "";
    return { form: "page", members: [title], said: { error_uri: link } as Said };
  }
  const said = JSON.parse(text) as Said;
  return { form: type.includes("problem") ? "problem" : "json", members: Object.keys(said), said };
}
