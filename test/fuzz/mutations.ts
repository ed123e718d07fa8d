/** What can go wrong with a request, by accident or by intent. */
import type { Dice } from "./dice.ts";
import * as odd from "./odd.ts";
import type { Draft } from "./socket.ts";

const text = (body: Buffer): string => body.toString("latin1");
const bytes = (body: string): Buffer => Buffer.from(body, "latin1");

interface Pair {
  readonly name: string;
  readonly value: string;
}

/** Changes one name=value pair, of the body or else of the query. */
function inParameters(draft: Draft, dice: Dice, change: (pair: Pair) => string): void {
  const [path = "", query = ""] = draft.path.split(/\?(.*)/s);
  const pairs = (draft.body.length === 0 ? query : text(draft.body)).split("&");
  const at = dice.below(pairs.length);
  const [name = "", value = ""] = (pairs[at] ?? "").split(/=(.*)/s);
  pairs[at] = change({ name, value });
  if (draft.body.length === 0) draft.path = `${path}?${pairs.join("&").replaceAll(" ", "+")}`;
  else draft.body = bytes(pairs.join("&"));
}

/** Those after which the request still has an end, so that a response is due. */
export const MUTATIONS: readonly ((draft: Draft, dice: Dice) => void)[] = [
  (draft, dice) => inParameters(draft, dice, ({ name }) => `${name}=${dice.one(odd.VALUES)}`),
  (draft, dice) => inParameters(draft, dice, ({ name }) => `${name}=${dice.one(odd.VALUES)}`),
  (draft, dice) => inParameters(draft, dice, ({ name, value }) => `${name}=${value}${dice.one(odd.VALUES)}`),
  (draft, dice) => inParameters(draft, dice, ({ name, value }) => `${name}=${value}&${name}=${value}`),
  (draft, dice) => inParameters(draft, dice, () => dice.one(["", "=", "&", "==", "a"])),
  (draft, dice) =>
    inParameters(draft, dice, ({ name, value }) => {
      const names = [
        name.toUpperCase(),
        `${name}[]`,
        `+${name}`,
        name.slice(1),
        "%zz",
        "oauth_token",
        "x".repeat(9_000),
      ];
      return `${dice.one(names)}=${value}`;
    }),
  (draft, dice) => inParameters(draft, dice, ({ name }) => `${name}=x&`.repeat(dice.one([2, 65, 1_000]))),
  (draft, dice) => {
    draft.method = dice.one(odd.METHODS);
  },
  (draft, dice) => {
    const [name, value] = dice.one(odd.HEADERS);
    draft.headers = [...draft.headers.filter(([other]) => dice.chance(0.2) || other !== name), [name, value]];
  },
  (draft, dice) => {
    draft.headers = draft.headers.filter(() => dice.chance(0.5));
  },
  (draft, dice) => {
    const [path = "", query] = draft.path.split(/\?(.*)/s);
    const extra = dice.one(odd.PATHS);
    const paths = [path + extra, extra + path, path.toUpperCase(), `http://evil.test${path}`, `${path}/`, "*", "/"];
    draft.path = query === undefined ? dice.one(paths) : `${dice.one(paths)}?${query}`;
  },
  (draft, dice) => {
    draft.body = dice.one([...odd.BODIES, dice.bytes(dice.below(200))]);
    if (draft.method === "GET") draft.method = "POST";
  },
];

/** Those after which there may be no end, or no HTTP at all. */
export const BREAKAGES: readonly ((request: Buffer, dice: Dice) => Buffer)[] = [
  (request, dice) => request.subarray(0, dice.below(request.length)),
  (request, dice) => {
    const head = request.subarray(0, dice.below(80));
    return Buffer.concat([head, dice.bytes(1 + dice.below(20)), request.subarray(dice.below(request.length))]);
  },
  (request, dice) => bytes(text(request).replace(/HTTP\/1\.1/, dice.one(odd.VERSIONS))),
  (request, dice) => bytes(text(request).replace("\r\n", dice.one(odd.LINE_ENDS))),
  (request, dice) => bytes(text(request).replace(/content-length: \d+/, dice.one(odd.LENGTHS))),
  (request, dice) => Buffer.concat([request, request.subarray(0, dice.below(request.length)), dice.bytes(10)]),
  (_, dice) => dice.bytes(1 + dice.below(400)),
  (_, dice) => bytes(dice.one(odd.NOISE)),
];
