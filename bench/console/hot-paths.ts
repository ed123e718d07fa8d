/** The requests of applications on a server whose database is full, beside one whose database is empty, in turns. */
import { median } from "../measuring/statistics.ts";
import { SERVICE } from "../seed/size.ts";
import { Visitor } from "./visitor.ts";

const ROUNDS = 12;
const EACH = 150;

const basic = `Basic ${Buffer.from(`${SERVICE.id}:${SERVICE.secret}`).toString("base64")}`;
const post = (body: Record<string, string>) => ({
  method: "POST",
  headers: { authorization: basic, "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(body).toString(),
});

const REQUESTS = {
  "a token": { path: "/token", init: post({ grant_type: "client_credentials", scope: SERVICE.scope }), status: 200 },
  "a refused scope": {
    path: "/token",
    init: post({ grant_type: "client_credentials", scope: "bench.raed" }),
    status: 400,
  },
  "an unknown client": {
    path: "/token",
    init: post({ grant_type: "client_credentials", client_id: "nobody", client_secret: "x" }),
    status: 401,
  },
  "the metadata": { path: "/.well-known/openid-configuration", init: {}, status: 200 },
  "the sign-in page": { path: "/sign-in", init: {}, status: 200 },
} as const;

export interface HotPath {
  readonly what: string;
  /** Milliseconds: the median of the medians of the rounds. */
  readonly empty: number;
  readonly full: number;
}

export async function compareHotPaths(empty: string, full: string): Promise<readonly HotPath[]> {
  const visitors = { empty: new Visitor(empty), full: new Visitor(full) };
  const found: HotPath[] = [];
  for (const [what, { path, init, status }] of Object.entries(REQUESTS)) {
    const times = { empty: [] as number[], full: [] as number[] };
    // The first round warms up.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const which of round % 2 === 0 ? (["empty", "full"] as const) : (["full", "empty"] as const)) {
        const took: number[] = [];
        for (let n = 0; n < EACH; n++) {
          const answer = await visitors[which].send(path, init);
          if (answer.status !== status) throw new Error(`${path} responded with ${answer.status}.`);
          took.push(answer.took);
        }
        if (round > 0) times[which].push(median(took));
      }
    }
    found.push({ what, empty: median(times.empty), full: median(times.full) });
  }
  visitors.empty.close();
  visitors.full.close();
  return found;
}
