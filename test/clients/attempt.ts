/** One attempt to sign in to a client's application, as its developer watches it in the browser and in the terminal. */
import { setTimeout as wait } from "node:timers/promises";
import type { Explanation } from "../../src/reasons/explain.ts";
import { faceOf, reasonOf } from "../../src/reasons/index.ts";
import { wireText } from "../../src/render/wire-text.ts";
import { formsOf, type Page, type Person, pageOf } from "../blackbox/person.ts";
import type { Client, Seen } from "./define.ts";
import { start } from "./program.ts";
import { plainOf, readable, scrub } from "./scrub.ts";
import { APP, SECRET, type World } from "./world.ts";

export interface Settings {
  readonly clientId?: string;
  readonly secret?: string;
  readonly scope?: string;
  /** Whether the client's switch is thrown. */
  readonly switched?: boolean;
  /** Whether the application is to leave PKCE out. */
  readonly withoutPkce?: boolean;
  /** What happens between the redirect to the application and its arrival. */
  readonly between?: () => void;
}

const HOPS = 8;
const SCOPE = "openid profile email";
/** What is written after the response, such as an access log's line, arrives within this time, in milliseconds. */
const AFTERTHOUGHTS = 250;

/** Starts the application, walks through it, and tells what came of it. */
export async function attempt(client: Client, world: World, port: number, settings: Settings): Promise<Seen> {
  const origin = `http://localhost:${port}`;
  const callback = client.callback ?? "/callback";
  const program = await start(client.run, {
    PORT: String(port),
    ISSUER: world.issuer,
    CLIENT_ID: settings.clientId ?? APP,
    CLIENT_SECRET: settings.secret ?? SECRET,
    REDIRECT_URI: origin + callback,
    SCOPE: settings.scope ?? client.scope ?? SCOPE,
    ...(world.certificate !== undefined && { NODE_EXTRA_CA_CERTS: world.certificate }),
    SWITCHED: settings.switched ? "1" : "",
    WITHOUT_PKCE: settings.withoutPkce ? "1" : "",
  });
  try {
    await world.refusals();
    const end = await walk(world.person(), origin, origin + (client.start ?? "/login"), settings.between);
    const refused = await world.refusals();
    await wait(AFTERTHOUGHTS);
    return seen(end, program.written(), refused, world.issuer);
  } catch (error) {
    throw new Error(`${client.name} broke down:\n${program.written()}`, { cause: error });
  } finally {
    await program.stop();
  }
}

/** From the application to the server and back, through whatever redirects each of them sends. */
async function walk(person: Person, origin: string, from: string, between?: () => void): Promise<Page> {
  let url = from;
  for (let hop = 0; hop < HOPS; hop++) {
    const response = await person.browse(url);
    const location = response.headers.get("location");
    if (location === null) return pageOf(url, response);
    const next = new URL(location, url);
    if (next.origin === origin) {
      url = next.href;
      continue;
    }
    const end = await person.walk(next.href);
    between?.();
    if (end instanceof URL) url = end.href;
    else return posted(person, origin, end);
  }
  return {
    url,
    status: 0,
    headers: new Headers(),
    title: "",
    html: "(The browser goes from the application to the server and back, without end.)",
  };
}

/** Sends what `response_mode=form_post` has the browser send; another page stays as it is. */
async function posted(person: Person, origin: string, page: Page): Promise<Page> {
  const form = formsOf(page)[0];
  if (form === undefined || !form.action.startsWith(origin)) return page;
  const response = await person.browse(form.action, { method: "POST", body: new URLSearchParams(form.fields) });
  const location = response.headers.get("location");
  return location === null ? pageOf(form.action, response) : walk(person, origin, new URL(location, form.action).href);
}

function seen(end: Page, written: string, refused: readonly Explanation[], issuer: string): Seen {
  const page = readable(plainOf(end.html));
  const log = readable(written);
  const outcome = /^Signed in as (Ada|ada@)/.test(page)
    ? "signed in"
    : /^Signed in as/.test(page)
      ? "signed in without a name"
      : "refused";
  // Some look for documents that are not there before they begin.
  const told = refused.filter(({ code }) => code !== "request/wrong-endpoint");
  const first = told[0];
  const all = [page, ...hrefs(end.html), log].join("\n");
  return {
    outcome,
    log: scrub(log, issuer),
    page: scrub(page, issuer),
    code: first?.code,
    shows: first === undefined ? [] : shown(first, told, all),
  };
}

/** Where the links of a page lead. */
const hrefs = (html: string): string[] => [...html.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => href);

/** What of the first refusal can be found in a text, in whatever way its signs are written there; the reference may be that of a second try at the same. */
function shown(refusal: Explanation, all: readonly Explanation[], text: string): Seen["shows"] {
  const plain = letters(decoded(text));
  const face = faceOf({ refused: refusal.code, evidence: evidenceOf(refusal) });
  const says = face === refusal.code ? refusal.says : reasonOf(face).says({} as never);
  return [
    ...(plain.includes(letters(wireText(says)).slice(0, 60)) || plain.includes(letters(face))
      ? ["cause" as const]
      : []),
    ...(all.some(({ code, ref }) => code === refusal.code && plain.includes(letters(ref)))
      ? ["reference" as const]
      : []),
    ...(plain.includes(letters(`/errors/${face}`)) ? ["link" as const] : []),
  ];
}

const evidenceOf = ({ evidence }: Explanation): Record<string, unknown> =>
  Object.fromEntries(evidence.map(({ name, value }) => [name, value]));

/** Percent signs undone where they are for something. */
const decoded = (text: string): string =>
  text.replace(/\+/g, " ").replace(/%[0-9a-f]{2}/gi, (sign) => String.fromCharCode(Number.parseInt(sign.slice(1), 16)));

/** Letters and digits alone, so that quotes, escapes and line breaks make no difference. */
const letters = (text: string): string => text.replace(/&[#\w]+;|\\u[0-9a-f]{4}|[^A-Za-z0-9]/g, "");
