/** Whatever is pasted: no exception, no secret repeated, and a response in time. More of it by EXPLAIN_FUZZ, another run by EXPLAIN_SEED. */
import { expect, it } from "vitest";
import { explain } from "../../src/doctor/explain.ts";
import { toReport } from "../../src/doctor/report.ts";
import { diagnosisToTerminal } from "../../src/doctor/terminal.ts";
import { SEED as CHOSEN, cases } from "../breadth.ts";
import { dice } from "../fuzz/dice.ts";
import { threadWork } from "../thread-work.ts";
import { MARK, SEEDS } from "./seeds.ts";

const RUNS = Number(process.env.EXPLAIN_FUZZ ?? cases(4_000));
const SEED = Number(process.env.EXPLAIN_SEED ?? CHOSEN);

const PIECES = [
  ...[
    "&",
    "=",
    "%",
    "%25",
    "%zz",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "\\",
    "\n",
    "\r\n",
    "\t",
    " ",
    ",",
    ";",
    "+",
    "#",
    "?",
    "/",
    ":",
    "^",
  ],
  ...[
    "\u0000",
    "\u202e",
    "é",
    "🔑",
    "error=",
    "invalid_grant",
    "scope=",
    "-d ",
    "curl ",
    "HTTP/1.1 400 Bad Request\n",
    "eyJ",
  ],
  ...[
    "https://",
    "Authorization: Basic ",
    "redirect_uri=",
    "AADSTS",
    '{"error":"',
    "&amp;",
    "undefined",
    "null",
    "-".repeat(500),
  ],
];

/** What a mutation has left of a secret is one as long as its digits are there. */
const LEFT = new RegExp(`${MARK}[w-]{0,24}d{5}[w-]*`, "g");

/** A seed, cut up, put together again, and changed in a few places. */
function mutate(number: number): string {
  const throws = dice(SEED + number);
  let text = throws.one(SEEDS);
  if (throws.chance(0.2)) text += `${throws.one(["\n", "\n\n", " ", ""])}${throws.one(SEEDS)}`;
  for (let n = throws.below(8); n > 0; n--) {
    const at = throws.below(text.length + 1);
    const to = at + throws.below(throws.one([2, 10, 80]));
    text = throws.one([
      () => text.slice(0, at) + text.slice(to),
      () => text.slice(0, at) + throws.one(PIECES) + text.slice(at),
      () => text.slice(0, at) + throws.one(PIECES) + text.slice(to),
      () => text.slice(0, at) + text.slice(at, to).repeat(throws.below(6)) + text.slice(to),
      () => text.slice(at) + text.slice(0, at),
    ])();
  }
  return text;
}

it(`returns ${RUNS} inputs (EXPLAIN_SEED=${SEED})`, { timeout: 1_200_000 }, () => {
  const slow: string[] = [];
  for (let n = 0; n < RUNS; n++) {
    const input = mutate(n);
    const { result: diagnosis, took } = threadWork(() => explain(input));
    if (took > 1_000) slow.push(`#${n} ${Math.round(took)} ms for ${input.length} characters`);
    const said = JSON.stringify(toReport(diagnosis)) + diagnosisToTerminal(diagnosis, { colour: true });
    for (const [left] of input.matchAll(LEFT))
      if (said.includes(left)) expect.fail(`#${n} repeats ${left}:\n${input}\n\n${said}`);
  }
  expect(slow).toEqual([]);
});

it.each([
  "a",
  "code is ",
  "{",
  "[",
  "ey",
  "eyJ.",
  "a=b&",
  "%",
  "%25",
  "curl -d ",
  '"error":',
  "https://a.example/?",
  '\\"',
  "'",
  "<p>",
  "scope=a,b ",
  "\n",
  "-H 'a: b' ",
])("responds to megabytes of %j in time", (piece) => {
  const input = piece.repeat(3_000_000 / piece.length);
  expect(threadWork(() => explain(input)).took).toBeLessThan(5_000);
});
