/** What a log says of an exchange in one line: `HTTP POST https://…`, `Sending HTTP request POST https://…`, `… "POST /token HTTP/1.1" 400`. */
import { partsOf, withoutEntities } from "./address.ts";
import { endpointOf } from "./endpoint.ts";
import { encodePairs } from "./form-text.ts";
import type { Gathered } from "./gathered.ts";

const METHOD = "(GET|POST|PUT|PATCH|DELETE)";
const REQUESTS: readonly RegExp[] = [
  // `HTTP POST https://…`, `POST request for "https://…"`, `during [POST] to [https://…]`, `Post "https://…": …`
  new RegExp(
    `\\b${METHOD}\\b\\]?(?: request)?(?: (?:to|for|on|from))?[:,]?\\s{0,2}["'\`[(<]?(https?:\\/\\/[^\\s"'\`\\])>,]+)`,
    "i",
  ),
  // .NET prints a message with its properties.
  new RegExp(`Method: ${METHOD}, RequestUri: '(https?://[^']+)'`),
  // Ktor.
  /REQUEST: (https?:\/\/\S+)/,
];
/** urllib3: `https://id.example:443 "POST /token HTTP/1.1" 400 54` */
const SPLIT = new RegExp(`(https?://[^\\s"/]+?)(?::443|:80)? "${METHOD} (/\\S*) HTTP/[\\d.]+"`);
const STATUS =
  /(?:\bResponse |awaiting response\.{3} | ms - |\dms - |StatusCode: |RESPONSE: |HTTP\/[\d.]+"? |resulted in a `|client error \(|(?:POST|GET) https?:\S{1,2000}[):]? )([1-5]\d\d)\b/;
/** Spring: `Writing [{grant_type=[authorization_code], code=[abc]}] as "application/x-www-form-urlencoded"` */
const WRITTEN = /Writing \[\{([a-z_]+=\[[^\n]{0,20000}\])\}\]/;

/** Endpoints of the protocol that are only posted to. A call of an API would look as if it had no token. */
const POSTED = ["token", "revocation", "introspection", "device", "registration"];

/** The request or the status that a line tells of. Headers and bodies may exist, and aren't here. */
export function readFacts(line: string, out: Gathered): void {
  if (line.length > 20_000 || !/https?:\/\/|\bRe(?:quest|sponse)\b|StatusCode|Writing \[| ms - /i.test(line)) return;
  const request = requestIn(line);
  if (request !== undefined) out.shown({ ...request, headers: {}, partial: true });
  const form = WRITTEN.exec(line)?.[1];
  if (form !== undefined) out.wrote(formOf(form));
  const status = STATUS.exec(line)?.[1];
  if (status !== undefined) out.status(Number(status));
}

function requestIn(line: string): { readonly method: string; readonly url: string } | undefined {
  const split = SPLIT.exec(line);
  const found = REQUESTS.map((pattern) => pattern.exec(line)).find((match) => match !== null);
  const [method = "POST", address = ""] =
    split !== null
      ? [split[2], `${split[1]}${split[3]}`]
      : found === undefined
        ? []
        : found.length > 2
          ? [found[1], found[2]]
          : ["POST", found?.[1]];
  const url = withoutEntities(address.replace(/[.:;]+$/, ""));
  const said = method.toUpperCase();
  return said === "POST" && POSTED.includes(endpointOf(said, partsOf(url).base, new Map()))
    ? { method: said, url }
    : undefined;
}

const formOf = (written: string): string =>
  encodePairs(
    [...written.matchAll(/([a-z_]{2,40})=\[([^\]]{0,8000})\]/g)].map(([, name = "", value = ""]) => [name, value]),
  );
