/** Whatever anybody pastes: no exception, in a time that grows with the text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases, someOf } from "../../../test/breadth.ts";
import { threadWork } from "../../../test/thread-work.ts";
import { buildView } from "../build-view.ts";
import { read, readInto } from "../read.ts";
import { Gathered } from "./gathered.ts";

const RUNS = { numRuns: cases(1_500) };
const PARTS = [
  ..."{}[]()<>\"'`\\^&%=?#:;,.|$@- \n\t",
  ...[
    "\r\n",
    "\ufeff",
    "\u201c",
    "\ud800",
    "&amp;",
    "%25",
    "%zz",
    '\\"',
    "\\u0022",
    "---\n",
    "<html>",
    "</html>",
    "<script>",
    "```\n",
  ],
  ...[
    "curl ",
    "curl -d ",
    'curl ^"',
    "$'",
    "-H ",
    "-u ",
    "--json ",
    " \\\n",
    " ^\n",
    " `\n",
    'fetch("https://a.b", {',
    "Invoke-WebRequest -Uri ",
    "$x = @{ a=",
    "http -f POST a.b/token grant_type=x ",
    "wget --post-data=",
    'requests.post("https://a.b/token", data={"code": ',
    "axios.post(url, {",
    "const url = ",
    "params.append('code', ",
    "Error {\n  response: ",
    "[Object: null prototype] {",
    "<ref *1> A {",
    "send: b'",
    "reply: 'HTTP/1.1 400'",
    '>> "POST /token HTTP/1.1[\\r][\\n]"\n',
    '<< "',
    "--> POST https://a.b/token\n",
    "<-- 400 https://a.b/token (1ms)\n",
    "▼ POST https://a.b/token 400\n  Request Body\n",
    "Sending HTTP request POST https://a.b/token\n",
  ],
  ...[
    "HTTP/1.1 400 Bad\n",
    "POST /token HTTP/1.1\n",
    ":method: POST\n",
    "Host: a.b\n",
    "WWW-Authenticate: Bearer error=",
    "Location: https://a.b/?code=1\n",
    "\n\n",
  ],
  ...[
    "https://a.b/authorize?",
    "localhost:1/?error=x",
    "a.b:/?code=1",
    "response_type=code&",
    "grant_type=x&",
    "error=",
    "scope: a\nstate: b\n",
    "Request URL: https://a.b\n",
    "Status Code: 400\n",
  ],
  ...[
    "eyJhbGciOiJub25lIn0",
    ".eyJpc3MiOiJhIn0",
    "Bearer ",
    "invalid_grant",
    "AADSTS50011",
    "error",
    '{"error":',
    '"log":{"entries":[{"startedDateTime":"x","request":{"url":"https://a.b/token"}}',
  ],
];
const part = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PARTS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
);
const soup = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(""));

const NAMES = [
  "request",
  "response",
  "redirect_url",
  "text",
  "context",
  "url",
  "method",
  "headers",
  "body",
  "status",
  "log",
  "entries",
  "error",
  "errors",
  "message",
  "code",
  "keys",
  "kty",
  "issuer",
  "jwks_uri",
  "iss",
  "exp",
  "alg",
  "web",
  "client_id",
  "redirect_uris",
  "exchanges",
  "startedDateTime",
  "postData",
  "params",
  "content",
  "name",
  "value",
  "at",
  "__proto__",
  "constructor",
  "toString",
] as const;
const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    soup,
    fc.integer(),
    fc.constantFrom(null, true, false),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 6, noNullPrototype: true }),
})).object;

const whole = (text: string) => buildView(read(text));

describe("never throws", () => {
  it("for a text", () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: "binary" })), (text) => void whole(text)),
      RUNS,
    );
  });

  it("for JSON", () => {
    fc.assert(
      fc.property(tree, (value) => void whole(JSON.stringify(value))),
      RUNS,
    );
    fc.assert(
      fc.property(fc.json(), (text) => void whole(text)),
      RUNS,
    );
  });

  it("for JSON that is cut off, and as context", () => {
    fc.assert(
      fc.property(tree, fc.nat(400), (value, at) => void whole(JSON.stringify(value).slice(0, at))),
      RUNS,
    );
    fc.assert(
      fc.property(tree, (value) => void read("x", value as object)),
      RUNS,
    );
  });

  it("and nothing is caught that a reader threw", () => {
    const text = fc.oneof(
      soup,
      tree.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(text, (given) => {
        expect(() => readInto(given, new Gathered({}))).not.toThrow();
      }),
      { numRuns: cases(3_000) },
    );
  });
});

describe("what pasting adds makes no difference", () => {
  it.each([
    ["Windows' line ends", (text: string) => text.replaceAll("\n", "\r\n")],
    ["a BOM", (text: string) => `\ufeff${text}`],
    ["empty lines around", (text: string) => `\n\n${text}\n\n`],
  ])("%s", (_, change) => {
    const plain = soup.filter((text) => !/[\r\ufeff"'`{[]/.test(text));
    fc.assert(
      fc.property(plain, (text) => {
        expect(read(change(text))).toEqual(read(text));
      }),
      RUNS,
    );
  });

  it("being the text of the form for tools", () => {
    fc.assert(
      fc.property(soup, (text) => {
        if (/^[\s\ufeff]*[{["]/.test(text) || text.includes("startedDateTime")) return;
        expect(read(JSON.stringify({ text }))).toEqual(read(text));
      }),
      RUNS,
    );
  });
});

/** Milliseconds that this thread has worked for a text of so many characters, however busy the machine is. */
function workFor(one: string, length: number): number {
  const text = one.repeat(Math.ceil(length / one.length));
  const part = text.slice(0, Math.floor(length / 5));
  const parts = JSON.stringify({ text: part, response: { body: part }, request: part });
  return threadWork(() => {
    whole(text);
    whole(parts);
  }).took;
}

/** Milliseconds. Below, compiling and collecting garbage decide. */
const NOTHING = 30;

describe("the work grows with the text: eight times the text is far from sixty-four times the work", () => {
  it.each(someOf(PARTS).map((one) => [JSON.stringify(one), one]))("of %s", (_, one) => {
    // The first time it is compiled.
    workFor(one, 200_000);
    const short = Math.max(NOTHING, workFor(one, 200_000));
    expect(workFor(one, 1_600_000)).toBeLessThan(24 * short);
  });
});
